import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { Reactor } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { extendDeal } from './extend-deal';

type Extended = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityExtended' }>;

const isExtended = (event: Recorded): event is Extended =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityExtended';

/** Finishes an extension that the customer's exclusivity allowed but the deal's record lacks. */
@Injectable()
export class ExtendGrantedReactor implements Reactor {
  readonly name = 'extend-granted';

  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  handles(event: Recorded): boolean {
    return isExtended(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isExtended(event)) return;
    const { dealId, grantId, until, kind } = event.data;
    const { state } = await this.deals.look(dealId, { fresh: true });
    // What has ended meanwhile gives its grant back by itself.
    if (!('approval' in state) || state.approval.grantId !== grantId) return;
    if (state.approval.expiresOn >= until) return;
    // The same command as the extension's: whoever of the two records it first, it is one.
    const envelope = { ...event.envelope, causationId: event.id };
    await this.deals.transact(dealId, envelope, (deal) =>
      extendDeal(deal, { until, ...(kind && { kind }) }),
    );
  }
}
