import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { isoDate, toJson, uuidFrom } from '@accord/kernel';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  amountOf,
  replyTo,
  type HttpCall,
} from '@accord/platform';
import { AmendDealCommand } from './amend-deal/amend-deal.handler';
import {
  AmendDealRequest,
  DecideAmendmentRequest,
  DenyExtensionRequest,
  ReassignDealRequest,
  RequestExtensionRequest,
  ResubmitDealRequest,
} from './changes.request';
import { DealClock } from './clocks/deal-clock';
import type { AmendmentChanges } from './deal.events';
import { OwnDeals } from './own-deals-registry';
import { replyToCaller } from './reply-to-caller';
import { ReassignDealCommand } from './reassign-deal/reassign-deal.handler';
import { RequestExtensionCommand } from './request-extension/request-extension.handler';
import { ResubmitDealCommand } from './resubmit-deal/resubmit-deal.handler';

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1/deals/:dealId')
export class ChangesController {
  constructor(
    private readonly own: OwnDeals,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: DealClock,
  ) {}

  /** Changes amount, close date or products; the program says what needs a new approval. */
  @Post('amendment')
  @Allow('sales-system', 'partner', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async amend(
    @Param('dealId') dealId: string,
    @Body() body: AmendDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    await this.own.mustSee(dealId, call.caller);
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn: own(call, body.occurredOn),
    });
    const amendment = { kind: 'amend', changes: changesOf(body) } as const;
    const command = new AmendDealCommand(dealId, amendment, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Decides about a change of an approved registration; until then what was approved stands. */
  @Post('amendment/decision')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async decide(
    @Param('dealId') dealId: string,
    @Body() { verdict, internalReason: internal, occurredOn }: DecideAmendmentRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const reason = internal === undefined ? undefined : { internal };
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn,
      reason,
    });
    const command = new AmendDealCommand(dealId, { kind: 'decide', verdict }, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Asks for the one standard extension, also of what has expired where the program allows it. */
  @Post('extension-request')
  @Allow('sales-system', 'partner', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async requestExtension(
    @Param('dealId') dealId: string,
    @Body() { reason, occurredOn }: RequestExtensionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    await this.own.mustSee(dealId, call.caller);
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn: own(call, occurredOn),
    });
    const command = new RequestExtensionCommand(
      dealId,
      { kind: 'request' as const, reason: reason ?? null },
      context,
    );
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Says no to a request for an extension; the yes is the extension itself. */
  @Post('extension-request/denial')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async denyExtension(
    @Param('dealId') dealId: string,
    @Body() { publicReason, internalReason, occurredOn }: DenyExtensionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const reason = { public: publicReason, ...(internalReason && { internal: internalReason }) };
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn,
      reason,
    });
    const command = new RequestExtensionCommand(dealId, { kind: 'deny', publicReason }, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Submits a registration that has ended anew: as another one, at the end of the queue. */
  @Post('resubmission')
  @Allow('sales-system', 'partner', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async resubmit(
    @Param('dealId') dealId: string,
    @Body() body: ResubmitDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    await this.own.mustSee(dealId, call.caller);
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn: own(call, body.occurredOn),
    });
    const { origin = null, opportunity } = body;
    const submission = {
      dealId: origin
        ? uuidFrom('deal', origin.source, origin.ref)
        : uuidFrom('deal', context.envelope.commandId),
      origin: origin && { ...origin },
    };
    const changes = { ...changesOf(body), ...(opportunity && { opportunity: { ...opportunity } }) };
    const command = new ResubmitDealCommand(dealId, submission, changes, context);
    return replyToCaller(call, submission.dealId, await this.commands.execute(command));
  }

  /** Gives a registration to another partner, or to another of its people. It keeps its place. */
  @Post('reassignment')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async reassign(
    @Param('dealId') dealId: string,
    @Body() body: ReassignDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { partnerId, contactId = null, internalReason: internal, occurredOn } = body;
    const reason = internal === undefined ? undefined : { internal };
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn,
      reason,
    });
    const to = { contactId, ...(partnerId !== undefined && { partnerId }) };
    const command = new ReassignDealCommand(dealId, to, context);
    return replyTo(dealId, await this.commands.execute(command));
  }
}

/** A partner's word counts from today. */
const own = ({ caller }: HttpCall, occurredOn: string | undefined): string | undefined =>
  caller.partnerId === null ? occurredOn : undefined;

function changesOf(body: AmendDealRequest): AmendmentChanges {
  const { amount, currency, expectedCloseOn, productFamily } = body;
  return {
    ...(amount !== undefined &&
      currency !== undefined && { value: toJson(amountOf(amount, currency, 'amount')) }),
    ...(expectedCloseOn !== undefined && { expectedCloseOn: isoDate(expectedCloseOn) }),
    ...(productFamily !== undefined && { productFamily }),
  };
}
