import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
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
import { ReceiveRefundCommand, receiptIdOf } from './receive-refund/receive-refund.handler';
import { ReceiveRefundRequest } from './receive-refund/receive-refund.request';
import { CoFunderBody, RefundLineBody } from './refund-list/refund.response';
import { CoFunderListQuery, RefundsQuery } from './refund-list/refunds.query';

@ApiTags('co-funders')
@ApiBearerAuth()
@Controller('v1/co-funders')
export class CoFundersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly refunds: RefundsQuery,
  ) {}

  /** Who gives back a part of what the vendor pays for activities, and how much of it is open. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiPage(CoFunderBody)
  list(@Query() query: CoFunderListQuery): Promise<QueryReply<Page<CoFunderBody>>> {
    return this.refunds.coFunders(query);
  }

  /** What is owed for each claim and what was received, in the order recorded. */
  @Get(':accountId/lines')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiPage(RefundLineBody)
  async lines(
    @Param('accountId') accountId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<RefundLineBody>>> {
    const found = await this.refunds.lines(accountId, query);
    // An account begins with its first line.
    if (found.body.items.length === 0 && query.cursor === undefined) throw notFound('account');
    return found;
  }

  /** Records that the party has paid what is open, all of it or a part. */
  @Post(':accountId/receipts')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async receive(
    @Param('accountId') accountId: string,
    @Body() body: ReceiveRefundRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const receipt = {
      amount: amountOf(body.amount, body.currency, 'amount'),
      reference: body.reference ?? null,
    };
    const context = await this.contexts.of(call, { occurredOn: body.occurredOn });
    const outcome = await this.commands.execute(
      new ReceiveRefundCommand(accountId, receipt, context),
    );
    return replyTo(receiptIdOf(context.envelope), outcome);
  }
}
