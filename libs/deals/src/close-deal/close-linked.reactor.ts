import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { opportunityEvents, type OpportunityEvent } from '@accord/sales';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { closeDeal } from './close-deal';

type Closed = Extract<Recorded<OpportunityEvent>, { type: 'OpportunityClosed' }>;

const isClosed = (event: Recorded): event is Closed =>
  opportunityEvents.includes(event) && event.type === 'OpportunityClosed';

/** What of an opportunity's registrations ends with it: a win is the approved ones', a loss everybody's. */
const CONCERNED = {
  won: ['approved', 'expired'],
  lost: ['pending', 'returned', 'approved'],
} as const;

/** An opportunity that the sales system closed closes the registrations that are linked to it. */
@Injectable()
export class CloseLinkedReactor implements Reactor {
  readonly name = 'close-linked';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly store: ReadStore,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isClosed(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isClosed(event)) return;
    const { source, ref, result, closedOn: on } = event.data;
    const { value } = await this.store.views.read(
      ['deals'],
      (db) =>
        sql<{ deal_id: string }>`
        select deal_id from deals where opportunity = ${`${source}/${ref}`}
          and status = any(${CONCERNED[result]}::text[]) order by position`.execute(db),
      event.position,
    );
    for (const { deal_id } of value.rows) {
      const { envelope } = this.contexts.ofSystem([this.name, event.id, deal_id], {
        today: event.envelope.occurredOn,
        correlationId: event.envelope.correlationId,
        causationId: event.id,
      });
      // Refused where the deal has ended meanwhile: then there is nothing left to close.
      await this.deals.transact(deal_id, envelope, (state) => closeDeal(state, { result, on }));
    }
  }
}
