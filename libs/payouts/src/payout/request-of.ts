import type { DomainEvent, Envelope } from '@accord/kernel';
import type { Streams } from '@accord/event-store';

/** @returns who asked for what the worker does, and why: what it writes, it writes in their name */
export async function requestOf<S, E extends DomainEvent>(
  streams: Streams<S, E>,
  streamId: string,
  requestedAt: number,
): Promise<Envelope> {
  for await (const { id, envelope } of streams.eachEvent(streamId, requestedAt)) {
    return { ...envelope, causationId: id };
  }
  throw new Error(`"${streamId}" has no event at ${requestedAt}`);
}
