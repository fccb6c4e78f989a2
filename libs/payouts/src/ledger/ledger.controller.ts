import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  Problem,
  notFound,
  requestFault,
  type Page,
  type QueryReply,
} from '@accord/platform';
import type { FastifyReply } from 'fastify';
import { journalCsv, NotExportable } from './journal-csv';
import { isLedgerAccount } from './ledger-account';
import { LedgerAccountQuery } from './ledger-account.query';
import { LedgerQuery } from './ledger.query';
import {
  AgeingQuery,
  JournalQuery,
  LedgerAccountRange,
  LedgerLinesQuery,
  TrialBalanceQuery,
} from './ledger.request';
import { AgeingBody, LedgerAccountBody, LedgerLineBody, TrialBalanceBody } from './ledger.response';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerQuery,
    private readonly accounts: LedgerAccountQuery,
  ) {}

  /** Gross debits, credits and balance of every account, through a business date. */
  @Get('trial-balance')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: TrialBalanceBody })
  trialBalance(@Query() query: TrialBalanceQuery): Promise<QueryReply<TrialBalanceBody>> {
    return this.ledger.trialBalance(query);
  }

  /** What one account of the chart held before some days, what moved on it, and what it held then. */
  @Get('accounts/:code')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: LedgerAccountBody })
  account(
    @Param('code') code: string,
    @Query() query: LedgerAccountRange,
  ): Promise<QueryReply<LedgerAccountBody>> {
    if (!isLedgerAccount(code)) throw notFound('ledger account');
    return this.accounts.of(code, query);
  }

  /** Journal lines of one account of the chart, in the order recorded. */
  @Get('accounts/:code/lines')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(LedgerLineBody)
  lines(
    @Param('code') code: string,
    @Query() query: LedgerLinesQuery,
  ): Promise<QueryReply<Page<LedgerLineBody>>> {
    if (!isLedgerAccount(code)) throw notFound('ledger account');
    return this.ledger.lines(code, query);
  }

  /** What is open per payee, by how long it has been: oldest parts are paid and offset first. */
  @Get('ageing')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(AgeingBody)
  ageing(@Query() query: AgeingQuery): Promise<QueryReply<Page<AgeingBody>>> {
    return this.ledger.ageing(query);
  }

  /** Journal entries of some days for the general ledger, as CSV in the shape that NetSuite imports. */
  @Get('journal')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async journal(
    @Query() query: JournalQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { from, to } = query;
    if (from > to) {
      const message = `${from} is after ${to}`;
      throw requestFault([{ code: 'dates-out-of-order', message, path: 'from' }]);
    }
    const { body, position, stale } = await this.ledger.journal(query);
    if (stale) throw new Problem(503, 'view-stopped', 'The view of the journal has stopped');
    try {
      const csv = journalCsv(body);
      reply.type('text/csv; charset=utf-8');
      reply.header('accord-position', query.through ?? position.toString());
      reply.header('content-disposition', `attachment; filename="journal-${from}-${to}.csv"`);
      return csv;
    } catch (error) {
      if (!(error instanceof NotExportable)) throw error;
      throw new Problem(422, 'not-exportable', error.message);
    }
  }
}
