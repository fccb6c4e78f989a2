import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient, type JSONEventData } from '@eventstore/db-client';

export const EVENT_TYPE = 'LoadWritten';

/** 274 bytes as JSON. */
export const eventData = (): Record<string, string> => ({ text: 'd'.repeat(263) });
/** 138 bytes as JSON. */
export const eventMetadata = (): Record<string, string> => ({ text: 'm'.repeat(127) });

const event = (): JSONEventData =>
  jsonEvent({ id: randomUUID(), type: EVENT_TYPE, data: eventData(), metadata: eventMetadata() });

/** As many as one append of such events may hold, and a few hundred fewer. */
export const LARGEST_APPEND = 1_000;

/** Appends events to a stream of their own. @returns the position of the last one */
export async function append(
  client: EventStoreDBClient,
  count: number,
): Promise<bigint | undefined> {
  const events = Array.from({ length: count }, event);
  const expectedRevision = 'no_stream';
  const result = await client.appendToStream(`load-${randomUUID()}`, events, { expectedRevision });
  return result.position?.commit;
}

/** Makes a stream of so many events. @returns its name */
export async function writeStream(client: EventStoreDBClient, count: number): Promise<string> {
  const stream = `load-${randomUUID()}`;
  for (let done = 0; done < count; done += LARGEST_APPEND) {
    const events = Array.from({ length: Math.min(LARGEST_APPEND, count - done) }, event);
    const expectedRevision = done === 0 ? 'no_stream' : BigInt(done - 1);
    await client.appendToStream(stream, events, { expectedRevision });
  }
  return stream;
}

/** Reads a stream to its end. @throws Error unless it has so many events */
export async function readStream(
  client: EventStoreDBClient,
  stream: string,
  count: number,
): Promise<void> {
  let seen = 0;
  for await (const { event } of client.readStream(stream, { maxCount: count })) {
    if (event) seen++;
  }
  if (seen !== count) throw new Error(`read ${seen} events of "${stream}", not ${count}`);
}

/** Subscribes to all behind a position and takes so many events. */
export async function catchUp(
  client: EventStoreDBClient,
  after: bigint,
  count: number,
): Promise<void> {
  const subscription = client.subscribeToAll({
    fromPosition: { commit: after, prepare: after },
  });
  let seen = 0;
  try {
    for await (const _event of subscription) if (++seen === count) break;
  } finally {
    await subscription.unsubscribe();
  }
}
