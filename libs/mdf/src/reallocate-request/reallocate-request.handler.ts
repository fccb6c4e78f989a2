import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { reallocateRequest, type ReallocateRequest } from './reallocate-request';

export class ReallocateRequestCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: ReallocateRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReallocateRequestCommand)
export class ReallocateRequestHandler implements ICommandHandler<ReallocateRequestCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  execute({ fundId, body, context }: ReallocateRequestCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    const by = envelope.actor.principal;
    return this.funds.transact(
      fundId,
      envelope,
      async (state, sight) => {
        const program =
          state.status === 'unknown'
            ? undefined
            : await this.programs.inForce(state.programId, on, sight);
        const facts = { on, rules: program?.rules, by };
        return under(program?.label, reallocateRequest(state, body, facts));
      },
      options,
    );
  }
}
