import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  type CommandContext,
  type HttpCall,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import {
  ChoosePartnerCommand,
  RemovePartnerCommand,
} from './preferred-partner/preferred-partner.handler';
import { preferenceIdOf } from './preferred-partner/preferred-partner';
import { PreferredPartners } from './preferred-partner/preferred-partner-directory';
import {
  ChoosePreferredPartnerRequest,
  PreferredPartnerQuery,
  RemovePreferredPartnerRequest,
} from './preferred-partner/preferred-partner.request';
import type { PreferredPartnerBody } from './preferred-partner/preferred-partner.response';

@ApiTags('opportunities')
@ApiBearerAuth()
@Controller('v1/opportunities/:source/:ref')
export class PreferredPartnersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramClock,
    private readonly preferred: PreferredPartners,
  ) {}

  /** Chooses the one partner that sales prefers for the opportunity. */
  @Post('preferred-partner')
  @Allow('program-manager', 'sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async choose(
    @Param('source') source: string,
    @Param('ref') ref: string,
    @Body() body: ChoosePreferredPartnerRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { programId, partnerId, meetings } = body;
    const context = await this.decision(call, body);
    const opportunity = { source, ref };
    const chosenOn = context.envelope.occurredOn;
    const choice = { programId, opportunity, partnerId, meetings, chosenOn };
    const outcome = await this.commands.execute(new ChoosePartnerCommand(choice, context));
    return replyTo(preferenceIdOf(programId, opportunity), outcome);
  }

  /** Takes the preference back; another partner can be chosen. */
  @Post('preferred-partner-removal')
  @Allow('program-manager', 'sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async remove(
    @Param('source') source: string,
    @Param('ref') ref: string,
    @Body() body: RemovePreferredPartnerRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const at = { programId: body.programId, opportunity: { source, ref } };
    const command = new RemovePartnerCommand(at, await this.decision(call, body));
    const id = preferenceIdOf(at.programId, at.opportunity);
    return replyTo(id, await this.commands.execute(command));
  }

  /** Whom sales prefers for the opportunity now. */
  @Get('preferred-partner')
  @Allow('program-manager', 'sales-system', 'auditor')
  async one(
    @Param('source') source: string,
    @Param('ref') ref: string,
    @Query() { programId }: PreferredPartnerQuery,
  ): Promise<PreferredPartnerBody> {
    const partnerId = await this.preferred.of(programId, { source, ref });
    return { programId, opportunity: `${source}/${ref}`, partnerId };
  }

  private async decision(
    call: HttpCall,
    { programId, internalReason: internal, occurredOn }: RemovePreferredPartnerRequest,
  ): Promise<CommandContext> {
    const zone = await this.programs.zone(programId);
    return this.contexts.of(call, { zone, occurredOn, reason: { internal } });
  }
}
