import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { fiscalQuarter, isoDate } from '@accord/kernel';
import {
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  notFound,
  replyTo,
  requestFault,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { DecidePayoutCommand } from './decide-payout/decide-payout.handler';
import { IssuePayoutCommand } from './issue-payout/issue-payout.handler';
import type { DraftBody } from './payout-list/draft.response';
import type { PayoutBody } from './payout-list/payout.response';
import { PayoutsQuery } from './payout-list/payouts.query';
import {
  ApprovePayoutRequest,
  NotedRequest,
  ProposePayoutRequest,
  RejectPayoutRequest,
  internal,
} from './payouts.request';
import { ProposePayoutCommand } from './propose-payout/propose-payout.handler';

/** The only kind of run so far: what a fiscal quarter has earned. */
const KIND = 'quarterly';

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payouts')
export class PayoutsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly payouts: PayoutsQuery,
  ) {}

  /** Drafts every statement of a closed quarter and proposes them under one root. */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async propose(@Body() body: ProposePayoutRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const context = await this.contexts.of(call);
    const { book, quarter } = body;
    const payOn = body.payOn === undefined ? context.today : isoDate(body.payOn);
    if (payOn > context.today) {
      const message = `Today is ${context.today}`;
      throw requestFault([{ code: 'date-in-future', message, path: 'payOn' }]);
    }
    const payoutId = `${book}.${quarter}.${KIND}`;
    const command = { payoutId, book, quarter: fiscalQuarter(quarter), kind: KIND, payOn };
    return replyTo(
      payoutId,
      await this.commands.execute(new ProposePayoutCommand(command, context)),
    );
  }

  /** Approves what was reviewed, named by its root. Somebody else than the one who proposed. */
  @Post(':payoutId/approval')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  async approve(
    @Param('payoutId') payoutId: string,
    @Body() { root }: ApprovePayoutRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call);
    const command = new DecidePayoutCommand(payoutId, { effect: 'approve', root }, context);
    return replyTo(payoutId, await this.commands.execute(command));
  }

  /** Sends a proposal back; the run is open for another one. */
  @Post(':payoutId/rejection')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  async reject(
    @Param('payoutId') payoutId: string,
    @Body() { root, reason }: RejectPayoutRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, { reason: { internal: reason } });
    const decision = { effect: 'reject', root, why: reason } as const;
    const command = new DecidePayoutCommand(payoutId, decision, context);
    return replyTo(payoutId, await this.commands.execute(command));
  }

  /** Writes the approved statements into their accounts. Sent again, it changes nothing. */
  @Post(':payoutId/issue')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async issue(
    @Param('payoutId') payoutId: string,
    @Body() body: NotedRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, { reason: internal(body) });
    return replyTo(
      payoutId,
      await this.commands.execute(new IssuePayoutCommand(payoutId, context)),
    );
  }

  /** Payout runs, by id. */
  @Get()
  @Allow('finance', 'finance-approver', 'auditor')
  list(@Query() query: PageQuery): Promise<QueryReply<Page<PayoutBody>>> {
    return this.payouts.list(query);
  }

  /** One run: what was proposed and what became of it. */
  @Get(':payoutId')
  @Allow('finance', 'finance-approver', 'auditor')
  async one(
    @Param('payoutId') payoutId: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<PayoutBody>> {
    const found = await this.payouts.one(payoutId, query);
    if (!found) throw notFound('payout');
    return found;
  }

  /** The statements as proposed: what an approver reviews. */
  @Get(':payoutId/drafts')
  @Allow('finance', 'finance-approver', 'auditor')
  async drafts(
    @Param('payoutId') payoutId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<DraftBody>>> {
    const found = await this.payouts.drafts(payoutId, query);
    if (!found) throw notFound('proposal');
    return found;
  }
}
