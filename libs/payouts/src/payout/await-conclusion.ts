import { setTimeout as delay } from 'node:timers/promises';
import type { DomainEvent, Recorded, Rejection } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 25;

/**
 * Waits a little for what the worker makes of a request, so that who asks for a small run need not come
 * back for it.
 * @param refusalIn why the worker could not do it, where the event says so
 * @returns the outcome with the worker's conclusion, or as it was while the worker is not done
 */
export async function awaitConclusion<S, E extends DomainEvent>(
  streams: Streams<S, E>,
  id: string,
  outcome: Outcome<S, E>,
  concludes: (event: Recorded<E>) => boolean,
  refusalIn: (event: Recorded<E>) => Rejection | undefined = () => undefined,
): Promise<Outcome<S, E>> {
  if (outcome.kind !== 'accepted' && outcome.kind !== 'replayed') return outcome;
  let next = outcome.revision + 1;
  for (const over = AbortSignal.timeout(WAIT_MS); !over.aborted; await delay(LOOK_EVERY_MS)) {
    for await (const event of streams.eachEvent(id, next)) {
      next = event.revision + 1;
      if (concludes(event)) {
        const refusal = refusalIn(event);
        if (refusal) return { kind: 'rejected', rejections: [refusal] };
        const { revision, position } = event;
        return { ...outcome, events: [...outcome.events, event], revision, position };
      }
      if (over.aborted) break;
    }
  }
  return outcome;
}
