import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Program } from '../program';
import type { ProgramEvent } from '../program.events';
import type { ProgramRules } from '../document/program-document';
import { PROGRAMS } from '../programs.token';
import { publishProgram } from './publish-program';

export class PublishProgramCommand extends Command<Outcome<Program, ProgramEvent>> {
  constructor(
    readonly programId: string,
    readonly rules: ProgramRules,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(PublishProgramCommand)
export class PublishProgramHandler implements ICommandHandler<PublishProgramCommand> {
  constructor(@Inject(PROGRAMS) private readonly programs: Streams<Program, ProgramEvent>) {}

  execute({
    programId,
    rules,
    context,
  }: PublishProgramCommand): Promise<Outcome<Program, ProgramEvent>> {
    const { envelope, options } = context;
    const decide = (state: Program) => publishProgram(state, { programId, rules });
    return this.programs.transact(programId, envelope, decide, options);
  }
}
