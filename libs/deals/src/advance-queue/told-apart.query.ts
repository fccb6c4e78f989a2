import { Injectable } from '@nestjs/common';
import { ReadStore, sql } from '@accord/read-store';
import { DealQueues } from '../deal-queue/deal-queues.query';
import type { FirstReport } from '../narrow-grant/first-report';
import { isNarrowed, type ToldApart } from './told-apart';

/** Finds who waited for what somebody else held, and does so no longer. */
@Injectable()
export class ToldApartQuery {
  constructor(
    private readonly store: ReadStore,
    private readonly queues: DealQueues,
  ) {}

  /** @returns registrations in order of submission; whether it is their turn is still to be seen */
  async freedBy(event: ToldApart): Promise<string[]> {
    if (!isNarrowed(event)) return this.heldBefore(event);
    const { dealId } = event.data;
    const { position, envelope } = event;
    const before = await this.queues.of(dealId, envelope.occurredOn, position, 'unreported');
    const now = await this.queues.of(dealId, envelope.occurredOn, position);
    const still = new Set(now?.queue.waiting.map(({ registration }) => registration.dealId));
    return (before?.queue.waiting ?? [])
      .map(({ registration }) => registration.dealId)
      .filter((waiting) => !still.has(waiting));
  }

  /** Those that name the opportunity and waited, because it might have been what another one holds. */
  private async heldBefore({ data, position, envelope }: FirstReport): Promise<string[]> {
    const { value } = await this.store.views.read(
      ['deals'],
      (db) =>
        sql<{ deal_id: string }>`
        select deal_id from deals
        where opportunity = ${`${data.source}/${data.ref}`} and status in ('pending', 'returned')
        order by position`.execute(db),
      position,
    );
    const held: string[] = [];
    for (const { deal_id: dealId } of value.rows) {
      const seen = await this.queues.of(dealId, envelope.occurredOn, position, 'unreported');
      if (seen && seen.queue.holders.length > 0) held.push(dealId);
    }
    return held;
  }
}
