import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { fiscalQuarter, isoDate, periodKind } from '@accord/kernel';
import {
  ApiPage,
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
import { BookClock } from './book-clock';
import { DecidePayoutCommand } from './decide-payout/decide-payout.handler';
import { IssuePayoutCommand } from './issue-payout/issue-payout.handler';
import { DraftBody } from './payout-list/draft.response';
import { PayoutBody, PayoutOutcomeBody } from './payout-list/payout.response';
import { PayoutsQuery } from './payout-list/payouts.query';
import { ReviewQuery } from './payout-review/review.query';
import { ReviewBody } from './payout-review/review.response';
import { SetAsideListQuery, SetAsideQuery } from './payout-review/set-aside.query';
import { SetAsideBody } from './payout-review/set-aside.response';
import {
  ApprovePayoutRequest,
  NotedRequest,
  ProposePayoutRequest,
  RejectPayoutRequest,
  internal,
} from './payouts.request';
import { ProposePayoutCommand } from './propose-payout/propose-payout.handler';

/** What a run pays: what a fiscal quarter has earned or, where books are kept by month, a month. */
const KINDS = { quarter: 'quarterly', month: 'monthly' } as const;

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payouts')
export class PayoutsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly payouts: PayoutsQuery,
    private readonly review: ReviewQuery,
    private readonly setAside: SetAsideQuery,
  ) {}

  /**
   * Asks for every statement of a closed quarter to be drafted and proposed under one root. The worker
   * does it; the reply holds the proposal where it is there within 10 s. Until then the run is `drafting`
   * and says how far it is.
   */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async propose(@Body() body: ProposePayoutRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { book } = body;
    const context = await this.contexts.of(call, { zone: await this.clock.zone(book) });
    const quarter = fiscalQuarter(body.quarter);
    const kind = KINDS[periodKind(quarter)];
    const payOn = body.payOn === undefined ? context.today : isoDate(body.payOn);
    if (payOn > context.today) {
      const message = `Today is ${context.today}`;
      throw requestFault([{ code: 'date-in-future', message, path: 'payOn' }]);
    }
    const payoutId = `${book}.${quarter}.${kind}`;
    const { belowMinimum = [] } = body;
    const paid = [...new Set(belowMinimum)].toSorted();
    const command = {
      payoutId,
      book,
      quarter,
      kind,
      payOn,
      ...(paid.length > 0 && { belowMinimum: paid }),
    };
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
    const context = await this.contexts.of(call, { zone: await this.clock.zoneOfRun(payoutId) });
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
    const zone = await this.clock.zoneOfRun(payoutId);
    const context = await this.contexts.of(call, { zone, reason: { internal: reason } });
    const decision = { effect: 'reject', root, why: reason } as const;
    const command = new DecidePayoutCommand(payoutId, decision, context);
    return replyTo(payoutId, await this.commands.execute(command));
  }

  /**
   * Asks for the approved statements to be written into their accounts; sent again, it changes nothing.
   * The worker does it; the reply says what became of them where it is done within 10 s. Until then the
   * run is `issuing` and says how far it is.
   */
  @Post(':payoutId/issue')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async issue(
    @Param('payoutId') payoutId: string,
    @Body() body: NotedRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zoneOfRun(payoutId);
    const context = await this.contexts.of(call, { zone, reason: internal(body) });
    return replyTo(
      payoutId,
      await this.commands.execute(new IssuePayoutCommand(payoutId, context)),
    );
  }

  /** Payout runs, by id. */
  @Get()
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(PayoutBody)
  list(@Query() query: PageQuery): Promise<QueryReply<Page<PayoutBody>>> {
    return this.payouts.list(query);
  }

  /** One run: what was proposed and what became of it. */
  @Get(':payoutId')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: PayoutBody })
  async one(
    @Param('payoutId') payoutId: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<PayoutBody>> {
    const found = await this.payouts.one(payoutId, query);
    if (!found) throw notFound('payout');
    return found;
  }

  /** What became of each account: its statement, or why the run left it out. */
  @Get(':payoutId/outcomes')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(PayoutOutcomeBody)
  async outcomes(
    @Param('payoutId') payoutId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<PayoutOutcomeBody>>> {
    const found = await this.payouts.outcomes(payoutId, query);
    if (!found) throw notFound('approved payout');
    return found;
  }

  /** The statements as proposed: what an approver reviews. */
  @Get(':payoutId/drafts')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(DraftBody)
  async drafts(
    @Param('payoutId') payoutId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<DraftBody>>> {
    const found = await this.payouts.drafts(payoutId, query);
    if (!found) throw notFound('proposal');
    return found;
  }

  /**
   * What a proposed run pays each payee beside the last run of the same book and kind: who is new, who is
   * gone, the largest difference first, with what all of them come to.
   */
  @Get(':payoutId/review')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: ReviewBody })
  async reviewed(
    @Param('payoutId') payoutId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<ReviewBody>> {
    const found = await this.review.of(payoutId, query);
    if (!found) throw notFound('proposal');
    return found;
  }

  /** What a proposed run does not pay, line by line: held, waiting for its day, excluded, carried forward. */
  @Get(':payoutId/set-aside')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(SetAsideBody)
  async notPaid(
    @Param('payoutId') payoutId: string,
    @Query() query: SetAsideListQuery,
  ): Promise<QueryReply<Page<SetAsideBody>>> {
    const found = await this.setAside.list(payoutId, query);
    if (!found) throw notFound('proposal');
    return found;
  }
}
