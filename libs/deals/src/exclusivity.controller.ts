import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isoDate } from '@accord/kernel';
import {
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  maySee,
  minPositionOf,
  notFound,
  replyTo,
  type CommandContext,
  type HttpCall,
} from '@accord/platform';
import { ApproveDealCommand } from './approve-deal/approve-deal.handler';
import { ApproveStepCommand } from './approve-step/approve-step.handler';
import { BreakProtectionCommand } from './break-protection/break-protection.handler';
import { DealClock } from './clocks/deal-clock';
import { queueBody, DealQueueBody } from './deal-queue/deal-queue.response';
import { DealQueues } from './deal-queue/deal-queues.query';
import {
  BreakProtectionRequest,
  CustomerLetterRequest,
  DecisionRequest,
  OutrankDealRequest,
  ReinstateProtectionRequest,
  TransferProtectionRequest,
  type EvidenceRequest,
} from './decisions.request';
import { OutrankDealCommand } from './outrank-deal/outrank-deal.handler';
import type { BreakEvidence } from './exclusivity/grounds';
import { ReinstateProtectionCommand } from './reinstate-protection/reinstate-protection.handler';

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1/deals')
export class ExclusivityController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly queues: DealQueues,
    private readonly clock: DealClock,
  ) {}

  /** Takes the deal's protection away, for a cause that the program names and on evidence. */
  @Post(':dealId/protection-break')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async breakProtection(
    @Param('dealId') dealId: string,
    @Body() body: BreakProtectionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.decision(dealId, call, body, body.publicReason);
    const { occurredOn: on } = context.envelope;
    const broken = { cause: body.cause, evidence: evidenceOf(body.evidence), on };
    const command = new BreakProtectionCommand(dealId, broken, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Approves the deal because the customer names its partner in writing, whoever held the customer. */
  @Post(':dealId/customer-letter')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async followCustomer(
    @Param('dealId') dealId: string,
    @Body() body: CustomerLetterRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.decision(dealId, call, body, body.publicReason);
    const letter = evidenceOf(body.evidence);
    const takeOver = { by: 'customer-letter', evidence: letter } as const;
    const command = new ApproveDealCommand(dealId, takeOver.by, context, takeOver);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Approves the deal in place of another one, which hands its protection over for the rest of it. */
  @Post(':dealId/protection-transfer')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async transfer(
    @Param('dealId') dealId: string,
    @Body() body: TransferProtectionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.decision(dealId, call, body, body.publicReason);
    const evidence = evidenceOf(body.evidence);
    const takeOver = { by: 'transfer', from: body.fromDealId, evidence } as const;
    const command = new ApproveDealCommand(dealId, takeOver.by, context, takeOver);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Puts a protection back that was broken, withdrawn or ran out, if nobody holds the customer by now. */
  @Post(':dealId/reinstatement')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async reinstate(
    @Param('dealId') dealId: string,
    @Body() body: ReinstateProtectionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.decision(dealId, call, body, body.publicReason);
    const until = body.until === undefined ? null : isoDate(body.until);
    const command = new ReinstateProtectionCommand(dealId, until, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /**
   * Approves the deal because it is the first in line for what nobody holds any more. Who may, and what has
   * to be scored before, is as for the approval of its last step; until it waits there it is refused.
   */
  @Post(':dealId/promotion')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async promote(
    @Param('dealId') dealId: string,
    @Body() body: DecisionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const command = new ApproveStepCommand(
      dealId,
      'queue',
      await this.decision(dealId, call, body),
    );
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Gives the deal what the program gives those who want what another partner holds. */
  @Post(':dealId/outranking')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async outrank(
    @Param('dealId') dealId: string,
    @Body() body: OutrankDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.decision(dealId, call, body, body.publicReason);
    const command = new OutrankDealCommand(dealId, body.publicReason, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Who holds and who waits for the same, in order of submission. Provisional until decided. */
  @Get(':dealId/queue')
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: DealQueueBody })
  async queue(
    @Param('dealId') dealId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<DealQueueBody>> {
    const found = await this.queues.of(
      dealId,
      await this.clock.today(dealId),
      minPositionOf(query),
    );
    if (!found || !maySee(caller, found.own.registration.partnerId)) throw notFound('deal');
    return new QueryReply(queueBody(found, caller), found.position, found.stale);
  }

  private async decision(
    dealId: string,
    call: HttpCall,
    { internalReason: internal, occurredOn }: DecisionRequest,
    toPartner?: string,
  ): Promise<CommandContext> {
    const reason = { ...(toPartner && { public: toPartner }), ...(internal && { internal }) };
    const zone = await this.clock.zone(dealId);
    return this.contexts.of(call, { zone, occurredOn, reason });
  }
}

const evidenceOf = ({ document, statedBy, lastActivityOn }: EvidenceRequest): BreakEvidence => ({
  document,
  ...(statedBy !== undefined && { statedBy }),
  ...(lastActivityOn !== undefined && { lastActivityOn: isoDate(lastActivityOn) }),
});
