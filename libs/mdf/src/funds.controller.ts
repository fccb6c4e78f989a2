import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { currency, isoDate, uuidFrom, type IsoDate, type Money } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  AsOfQuery,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  amountOf,
  notFound,
  replyTo,
  requestFault,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { AllocateFundCommand } from './allocate-fund/allocate-fund.handler';

import { FundBalanceAsOf } from './fund-balance/fund-balance.query';
import { FundBalanceBody, FundBody } from './fund-balance/fund.response';
import { FundListQuery, FundsQuery } from './fund-balance/funds.query';
import { FundClock } from './fund-clock';
import { FundLineBody } from './fund-statement/fund-line.response';
import { FundStatement, FundStatementQuery } from './fund-statement/fund-statement.query';
import { AllocationRequest, OpenFundRequest } from './funds.request';
import type { OpenFund } from './open-fund/open-fund';
import { OpenFundCommand } from './open-fund/open-fund.handler';
import { sharedFundId } from './open-fund/shared-fund-id';
import { TakeOverFundCommand } from './take-over-fund/take-over-fund.handler';
import { TakeOverFundRequest } from './take-over-fund/take-over-fund.request';

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: FundClock,
    private readonly programs: ProgramClock,
    private readonly funds: FundsQuery,
    private readonly balances: FundBalanceAsOf,
    private readonly statements: FundStatement,
  ) {}

  /** Opens an empty fund: a partner's, or the one that a region's partners share in a quarter. */
  @Post()
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async open(@Body() body: OpenFundRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const command = openingOf(body);
    const zone = await this.programs.zone(body.programId);
    const context = await this.contexts.of(call, { zone, occurredOn: body.occurredOn });
    const outcome = await this.commands.execute(new OpenFundCommand(command, context));
    return replyTo(command.fundId, outcome);
  }

  /**
   * Takes over a fund as it stood before Accord kept it: what is available, consumed and expired. What
   * was asked for and not claimed is asked for again.
   */
  @Post('opening')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async takeOver(@Body() body: TakeOverFundRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const fund = openingOf(body);
    const amount = (name: 'available' | 'consumed' | 'expired'): Money =>
      amountOf(body[name], body.currency, name);
    const context = await this.contexts.of(call, {
      zone: await this.programs.zone(body.programId),
    });
    const balance = {
      creditId: uuidFrom('mdf-opening-credit', fund.fundId),
      available: amount('available'),
      consumed: amount('consumed'),
      expired: amount('expired'),
      expiresOn: dayOf(body.expiresOn),
    };
    const outcome = await this.commands.execute(new TakeOverFundCommand(fund, balance, context));
    return replyTo(fund.fundId, outcome);
  }

  /** Puts money into the fund. */
  @Post(':fundId/allocations')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async allocate(
    @Param('fundId') fundId: string,
    @Body() body: AllocationRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const amount = amountOf(body.amount, body.currency, 'amount');
    const zone = await this.clock.zone(fundId);
    const context = await this.contexts.of(call, { zone, occurredOn: body.occurredOn });
    const creditId = uuidFrom('mdf-credit', context.envelope.commandId);
    const credit = { amount, creditId, expiresOn: dayOf(body.expiresOn) };
    const command = new AllocateFundCommand(fundId, credit, context);
    return replyTo(fundId, await this.commands.execute(command));
  }

  /** Funds and where their money is now, by id. */
  @Get()
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(FundBody)
  list(@Query() query: FundListQuery, @Call() call: HttpCall): Promise<QueryReply<Page<FundBody>>> {
    return this.funds.list(call.caller, query);
  }

  /** One fund. */
  @Get(':fundId')
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: FundBody })
  async one(
    @Param('fundId') fundId: string,
    @Query() query: AtLeastQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<FundBody>> {
    const found = await this.funds.one(call.caller, fundId, query);
    if (!found) throw notFound('fund');
    return found;
  }

  /** Where the fund's money is, or was as of some moment, folded from the log. */
  @Get(':fundId/balance')
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: FundBalanceBody })
  async balance(
    @Param('fundId') fundId: string,
    @Query() query: AsOfQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<FundBalanceBody>> {
    const found = await this.balances.of(call.caller, fundId, query);
    if (!found) throw notFound('fund');
    return found;
  }

  /** The events behind the balance, each with what it did to the money and where that was afterwards. */
  @Get(':fundId/statement')
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(FundLineBody)
  async statement(
    @Param('fundId') fundId: string,
    @Query() query: FundStatementQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<Page<FundLineBody>>> {
    const found = await this.statements.of(call.caller, fundId, query);
    if (!found) throw notFound('fund');
    return found;
  }
}

const dayOf = (text: string | undefined): IsoDate | null =>
  text === undefined ? null : isoDate(text);

const openingOf = (body: OpenFundRequest): OpenFund => ({
  fundId: body.fundId ?? idOfShared(body),
  programId: body.programId,
  partnerId: body.partnerId ?? null,
  region: body.region ?? null,
  quarter: body.quarter ?? null,
  currency: currency(body.currency),
  periodFrom: dayOf(body.periodFrom),
  periodTo: dayOf(body.periodTo),
  requestBy: dayOf(body.requestBy),
  claimBy: dayOf(body.claimBy),
});

function idOfShared(body: OpenFundRequest): string {
  const { programId, partnerId, region, quarter, currency: code } = body;
  if (partnerId === undefined && region !== undefined && quarter !== undefined) {
    return sharedFundId({ programId, region, quarter, currency: code });
  }
  const message = 'Give an id to a partner`s fund; a region`s fund has one by its quarter';
  throw requestFault([{ code: 'fund-id-missing', message, path: 'fundId' }]);
}
