import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { PAYOUTS } from '../payouts.token';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { personOf } from '../payout/person-of';
import { approvePayout, rejectPayout } from './decide-payout';

export class DecidePayoutCommand extends Command<Outcome<Payout, PayoutEvent>> {
  constructor(
    readonly payoutId: string,
    readonly decision:
      | { readonly effect: 'approve'; readonly root: string }
      | { readonly effect: 'reject'; readonly root: string; readonly why: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecidePayoutCommand)
export class DecidePayoutHandler implements ICommandHandler<DecidePayoutCommand> {
  constructor(@Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>) {}

  async execute(command: DecidePayoutCommand): Promise<Outcome<Payout, PayoutEvent>> {
    const { payoutId, decision, context } = command;
    const by = personOf(context.envelope);
    // The worker has drafted into it: a process that has not seen that reads it first, however long it is.
    await this.payouts.look(payoutId, { fresh: true });
    return this.payouts.transact(
      payoutId,
      context.envelope,
      (state) => {
        switch (decision.effect) {
          case 'approve':
            return approvePayout(state, { ...decision, by });
          case 'reject':
            return rejectPayout(state, { ...decision, by });
        }
      },
      context.options,
    );
  }
}
