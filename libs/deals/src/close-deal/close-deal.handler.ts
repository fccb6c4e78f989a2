import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IsoDate } from '@accord/kernel';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DealQueues } from '../deal-queue/deal-queues.query';
import { DEALS } from '../deals.token';
import { closeDeal } from './close-deal';

export class CloseDealCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly result: 'won' | 'lost',
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CloseDealCommand)
export class CloseDealHandler implements ICommandHandler<CloseDealCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly store: EventStore,
    private readonly queues: DealQueues,
  ) {}

  execute({ dealId, result, context }: CloseDealCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.deals.transact(
      dealId,
      envelope,
      async (state) => {
        const isFollowed =
          result === 'won' && state.status === 'expired' && (await this.isFollowed(dealId, on));
        return closeDeal(state, { result, on, isFollowed });
      },
      options,
    );
  }

  /** At the head of the log: an approval that this caller has seen counts. */
  private async isFollowed(dealId: string, on: IsoDate): Promise<boolean> {
    return this.queues.isFollowed(dealId, on, (await this.store.head()).position);
  }
}
