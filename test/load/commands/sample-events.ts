import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';

/** An event of a registration as the API stored it: what the baselines append. */
export interface SampleEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

/** @returns the events of a stream: what one registration appended */
export async function sampleEvents(
  client: EventStoreDBClient,
  stream: string,
): Promise<SampleEvent[]> {
  const found: SampleEvent[] = [];
  for await (const { event } of client.readStream(stream)) {
    if (!event) continue;
    found.push({ type: event.type, data: Object(event.data), metadata: Object(event.metadata) });
  }
  return found;
}

/**
 * Appends the events to a stream of their own, as a registration does. The stream's category is none of
 * Accord's, so that no view takes it for a deal.
 */
export async function appendSamples(
  client: EventStoreDBClient,
  samples: readonly SampleEvent[],
): Promise<bigint | undefined> {
  const dealId = randomUUID();
  const events = samples.map(({ type, data, metadata }) =>
    jsonEvent({ id: randomUUID(), type, data: { ...data, dealId }, metadata }),
  );
  const result = await client.appendToStream(`load-${dealId}`, events, {
    expectedRevision: 'no_stream',
  });
  return result.position?.commit;
}
