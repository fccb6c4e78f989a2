import { setTimeout as delay } from 'node:timers/promises';
import type { Recorded } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { Payout } from './payout';
import type { PayoutEvent } from './payout.events';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 25;

type PayoutOutcome = Outcome<Payout, PayoutEvent>;

/**
 * Waits a little for what the worker makes of a request, so that who asks for a small run need not come
 * back for it.
 * @returns the outcome with the worker's conclusion, or as it was while the worker is not done
 */
export async function awaitConclusion(
  payouts: Streams<Payout, PayoutEvent>,
  payoutId: string,
  outcome: PayoutOutcome,
  concludes: (event: Recorded<PayoutEvent>) => boolean,
): Promise<PayoutOutcome> {
  if (outcome.kind !== 'accepted' && outcome.kind !== 'replayed') return outcome;
  let next = outcome.revision + 1;
  for (const over = AbortSignal.timeout(WAIT_MS); !over.aborted; await delay(LOOK_EVERY_MS)) {
    for await (const event of payouts.eachEvent(payoutId, next)) {
      next = event.revision + 1;
      if (concludes(event)) return concluded(outcome, event);
      if (over.aborted) break;
    }
  }
  return outcome;
}

function concluded(
  outcome: Exclude<PayoutOutcome, { kind: 'rejected' }>,
  event: Recorded<PayoutEvent>,
): PayoutOutcome {
  if (event.type === 'DraftsRefused') {
    const { code, message } = event.data;
    return { kind: 'rejected', rejections: [{ code, message }] };
  }
  const { revision, position } = event;
  return { ...outcome, events: [...outcome.events, event], revision, position };
}
