import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient, type JSONEventData } from '@eventstore/db-client';

/** The event of a registration as the API stored it: what the baselines append. */
export interface SampleEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

/** @returns the first event of a stream */
export async function sampleEvent(
  client: EventStoreDBClient,
  stream: string,
): Promise<SampleEvent> {
  // Read to its end: the client never finishes closing over a read that was left early.
  const found: SampleEvent[] = [];
  for await (const { event } of client.readStream(stream, { maxCount: 1 })) {
    if (!event) continue;
    found.push({ type: event.type, data: Object(event.data), metadata: Object(event.metadata) });
  }
  const [first] = found;
  if (first) return first;
  throw new Error(`"${stream}" holds no event`);
}

/**
 * Appends the event to a stream of its own, as a registration does. The stream's category is none of
 * Accord's, so that no view takes it for a deal.
 */
export async function appendSample(
  client: EventStoreDBClient,
  { type, data, metadata }: SampleEvent,
): Promise<bigint | undefined> {
  const id = randomUUID();
  const event: JSONEventData = jsonEvent({ id, type, data: { ...data, dealId: id }, metadata });
  const result = await client.appendToStream(`load-${id}`, [event], {
    expectedRevision: 'no_stream',
  });
  return result.position?.commit;
}
