import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { decideCase, type ConflictCase, type Verdict } from '../conflict-case/conflict-case';
import type { ConflictCaseEvent } from '../conflict-case/conflict-case.events';
import { CASES } from '../deals.token';

export class DecideCaseCommand extends Command<Outcome<ConflictCase, ConflictCaseEvent>> {
  constructor(
    readonly caseId: string,
    readonly body: { readonly verdict: Verdict },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideCaseCommand)
export class DecideCaseHandler implements ICommandHandler<DecideCaseCommand> {
  constructor(@Inject(CASES) private readonly cases: Streams<ConflictCase, ConflictCaseEvent>) {}

  execute({
    caseId,
    body,
    context,
  }: DecideCaseCommand): Promise<Outcome<ConflictCase, ConflictCaseEvent>> {
    const { envelope, options } = context;
    return this.cases.transact(caseId, envelope, (state) => decideCase(state, body), options);
  }
}
