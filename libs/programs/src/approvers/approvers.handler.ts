import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Program } from '../program';
import type { ProgramEvent } from '../program.events';
import { PROGRAMS } from '../programs.token';
import { appointApprover, dismissApprover, nameDelegate } from './approvers';

/** A change of who decides in a program. */
export class ChangeApproversCommand extends Command<Outcome<Program, ProgramEvent>> {
  constructor(
    readonly programId: string,
    readonly change: Exclude<
      ProgramEvent,
      { type: 'ProgramVersionPublished' | 'FiscalQuarterEnded' }
    >,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeApproversCommand)
export class ChangeApproversHandler implements ICommandHandler<ChangeApproversCommand> {
  constructor(@Inject(PROGRAMS) private readonly programs: Streams<Program, ProgramEvent>) {}

  execute({
    programId,
    change,
    context,
  }: ChangeApproversCommand): Promise<Outcome<Program, ProgramEvent>> {
    const { envelope, options } = context;
    return this.programs.transact(programId, envelope, (state) => decide(state, change), options);
  }
}

function decide(state: Program, change: ChangeApproversCommand['change']): Decision<ProgramEvent> {
  switch (change.type) {
    case 'ApproverAppointed':
      return appointApprover(state, change.data);
    case 'ApproverDismissed':
      return dismissApprover(state, change.data);
    case 'DelegateNamed':
      return nameDelegate(state, change.data);
  }
}
