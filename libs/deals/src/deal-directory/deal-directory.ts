import { Inject, Injectable } from '@nestjs/common';
import type { Sight, Streams } from '@accord/event-store';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';

/** What other contexts may ask about deals while they decide. */
@Injectable()
export class DealDirectory {
  constructor(@Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>) {}

  /**
   * @param sight of the decision that asks: a fresh one reads the deal's stream first
   * @returns whose registration it is and in which program; undefined when there is none
   */
  async registration(
    dealId: string,
    sight: Sight,
  ): Promise<{ partnerId: string; programId: string } | undefined> {
    const { state } = await this.deals.look(dealId, sight);
    if (state.status === 'unknown') return undefined;
    const { partnerId, programId } = state.registration;
    return { partnerId, programId };
  }
}
