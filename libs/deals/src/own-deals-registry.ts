import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import { notFound, type Caller } from '@accord/platform';
import type { Deal } from './deal';
import type { DealEvent } from './deal.events';
import { DEALS } from './deals.token';
import { isAnothers } from './own-deals';

/** A partner's key reaches its own deals only; another's looks like none. */
@Injectable()
export class OwnDeals {
  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  /** @throws Problem 404 when the deal is not, or no longer, the calling partner's */
  async mustSee(dealId: string, caller: Caller): Promise<void> {
    if (caller.partnerId === null) return;
    const { state } = await this.deals.look(dealId, { fresh: true });
    if (state.status === 'unknown' || isAnothers(state, caller)) throw notFound('deal');
  }
}
