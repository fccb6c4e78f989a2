import type { EventStore } from '@accord/event-store';
import type { Recorded } from '@accord/kernel';
import { payoutCatalogs } from '@accord/payouts';

/** Everything in the log that settles or pays, in its order. */
export async function readPayouts(log: EventStore): Promise<Recorded[]> {
  const found: Recorded[] = [];
  for (let after = undefined as Parameters<EventStore['page']>[0]; ;) {
    const page = await log.page(after, 500);
    for (const { event } of page) {
      if (event && payoutCatalogs.some((catalog) => catalog.includes(event))) found.push(event);
    }
    const last = page.at(-1);
    if (!last) return found;
    after = last.position;
  }
}
