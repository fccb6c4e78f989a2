import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isoDate, uuidFrom } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  amountOf,
  notFound,
  replyTo,
  requestFault,
  type CommandContext,
  type HttpCall,
  type Page,
} from '@accord/platform';

import { ApproveClaimCommand } from './approve-claim/approve-claim.handler';
import { ApproveRequestCommand } from './approve-request/approve-request.handler';
import { ClawBackCommand } from './claw-back/claw-back.handler';
import type { Fund } from './fund';
import { FundAccess } from './fund-balance/fund-access.query';
import { FundsQuery } from './fund-balance/funds.query';
import { FundClock } from './fund-clock';
import type { FundEvent } from './fund.events';
import {
  AmountDecisionRequest,
  ClawBackRequest,
  ReallocationRequest,
  ReasonRequest,
  type DatedRequest,
} from './funds.request';
import type { FundsRequest } from './funds-request';
import { FUNDS } from './funds.token';
import { MdfRequestsQuery } from './mdf-requests/mdf-requests.query';
import { FundsRequestBody } from './mdf-requests/request.response';
import { ReallocateRequestCommand } from './reallocate-request/reallocate-request.handler';
import { RejectRequestCommand } from './reject-request/reject-request.handler';
import { RequestFundsCommand } from './request-funds/request-funds.handler';
import { RequestFundsRequest } from './request-funds/request-funds.request';
import { ReturnClaimCommand } from './return-claim/return-claim.handler';
import { SubmitClaimCommand } from './submit-claim/submit-claim.handler';
import { SubmitClaimRequest } from './submit-claim/submit-claim.request';

interface Reasons {
  readonly publicReason?: string;
  readonly internalReason?: string;
}

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds/:fundId/requests')
export class FundsRequestsController {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: FundClock,
    private readonly balances: FundsQuery,
    private readonly requests: MdfRequestsQuery,
    private readonly access: FundAccess,
  ) {}

  /** Asks for money for an activity; it is reserved until somebody decides. */
  @Post()
  @Allow('partner', 'sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async request(
    @Param('fundId') fundId: string,
    @Body() body: RequestFundsRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { currency: code, activity } = body;
    const money = {
      amount: amountOf(body.amount, code, 'amount'),
      cost: amountOf(body.cost, code, 'cost'),
    };
    const days = { startsOn: isoDate(body.startsOn), endsOn: isoDate(body.endsOn) };
    const owner = await this.mustSee(fundId, call);
    const partnerId = partnerOf(call, body.partnerId ?? owner);
    const context = await this.partnerContext(fundId, call, body);
    const requestId = body.requestId ?? uuidFrom('mdf-request', context.envelope.commandId);
    const proofs = (body.proofs ?? []).map(({ kind, sha256 }) => ({ kind, sha256 }));
    const market = body.market ?? null;
    const about = { requestId, partnerId, activity, market, proofs };
    const command = { ...about, ...money, ...days };
    const outcome = await this.commands.execute(new RequestFundsCommand(fundId, command, context));
    return replyTo(requestId, outcome);
  }

  /** Approves the request, wholly or in part; the rest of what was reserved is released. */
  @Post(':requestId/approval')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async approve(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Body() body: AmountDecisionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const command = { requestId, amount: amountOf(body.amount, body.currency, 'amount') };
    const context = await this.decision(fundId, call, body);
    const outcome = await this.commands.execute(
      new ApproveRequestCommand(fundId, command, context),
    );
    return replyTo(requestId, outcome);
  }

  /** Rejects the request and releases what was reserved. */
  @Post(':requestId/rejection')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async reject(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Body() body: ReasonRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const command = { requestId, publicReason: body.publicReason };
    const context = await this.decision(fundId, call, body);
    const outcome = await this.commands.execute(new RejectRequestCommand(fundId, command, context));
    return replyTo(requestId, outcome);
  }

  /** Gives the money of an activity that does not take place to another one. */
  @Post(':requestId/reallocation')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async reallocate(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Body() body: ReallocationRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { activity } = body;
    const cost = amountOf(body.cost, body.currency, 'cost');
    const days = { startsOn: isoDate(body.startsOn), endsOn: isoDate(body.endsOn) };
    const command = { requestId, activity, cost, ...days };
    const context = await this.decision(fundId, call, body);
    const outcome = await this.commands.execute(
      new ReallocateRequestCommand(fundId, command, context),
    );
    return replyTo(requestId, outcome);
  }

  /** Claims what the activity has cost, with its proofs. */
  @Post(':requestId/claims')
  @Allow('partner', 'sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async claim(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Body() body: SubmitClaimRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const cost = amountOf(body.cost, body.currency, 'cost');
    const amount =
      body.amount === undefined ? null : amountOf(body.amount, body.currency, 'amount');
    const proofs = body.proofs.map(({ kind, sha256 }) => ({ kind, sha256 }));
    const costs = (body.costs ?? []).map(({ category, amount: part }, i) => ({
      category,
      amount: amountOf(part, body.currency, `costs.${i}.amount`),
    }));
    await this.mustOwn(fundId, requestId, call);
    const context = await this.partnerContext(fundId, call, body);
    const claimId = body.claimId ?? uuidFrom('mdf-claim', context.envelope.commandId);
    const command = { requestId, claimId, cost, costs, amount, proofs };
    const outcome = await this.commands.execute(new SubmitClaimCommand(fundId, command, context));
    return replyTo(claimId, outcome);
  }

  /** Approves the claim for payment, wholly or in part. */
  @Post(':requestId/claims/:claimId/approval')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async approveClaim(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Param('claimId') claimId: string,
    @Body() body: AmountDecisionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const command = { requestId, claimId, amount: amountOf(body.amount, body.currency, 'amount') };
    const context = await this.decision(fundId, call, body);
    const outcome = await this.commands.execute(new ApproveClaimCommand(fundId, command, context));
    return replyTo(claimId, outcome);
  }

  /** Gives the claim back with the list of missing proofs; it may be made anew until the deadline. */
  @Post(':requestId/claims/:claimId/return')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async returnClaim(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Param('claimId') claimId: string,
    @Body() body: ReasonRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.decision(fundId, call, body);
    const on = context.envelope.occurredOn;
    const command = { requestId, claimId, publicReason: body.publicReason, on };
    const outcome = await this.commands.execute(new ReturnClaimCommand(fundId, command, context));
    return replyTo(claimId, outcome);
  }

  /** Takes back money that was approved for the claim. */
  @Post(':requestId/claims/:claimId/clawback')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async clawBack(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Param('claimId') claimId: string,
    @Body() body: ClawBackRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { publicReason } = body;
    const amount = amountOf(body.amount, body.currency, 'amount');
    const isFalse = body.falseClaim === true;
    const command = { requestId, claimId, amount, publicReason, isFalse };
    const context = await this.decision(fundId, call, body);
    const outcome = await this.commands.execute(new ClawBackCommand(fundId, command, context));
    return replyTo(claimId, outcome);
  }

  /** Requests of the fund with their claims, in the order in which they were made. */
  @Get()
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(FundsRequestBody)
  async list(
    @Param('fundId') fundId: string,
    @Query() query: PageQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<Page<FundsRequestBody>>> {
    if (!(await this.balances.one(call.caller, fundId, query))) throw notFound('fund');
    return this.requests.list(call.caller, fundId, query);
  }

  /** One request with its claims. */
  @Get(':requestId')
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: FundsRequestBody })
  async one(
    @Param('fundId') fundId: string,
    @Param('requestId') requestId: string,
    @Query() query: AtLeastQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<FundsRequestBody>> {
    const found = await this.requests.one(call.caller, fundId, requestId, query);
    if (!found) throw notFound('request');
    return found;
  }

  /** A partner's own key acts today; who acts on its behalf may say when it happened. */
  private async partnerContext(
    fundId: string,
    call: HttpCall,
    { occurredOn }: DatedRequest,
  ): Promise<CommandContext> {
    const zone = await this.clock.zone(fundId);
    const given = call.caller.partnerId === null ? { occurredOn } : {};
    return this.contexts.of(call, { zone, ...given });
  }

  private async decision(
    fundId: string,
    call: HttpCall,
    body: DatedRequest & Reasons,
  ): Promise<CommandContext> {
    const { occurredOn, publicReason, internalReason: internal } = body;
    const reason = {
      ...(publicReason && { public: publicReason }),
      ...(internal && { internal }),
    };
    const zone = await this.clock.zone(fundId);
    return this.contexts.of(call, { zone, occurredOn, reason });
  }

  /**
   * A partner's key reaches its own funds and those that it shares; another's looks like none.
   * @returns whose fund it is; null where it is shared, or there is none
   */
  private async mustSee(fundId: string, { caller }: HttpCall): Promise<string | null> {
    const { state } = await this.funds.look(fundId, { fresh: false });
    if (state.status === 'unknown') {
      if (caller.partnerId !== null) throw notFound('fund');
      return null;
    }
    if (!(await this.access.sees(caller, state))) throw notFound('fund');
    return state.partnerId;
  }

  /** In a fund that partners share, each has its own requests. */
  private async mustOwn(fundId: string, requestId: string, call: HttpCall): Promise<void> {
    await this.mustSee(fundId, call);
    const { partnerId } = call.caller;
    if (partnerId === null) return;
    const request = await this.requestOf(fundId, requestId);
    if (request?.partnerId !== partnerId) throw notFound('request');
  }

  /** A request stays what it is; one that is not known yet may have come through another process. */
  private async requestOf(fundId: string, requestId: string): Promise<FundsRequest | undefined> {
    for (const fresh of [false, true]) {
      const { state } = await this.funds.look(fundId, { fresh });
      const request = state.status === 'unknown' ? undefined : state.requests.get(requestId);
      if (request) return request;
    }
    return undefined;
  }
}

/** A partner's key asks for itself; who acts for partners says for which, where the fund does not. */
function partnerOf({ caller }: HttpCall, named: string | null): string {
  if (caller.partnerId !== null) return caller.partnerId;
  if (named !== null) return named;
  const message = 'Partners share the fund: say whose request it is';
  throw requestFault([{ code: 'partner-missing', message, path: 'partnerId' }]);
}
