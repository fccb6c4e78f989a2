import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { DealClock } from '../clocks/deal-clock';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { warnExpiry } from './warn-expiry';

/** Protections whose end partners have to be reminded of. */
@Injectable()
export class WarnExpiryWork implements DueWork {
  readonly view = 'deal_warnings';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly store: ReadStore,
    private readonly contexts: CommandContexts,
    private readonly clock: DealClock,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<{ deal_id: string; due_on: string }>`
        select deal_id, due_on from deal_warnings
        where due_on <= ${through} order by due_on, deal_id`.execute(db),
    );
    return value.rows.map(({ deal_id, due_on }) => ({
      kind: 'expiry-warning',
      subject: deal_id,
      dueOn: due_on,
    }));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return this.clock.programOf(subject);
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const { envelope } = this.contexts.ofSystem([kind, subject, dueOn], { today });
    await this.deals.transact(subject, envelope, (state) => warnExpiry(state, { on: today }));
  }
}
