import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { currency, isoDate } from '@accord/kernel';
import {
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
  type HttpCall,
  type Page,
} from '@accord/platform';
import { AllocateFundCommand } from './allocate-fund/allocate-fund.handler';

import { FundBalanceAsOf } from './fund-balance/fund-balance.query';
import type { FundBalanceBody, FundBody } from './fund-balance/fund.response';
import { FundListQuery, FundsQuery } from './fund-balance/funds.query';
import { AmountRequest, OpenFundRequest } from './funds.request';
import { OpenFundCommand } from './open-fund/open-fund.handler';

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly funds: FundsQuery,
    private readonly balances: FundBalanceAsOf,
  ) {}

  /** Opens an empty fund for a partner and a period. */
  @Post()
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async open(@Body() body: OpenFundRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { occurredOn, ...opened } = body;
    const command = {
      ...opened,
      currency: currency(body.currency),
      periodFrom: isoDate(body.periodFrom),
      periodTo: isoDate(body.periodTo),
    };
    const context = await this.contexts.of(call, { occurredOn });
    const outcome = await this.commands.execute(new OpenFundCommand(command, context));
    return replyTo(body.fundId, outcome);
  }

  /** Puts money into the fund. */
  @Post(':fundId/allocations')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async allocate(
    @Param('fundId') fundId: string,
    @Body() body: AmountRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const amount = amountOf(body.amount, body.currency, 'amount');
    const context = await this.contexts.of(call, { occurredOn: body.occurredOn });
    const command = new AllocateFundCommand(fundId, { amount }, context);
    return replyTo(fundId, await this.commands.execute(command));
  }

  /** Funds and where their money is now, by id. */
  @Get()
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  list(@Query() query: FundListQuery, @Call() call: HttpCall): Promise<QueryReply<Page<FundBody>>> {
    return this.funds.list(call.caller, query);
  }

  /** One fund. */
  @Get(':fundId')
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
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
  async balance(
    @Param('fundId') fundId: string,
    @Query() query: AsOfQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<FundBalanceBody>> {
    const found = await this.balances.of(call.caller, fundId, query);
    if (!found) throw notFound('fund');
    return found;
  }
}
