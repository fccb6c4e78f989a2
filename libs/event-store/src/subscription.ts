import type { AllStreamRecordedEvent, EventStoreDBClient } from '@eventstore/db-client';
import { logPosition, type LogPosition } from '@accord/kernel';
import { backOff } from './deadline';
import { readHead } from './read';

/** With nothing heard for twice as long, the head of the log tells whether something should have been. */
const SILENCE_MS = 5_000;

export interface SubscriptionOptions {
  /** Position of the last record already handled; undefined starts at the beginning. */
  readonly after: LogPosition | undefined;
  readonly signal: AbortSignal;
  /** Told of every break before it is mended; a break never ends the subscription. */
  readonly onBreak: (error: Error) => void;
}

/**
 * Every record of the log in order, for ever: first what is stored, then what arrives. Pulled, so a
 * slow consumer holds the server back. Any end that was not asked for is a failure: it reconnects
 * after the last record that was yielded.
 */
export async function* subscribe(
  client: EventStoreDBClient,
  { after, signal, onBreak }: SubscriptionOptions,
): AsyncGenerator<AllStreamRecordedEvent, void, undefined> {
  let last = after;
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      for await (const event of connection(client, last, signal)) {
        attempt = 0;
        last = logPosition(event.position.commit);
        yield event;
      }
      if (!signal.aborted) throw new Error('the server ended the subscription');
    } catch (error) {
      if (signal.aborted) return;
      onBreak(error instanceof Error ? error : new Error(String(error)));
      await backOff(attempt, 2_000);
    }
  }
}

async function* connection(
  client: EventStoreDBClient,
  after: LogPosition | undefined,
  signal: AbortSignal,
): AsyncGenerator<AllStreamRecordedEvent, void, undefined> {
  const subscription = client.subscribeToAll({
    fromPosition: after === undefined ? 'start' : { commit: after, prepare: after },
  });
  let last = after;
  let checking = false;
  /** Where the log was when we looked; what has just been written may be on its way. */
  let head = 0n;
  const stop = (): void => void subscription.destroy();
  const checkSilence = async (): Promise<void> => {
    if (head > (last ?? 0n)) {
      subscription.destroy(new Error(`silent at ${last}, while the log has reached ${head}`));
    }
    head = (await readHead(client)).position;
  };
  const watchdog = setInterval(() => {
    if (checking) return;
    checking = true;
    checkSilence()
      .catch((error: Error) => subscription.destroy(error))
      .finally(() => (checking = false));
  }, SILENCE_MS);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const { event } of subscription) {
      if (!event) continue;
      // While the consumer works, silence is its own: the clock starts when it asks again.
      last = logPosition(event.position.commit);
      checking = true;
      yield event;
      checking = false;
      watchdog.refresh();
    }
  } finally {
    clearInterval(watchdog);
    signal.removeEventListener('abort', stop);
    subscription.destroy();
    // That was only this end of the call. There may be no call yet: nobody waits for it.
    void subscription.unsubscribe().catch(() => undefined);
  }
}
