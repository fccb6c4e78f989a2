import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { allocateFund, type AllocateFund } from './allocate-fund';

export class AllocateFundCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: AllocateFund,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AllocateFundCommand)
export class AllocateFundHandler implements ICommandHandler<AllocateFundCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  execute({ fundId, body, context }: AllocateFundCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.funds.transact(
      fundId,
      envelope,
      async (state, sight) => {
        const program =
          state.status === 'unknown'
            ? undefined
            : await this.programs.inForce(state.programId, on, sight);
        return under(program?.label, allocateFund(state, body, { on, rules: program?.rules }));
      },
      options,
    );
  }
}
