import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { requestFunds, type RequestFunds } from './request-funds';

export class RequestFundsCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: RequestFunds,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RequestFundsCommand)
export class RequestFundsHandler implements ICommandHandler<RequestFundsCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  execute({ fundId, body, context }: RequestFundsCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    const requestedBy = envelope.actor.principal;
    return this.funds.transact(
      fundId,
      envelope,
      async (state, sight) => {
        const program =
          state.status === 'unknown'
            ? undefined
            : await this.programs.inForce(state.programId, on, sight);
        const facts = { on, rules: program?.rules, requestedBy };
        return under(program?.label, requestFunds(state, body, facts));
      },
      options,
    );
  }
}
