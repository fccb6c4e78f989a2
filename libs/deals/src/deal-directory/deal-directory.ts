import { Inject, Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import type { Sight, Streams } from '@accord/event-store';
import { ReadStore, sql } from '@accord/read-store';
import type { Deal, Registration } from '../deal';
import type { DealEvent, OpportunityRef } from '../deal.events';
import { DEALS } from '../deals.token';

/** What other contexts may ask about deals while they decide. */
@Injectable()
export class DealDirectory {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly store: ReadStore,
  ) {}

  /**
   * @param sight of the decision that asks: a fresh one reads the deal's stream first
   * @returns whose registration it is, in which program and of which business; undefined when there is none
   */
  async registration(
    dealId: string,
    sight: Sight,
  ): Promise<Pick<Registration, 'partnerId' | 'programId' | 'renewal'> | undefined> {
    const { state } = await this.deals.look(dealId, sight);
    if (state.status === 'unknown') return undefined;
    const { partnerId, programId, renewal } = state.registration;
    return { partnerId, programId, renewal };
  }

  /**
   * @param position of the log that the answer must know
   * @returns the program's registrations of an opportunity that were approved and not taken back, first
   *   registered first
   */
  async approvedFor(
    programId: string,
    { source, ref }: OpportunityRef,
    position: LogPosition,
  ): Promise<{ partnerId: string; dealType: string }[]> {
    const { value } = await this.store.views.read(
      ['deals'],
      (db) =>
        sql<{ partner_id: string; deal_type: string }>`
        select partner_id, deal_type from deals
        where opportunity = ${`${source}/${ref}`} and program_id = ${programId}
          and status in ('approved', 'won', 'expired') and approved_on is not null
        order by position`.execute(db),
      position,
    );
    return value.rows.map((row) => ({ partnerId: row.partner_id, dealType: row.deal_type }));
  }
}
