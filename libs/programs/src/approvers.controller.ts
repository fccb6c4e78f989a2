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
  notFound,
  replyTo,
  type HttpCall,
} from '@accord/platform';
import { ChangeApproversCommand } from './approvers/approvers.handler';
import {
  AppointApproverRequest,
  ApproversBody,
  DismissApproverRequest,
  NameDelegateRequest,
} from './approvers/approvers.request';
import { ProgramClock } from './program-clock/program-clock';
import { ProgramDirectory } from './program-directory/program-directory';

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs/:programId/approvers')
export class ApproversController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: ProgramClock,
    private readonly programs: ProgramDirectory,
  ) {}

  /** Appoints a principal to decide the approval steps of a role. */
  @Post()
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  appoint(
    @Param('programId') programId: string,
    @Body() body: AppointApproverRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { role, principalId, territories = null } = body;
    const data = { role, principalId, territories };
    return this.change(programId, { type: 'ApproverAppointed', data }, call);
  }

  /** Ends an appointment. What was decided stays decided. */
  @Post('dismissal')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  dismiss(
    @Param('programId') programId: string,
    @Body() { role, principalId }: DismissApproverRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    return this.change(programId, { type: 'ApproverDismissed', data: { role, principalId } }, call);
  }

  /** Names who decides for an approver who is away, from one day to another. */
  @Post('delegates')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  delegate(
    @Param('programId') programId: string,
    @Body() body: NameDelegateRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { principalId = call.caller.principalId, delegateId } = body;
    const data = { principalId, delegateId, from: isoDate(body.from), until: isoDate(body.until) };
    return this.change(programId, { type: 'DelegateNamed', data }, call);
  }

  /** Who decides the program's approval steps, and who for whom. */
  @Get()
  @Allow('program-manager', 'auditor')
  @ApiOkResponse({ type: ApproversBody })
  async list(
    @Param('programId') programId: string,
    @Query() _query: AtLeastQuery,
  ): Promise<ApproversBody> {
    const state = await this.programs.deciders(programId, { fresh: true });
    if (!state) throw notFound('program');
    return {
      approvers: state.approvers.map(({ territories, ...one }) => ({
        ...one,
        territories: territories && [...territories],
      })),
      delegations: state.delegations.map((one) => ({ ...one })),
    };
  }

  private async change(
    programId: string,
    change: ChangeApproversCommand['change'],
    call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, { zone: await this.clock.zone(programId) });
    const command = new ChangeApproversCommand(programId, change, context);
    return replyTo(programId, await this.commands.execute(command));
  }
}
