import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isoDate } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  maySee,
  notFound,
  replyTo,
  type CommandContext,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { ApproveStepCommand } from './approve-step/approve-step.handler';
import { DealClock } from './clocks/deal-clock';
import { CloseDealCommand } from './close-deal/close-deal.handler';
import { DealConflictsQuery, ConflictBody } from './deal-conflicts/deal-conflicts.query';
import { DealListQuery, DealsQuery } from './deal-list/deal-list.query';
import { DealBody } from './deal-list/deal.response';
import {
  CloseDealRequest,
  DecisionRequest,
  DenyDealRequest,
  ExtendDealRequest,
  ProvideInformationRequest,
  ReturnDealRequest,
} from './decisions.request';
import { DenyDealCommand } from './deny-deal/deny-deal.handler';
import { STANDARD, type Extension } from './extend-deal/extend-deal';
import { ExtendDealCommand } from './extend-deal/extend-deal.handler';
import { OwnDeals } from './own-deals-registry';
import { ProvideInformationCommand } from './provide-information/provide-information.handler';
import { replyToCaller } from './reply-to-caller';
import { registerDealCommand } from './register-deal/register-deal-command';
import { RegisterDealCommand } from './register-deal/register-deal.handler';
import { RegisterDealRequest } from './register-deal/register-deal.request';
import { RegistrationReply } from './register-deal/register-deal.response';
import { ReturnDealCommand } from './return-deal/return-deal.handler';
import { WithdrawDealCommand } from './withdraw-deal/withdraw-deal.handler';

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1/deals')
export class DealsController {
  constructor(
    private readonly own: OwnDeals,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: DealClock,
    private readonly programs: ProgramClock,
    private readonly deals: DealsQuery,
    private readonly conflicts: DealConflictsQuery,
  ) {}

  /**
   * Registers a deal. It takes its place in the queue; nothing is decided yet. With `dryRun` it tells
   * which way the registration would go, and with whom it would compete.
   */
  @Post()
  @Allow('sales-system', 'partner', 'program-manager')
  @ApiCreatedResponse({ type: RegistrationReply })
  async register(
    @Body() body: RegisterDealRequest,
    @Call() call: HttpCall,
  ): Promise<RegistrationReply> {
    if (!maySee(call.caller, body.partnerId)) throw notFound('partner');
    const { caller, occurredOn } = { caller: call.caller, ...body };
    const zone = await this.programs.zone(body.programId);
    const given = caller.partnerId === null ? { occurredOn } : {};
    const context = await this.contexts.of(call, { zone, ...given });
    const command = registerDealCommand(body, context.envelope.commandId);
    const outcome = await this.commands.execute(new RegisterDealCommand(command, context));
    const reply = replyToCaller(call, command.dealId, outcome);
    const isShown = reply.status === 'dry-run' && caller.partnerId === null;
    const conflicts = isShown ? await this.conflicts.ahead(command.claim, command.dealId) : null;
    return Object.assign(new RegistrationReply(), reply, { conflicts });
  }

  /** Approves the step where the deal waits; the last one approves the deal, if its customer is free. */
  @Post(':dealId/approval')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async approve(
    @Param('dealId') dealId: string,
    @Body() body: DecisionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const command = new ApproveStepCommand(
      dealId,
      'person',
      await this.decision(dealId, call, body),
    );
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Denies the deal, with a reason for the partner and one that stays inside. */
  @Post(':dealId/denial')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async deny(
    @Param('dealId') dealId: string,
    @Body() body: DenyDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { code, publicReason } = body;
    const context = await this.decision(dealId, call, body, publicReason);
    const command = new DenyDealCommand(dealId, { code, publicReason }, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Asks the partner for more; the deal keeps its place. */
  @Post(':dealId/return')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async return(
    @Param('dealId') dealId: string,
    @Body() body: ReturnDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { question } = body;
    const command = new ReturnDealCommand(
      dealId,
      { question },
      await this.decision(dealId, call, body, question),
    );
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Answers what was asked; the deal is pending again at its old place. */
  @Post(':dealId/information')
  @Allow('sales-system', 'partner', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async provideInformation(
    @Param('dealId') dealId: string,
    @Body() body: ProvideInformationRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    await this.own.mustSee(dealId, call.caller);
    const context = await this.contexts.of(call, { zone: await this.clock.zone(dealId) });
    const command = new ProvideInformationCommand(dealId, { answer: body.answer }, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /**
   * Gives the one standard extension, also to a deal that has expired where the program allows it; or,
   * with a day and a reason, a longer one.
   */
  @Post(':dealId/extension')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async extend(
    @Param('dealId') dealId: string,
    @Body() body: ExtendDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { until } = body;
    const asked: Extension =
      until === undefined ? STANDARD : { kind: 'operations', until: isoDate(until) };
    const command = new ExtendDealCommand(dealId, await this.decision(dealId, call, body), asked);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Takes the registration back; an approval ends with it. */
  @Post(':dealId/withdrawal')
  @Allow('sales-system', 'partner', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async withdraw(@Param('dealId') dealId: string, @Call() call: HttpCall): Promise<CommandReply> {
    await this.own.mustSee(dealId, call.caller);
    const context = await this.contexts.of(call, { zone: await this.clock.zone(dealId) });
    const command = new WithdrawDealCommand(dealId, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Records that the opportunity was won or lost. */
  @Post(':dealId/closing')
  @Allow('sales-system', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async close(
    @Param('dealId') dealId: string,
    @Body() body: CloseDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const command = new CloseDealCommand(
      dealId,
      body.result,
      await this.decision(dealId, call, body),
    );
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Deals in the order of their registration; look-up by external reference with `origin`. */
  @Get()
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(DealBody)
  list(@Query() query: DealListQuery, @Call() call: HttpCall): Promise<QueryReply<Page<DealBody>>> {
    return this.deals.list(call.caller, query);
  }

  /** One deal. */
  @Get(':dealId')
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: DealBody })
  async one(
    @Param('dealId') dealId: string,
    @Query() query: AtLeastQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<DealBody>> {
    const found = await this.deals.one(call.caller, dealId, query);
    if (!found) throw notFound('deal');
    return found;
  }

  /** Registrations that may be about the same customer, with the evidence. Provisional until decided. */
  @Get(':dealId/conflicts')
  @Allow('program-manager', 'auditor')
  @ApiPage(ConflictBody)
  async rivals(
    @Param('dealId') dealId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<ConflictBody>>> {
    const found = await this.conflicts.of(dealId, query);
    if (!found) throw notFound('deal');
    return found;
  }

  private async decision(
    dealId: string,
    call: HttpCall,
    body: DecisionRequest,
    toPartner?: string,
  ): Promise<CommandContext> {
    const { internalReason: internal, occurredOn } = body;
    const reason = { ...(toPartner && { public: toPartner }), ...(internal && { internal }) };
    const zone = await this.clock.zone(dealId);
    return this.contexts.of(call, { zone, occurredOn, reason });
  }
}
