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
  type HttpCall,
  type Page,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { EndAgreementCommand } from './end-agreement/end-agreement.handler';
import { EndAgreementRequest } from './end-agreement/end-agreement.request';
import { EnrolPartnerCommand } from './enrol-partner/enrol-partner.handler';
import { EnrolPartnerRequest } from './enrol-partner/enrol-partner.request';
import { ChangeDesignationCommand } from './grant-designation/grant-designation.handler';
import { ChangeDesignationRequest } from './grant-designation/grant-designation.request';
import { PartnerClock } from './partner-clock';
import { PartnersQuery } from './partner-list/partner-list.query';
import { PartnerResponse } from './partner-list/partner.response';
import { RecordCredentialCommand } from './record-credential/record-credential.handler';
import { RecordCredentialRequest } from './record-credential/record-credential.request';
import { RecordTaxFormCommand } from './record-tax-form/record-tax-form.handler';
import { RecordTaxFormRequest } from './record-tax-form/record-tax-form.request';
import { SetStandingCommand } from './set-standing/set-standing.handler';
import { SetStandingRequest } from './set-standing/set-standing.request';
import { SetTrackCommand } from './set-track/set-track.handler';
import { SetTrackRequest } from './set-track/set-track.request';
import { SignAgreementCommand } from './sign-agreement/sign-agreement.handler';
import { SignAgreementRequest } from './sign-agreement/sign-agreement.request';

@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners')
export class PartnersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: PartnerClock,
    private readonly programs: ProgramClock,
    private readonly partners: PartnersQuery,
  ) {}

  /** Enrols a partner in a program. */
  @Post()
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async enrol(@Body() body: EnrolPartnerRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { occurredOn, ...partner } = body;
    const zone = await this.programs.zone(body.programId);
    const context = await this.contexts.of(call, { zone, occurredOn });
    const command = { ...partner, on: context.envelope.occurredOn };
    const outcome = await this.commands.execute(
      new EnrolPartnerCommand(body.partnerId, command, context),
    );
    return replyTo(body.partnerId, outcome);
  }

  /** Records a signed agreement with its territories and exhibits. */
  @Post(':partnerId/agreements')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async signAgreement(
    @Param('partnerId') partnerId: string,
    @Body() body: SignAgreementRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone, occurredOn: body.signedOn });
    const agreement = { ...body, signedOn: isoDate(body.signedOn) };
    const command = new SignAgreementCommand(partnerId, agreement, context);
    return replyTo(partnerId, await this.commands.execute(command));
  }

  /** Ends an agreement: it holds no more from the day after on. */
  @Post(':partnerId/agreements/:agreementId/end')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async endAgreement(
    @Param('partnerId') partnerId: string,
    @Param('agreementId') agreementId: string,
    @Body() body: EndAgreementRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone, occurredOn: body.endedOn });
    const ended = { partnerId, agreementId, endedOn: isoDate(body.endedOn) };
    return replyTo(partnerId, await this.commands.execute(new EndAgreementCommand(ended, context)));
  }

  /** Moves the partner to a track from a date on. */
  @Post(':partnerId/track')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async setTrack(
    @Param('partnerId') partnerId: string,
    @Body() body: SetTrackRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone });
    const track = { track: body.track, effectiveFrom: isoDate(body.effectiveFrom) };
    const command = new SetTrackCommand(partnerId, track, context);
    return replyTo(partnerId, await this.commands.execute(command));
  }

  /** Says that the partner is in good standing, or no longer, from a date on. */
  @Post(':partnerId/standing')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async setStanding(
    @Param('partnerId') partnerId: string,
    @Body() { good, effectiveFrom, internalReason: internal }: SetStandingRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const reason = internal === undefined ? undefined : { internal };
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone, reason });
    const standing = { good, effectiveFrom: isoDate(effectiveFrom) };
    const command = new SetStandingCommand(partnerId, standing, context);
    return replyTo(partnerId, await this.commands.execute(command));
  }

  /** Grants a designation or takes it away, from a date on. */
  @Post(':partnerId/designations')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async changeDesignation(
    @Param('partnerId') partnerId: string,
    @Body() body: ChangeDesignationRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone });
    const change = { ...body, effectiveFrom: isoDate(body.effectiveFrom) };
    const command = new ChangeDesignationCommand(partnerId, change, context);
    return replyTo(partnerId, await this.commands.execute(command));
  }

  /** Records that a person of the partner completed a course or exam. */
  @Post(':partnerId/credentials')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async recordCredential(
    @Param('partnerId') partnerId: string,
    @Body() body: RecordCredentialRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { name, email, ...credential } = body;
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone, occurredOn: body.completedOn });
    const completed = {
      ...credential,
      completedOn: isoDate(body.completedOn),
      validTo: body.validTo === undefined ? null : isoDate(body.validTo),
    };
    const command = new RecordCredentialCommand(partnerId, completed, { name, email }, context);
    return replyTo(partnerId, await this.commands.execute(command));
  }

  /** Records that a tax form of the partner, or of a person of it, has come. */
  @Post(':partnerId/tax-forms')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async recordTaxForm(
    @Param('partnerId') partnerId: string,
    @Body() { personId, form, receivedOn, validTo }: RecordTaxFormRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(partnerId);
    const context = await this.contexts.of(call, { zone, occurredOn: receivedOn });
    const command = new RecordTaxFormCommand(
      partnerId,
      {
        personId: personId ?? null,
        form,
        receivedOn: context.envelope.occurredOn,
        validTo: validTo === undefined ? null : isoDate(validTo),
      },
      context,
    );
    return replyTo(partnerId, await this.commands.execute(command));
  }

  /** The enrolled partners by id. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'sales-system')
  @ApiPage(PartnerResponse)
  list(@Query() page: PageQuery): Promise<QueryReply<Page<PartnerResponse>>> {
    return this.partners.list(page);
  }

  /** One partner; a partner's own key sees its own. */
  @Get(':partnerId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'sales-system', 'partner')
  @ApiOkResponse({ type: PartnerResponse })
  async one(
    @Param('partnerId') partnerId: string,
    @Query() atLeast: AtLeastQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<PartnerResponse>> {
    const found = maySee(call.caller, partnerId)
      ? await this.partners.one(partnerId, atLeast)
      : undefined;
    if (!found) throw notFound('partner');
    return found;
  }
}
