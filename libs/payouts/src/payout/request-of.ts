import type { Envelope } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { Payout } from './payout';
import type { PayoutEvent } from './payout.events';

/** @returns who asked for what the worker does, and why: what it writes, it writes in their name */
export async function requestOf(
  payouts: Streams<Payout, PayoutEvent>,
  payoutId: string,
  requestedAt: number,
): Promise<Envelope> {
  for await (const { id, envelope } of payouts.eachEvent(payoutId, requestedAt)) {
    return { ...envelope, causationId: id };
  }
  throw new Error(`"${payoutId}" has no event at ${requestedAt}`);
}
