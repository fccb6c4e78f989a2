import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, Call, QueryReply, notFound, type HttpCall, type Page } from '@accord/platform';
import type { FastifyReply } from 'fastify';
import { ExplanationQuery } from './explanation/explanation.query';
import type { ExplanationBody } from './explanation/explanation.response';
import { statementCsv } from './statement-list/statement-csv';
import type { StatementBody, StatementDetailBody } from './statement-list/statement.response';
import {
  StatementListQuery,
  StatementQuery,
  StatementsQuery,
} from './statement-list/statements.query';

@ApiTags('statements')
@ApiBearerAuth()
@Controller('v1/statements')
export class StatementsController {
  constructor(
    private readonly statements: StatementsQuery,
    private readonly explanations: ExplanationQuery,
  ) {}

  /** Issued statements, by id. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  list(
    @Query() query: StatementListQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<StatementBody>>> {
    return this.statements.list(caller, query);
  }

  /** One statement with a page of its lines; `Accept: text/csv` gives all lines as CSV. */
  @Get(':statementId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiProduces('application/json', 'text/csv')
  async one(
    @Param('statementId') statementId: string,
    @Query() query: StatementQuery,
    @Headers('accept') accept: string | undefined,
    @Call() { caller }: HttpCall,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueryReply<StatementDetailBody> | string> {
    const found = await this.statements.one(caller, statementId, query);
    if (!found) throw notFound('statement');
    if (!wantsCsv(accept)) return found;
    const whole = await this.statements.whole(caller, statementId);
    if (!whole) throw notFound('statement');
    reply.type('text/csv; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="${statementId}.csv"`);
    return statementCsv(whole.lines);
  }

  /** One line down to its events, program version, arithmetic and approvals. */
  @Get(':statementId/lines/:lineId/explanation')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  async explain(
    @Param('statementId') statementId: string,
    @Param('lineId') lineId: string,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<ExplanationBody>> {
    const found = await this.explanations.of(caller, statementId, lineId);
    if (!found) throw notFound('statement line');
    return found;
  }
}

const wantsCsv = (accept = ''): boolean =>
  accept.split(',').some((one) => one.trim().split(';')[0] === 'text/csv');
