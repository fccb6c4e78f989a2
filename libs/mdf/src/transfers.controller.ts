import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { uuidFrom } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  amountOf,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { CutFundCommand } from './cut-fund/cut-fund.handler';
import { FundsQuery } from './fund-balance/funds.query';
import { FundClock } from './fund-clock';
import { AmountDecisionRequest, TransferRequest } from './funds.request';
import { SendTransferCommand } from './transfer-funds/send-transfer.handler';
import { TransferBody } from './transfer-list/transfer.response';
import { TransfersQuery } from './transfer-list/transfers.query';

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds/:fundId')
export class TransfersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: FundClock,
    private readonly balances: FundsQuery,
    private readonly transfers: TransfersQuery,
  ) {}

  /** Takes money out of the fund again, at most what is available. */
  @Post('cuts')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async cut(
    @Param('fundId') fundId: string,
    @Body() body: AmountDecisionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const amount = amountOf(body.amount, body.currency, 'amount');
    const { occurredOn, internalReason: internal } = body;
    const reason = internal === undefined ? undefined : { internal };
    const zone = await this.clock.zone(fundId);
    const context = await this.contexts.of(call, { zone, occurredOn, reason });
    const command = new CutFundCommand(fundId, { amount }, context);
    return replyTo(fundId, await this.commands.execute(command));
  }

  /** Sends available money to another fund of the program; it is in transit until that one has it. */
  @Post('transfers')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async send(
    @Param('fundId') fundId: string,
    @Body() body: TransferRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { toFundId, occurredOn, internalReason: internal } = body;
    const reason = internal === undefined ? undefined : { internal };
    const zone = await this.clock.zone(fundId);
    const context = await this.contexts.of(call, { zone, occurredOn, reason });
    const transferId = body.transferId ?? uuidFrom('mdf-transfer', context.envelope.commandId);
    const amount = amountOf(body.amount, body.currency, 'amount');
    const command = new SendTransferCommand(fundId, { transferId, toFundId, amount }, context);
    return replyTo(transferId, await this.commands.execute(command));
  }

  /** Transfers from and to the fund, in the order in which they were sent. */
  @Get('transfers')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiPage(TransferBody)
  async list(
    @Param('fundId') fundId: string,
    @Query() query: PageQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<TransferBody>>> {
    if (!(await this.balances.one(caller, fundId, query))) throw notFound('fund');
    return this.transfers.list(fundId, query);
  }
}
