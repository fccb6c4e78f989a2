import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Opening } from '../opening/opening';
import type { OpeningEvent } from '../opening/opening.events';
import { personOf } from '../payout/person-of';
import { OPENINGS } from '../payouts.token';
import { ClosedPeriods } from '../period/closed-periods.query';
import { confirmOpening } from './confirm-opening';

export class ConfirmOpeningCommand extends Command<Outcome<Opening, OpeningEvent>> {
  constructor(
    readonly openingId: string,
    readonly hash: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ConfirmOpeningCommand)
export class ConfirmOpeningHandler implements ICommandHandler<ConfirmOpeningCommand> {
  constructor(
    @Inject(OPENINGS) private readonly openings: Streams<Opening, OpeningEvent>,
    private readonly closed: ClosedPeriods,
  ) {}

  execute({
    openingId,
    hash,
    context,
  }: ConfirmOpeningCommand): Promise<Outcome<Opening, OpeningEvent>> {
    const { envelope, options, today } = context;
    const by = personOf(envelope);
    return this.openings.transact(
      openingId,
      envelope,
      async (state) => {
        const closed =
          state.status === 'proposed'
            ? await this.closed.from(state.proposal.book, state.proposal.cutoverOn, today)
            : undefined;
        return confirmOpening(state, { openingId, hash, by, closed });
      },
      options,
    );
  }
}
