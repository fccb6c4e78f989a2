import { Inject, Injectable } from '@nestjs/common';
import { maxDate, type Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { OpportunityDirectory, opportunityEvents, type OpportunityEvent } from '@accord/sales';
import type { Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { DealQueues } from '../deal-queue/deal-queues.query';
import { DEALS } from '../deals.token';
import { closeDeal, type CloseDeal } from './close-deal';

type Closed = Extract<Recorded<OpportunityEvent>, { type: 'OpportunityClosed' }>;

const isClosed = (event: Recorded): event is Closed =>
  opportunityEvents.includes(event) && event.type === 'OpportunityClosed';

/**
 * What of an opportunity's registrations ends with it: a win is the approved ones', and of one that
 * expired where no other was approved since; a loss is everybody's.
 */
const CONCERNED = {
  won: ['approved', 'expired'],
  lost: ['pending', 'returned', 'approved'],
} as const;

type Approved = Extract<Recorded<DealEvent>, { type: 'DealApproved' }>;

const isApproved = (event: Recorded): event is Approved =>
  dealEvents.includes(event) && event.type === 'DealApproved';

/**
 * An opportunity that the sales system closed closes the registrations that are linked to it, also one
 * that is approved afterwards.
 */
@Injectable()
export class CloseLinkedReactor implements Reactor {
  readonly name = 'close-linked';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly store: ReadStore,
    private readonly contexts: CommandContexts,
    private readonly opportunities: OpportunityDirectory,
    private readonly queues: DealQueues,
  ) {}

  handles(event: Recorded): boolean {
    return isClosed(event) || isApproved(event);
  }

  async react(event: Recorded): Promise<void> {
    if (isClosed(event)) await this.closeAll(event);
    if (isApproved(event)) await this.closeLate(event);
  }

  /** Where it was closed before the approval, or while that was under way. */
  private async closeLate(event: Approved): Promise<void> {
    const { opportunity: at, approvedOn } = event.data;
    if (at === null) return;
    const { opportunity } = await this.opportunities.reported(at, { fresh: true });
    if (opportunity.status !== 'won' && opportunity.status !== 'lost') return;
    const on = maxDate(opportunity.closedOn ?? approvedOn, approvedOn);
    await this.close(event.stream.slice('deal-'.length), event, { result: opportunity.status, on });
  }

  private async closeAll(event: Closed): Promise<void> {
    const { source, ref, result, closedOn: on } = event.data;
    const { value } = await this.store.views.read(
      ['deals'],
      (db) =>
        sql<{ deal_id: string; status: string }>`
        select deal_id, status from deals where opportunity = ${`${source}/${ref}`}
          and status = any(${CONCERNED[result]}::text[]) order by position`.execute(db),
      event.position,
    );
    for (const { deal_id, status } of value.rows) {
      const { occurredOn: seenOn } = event.envelope;
      const isFollowed =
        status === 'expired' && (await this.queues.isFollowed(deal_id, seenOn, event.position));
      if (isFollowed) continue;
      await this.close(deal_id, event, { result, on });
    }
  }

  private async close(dealId: string, event: Recorded, closing: CloseDeal): Promise<void> {
    const { envelope } = this.contexts.ofSystem([this.name, event.id, dealId], {
      today: event.envelope.occurredOn,
      correlationId: event.envelope.correlationId,
      causationId: event.id,
    });
    // Refused where the deal has ended meanwhile: then there is nothing left to close.
    await this.deals.transact(dealId, envelope, (state) => closeDeal(state, closing));
  }
}
