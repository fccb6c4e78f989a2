import {
  type AppendExpectedRevision,
  type AppendResult,
  type EventStoreDBClient,
  type JSONEventData,
} from '@eventstore/db-client';
import {
  logPosition,
  uuidFrom,
  type DomainEvent,
  type Envelope,
  type EventCatalog,
  type EventSpec,
  type LogPosition,
} from '@accord/kernel';
import { backOff, within } from './deadline';
import { writeMetadata } from './envelope';
import { StoreUnavailable, UnwritableEvent, classify } from './errors';
import { findLeader } from './read';

/** One try; a healthy server answers or refuses within its own write limit of 2 s. */
const ATTEMPT_MS = 3_000;
/** A leader that is there answers at once. */
const LEADER_MS = 1_000;
/** Data, metadata and twice the type's length, as the stricter server versions count. */
export const MAX_APPEND_BYTES = 1_048_576;

/** Events as they go to the store, with ids that only the identical resend shares. */
export type Writable = readonly JSONEventData[];

/**
 * @param envelope of the command that decided the events
 * @returns what is appended; ids derive from the command, its body and the event's bytes
 * @throws UnwritableEvent when an event is no JSON (a bigint, say) or all are over 1 MiB together
 */
export function writable<E extends DomainEvent>(
  catalog: EventCatalog<E>,
  events: readonly E[],
  envelope: Envelope,
): Writable {
  const specs = new Map<string, EventSpec>(Object.entries<EventSpec>(catalog.specs));
  let size = 0;
  const written = events.map((event, index) => {
    const spec = specs.get(event.type);
    if (!spec) throw new UnwritableEvent(`${event.type} is no event of "${catalog.category}"`);
    // The server answers a nameless event twice, and the second answer ends the process.
    if (event.type === '')
      throw new UnwritableEvent(`an event of "${catalog.category}" has no name`);
    const metadata = writeMetadata(envelope, spec.version);
    const bytes = json(event);
    size +=
      Buffer.byteLength(bytes) +
      Buffer.byteLength(JSON.stringify(metadata)) +
      2 * event.type.length;
    return {
      id: uuidFrom(envelope.commandId, envelope.commandHash, String(index), event.type, bytes),
      contentType: 'application/json' as const,
      type: event.type,
      data: { ...event.data },
      metadata,
    };
  });
  if (size > MAX_APPEND_BYTES) {
    throw new UnwritableEvent(`${size} bytes in one append; the limit is ${MAX_APPEND_BYTES}`);
  }
  return written;
}

/** The client never settles an append whose payload cannot be serialised, so it is tried here. */
function json(event: DomainEvent): string {
  try {
    return JSON.stringify(event.data);
  } catch (error) {
    throw new UnwritableEvent(`${event.type} is not JSON: ${String(error)}`);
  }
}

export type Appended =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: LogPosition }
  | { readonly kind: 'wrong-version' };

/**
 * Appends all events or none. An unknown outcome sends the identical append again, which the store
 * recognises by ids and revision, until the deadline.
 * @param expected the folded revision, or -1 for a stream that must not exist
 * @throws StoreUnavailable when the deadline passes without an answer; the outcome is then unknown
 */
export async function append(
  client: EventStoreDBClient,
  stream: string,
  expected: number,
  events: Writable,
  deadlineAt: number,
): Promise<Appended> {
  const expectedRevision: AppendExpectedRevision = expected < 0 ? 'no_stream' : BigInt(expected);
  for (let attempt = 1; ; attempt++) {
    const left = deadlineAt - Date.now();
    try {
      const limit = Math.max(1, Math.min(ATTEMPT_MS, left));
      // The client may stamp what it is given: each attempt gets its own list of the same events.
      const result = await within(
        limit,
        `append to "${stream}"`,
        client.appendToStream(stream, [...events], { expectedRevision, deadline: limit }),
      );
      // A connection string can ask the client to tell a conflict instead of throwing it.
      return result.success ? appended(result) : { kind: 'wrong-version' };
    } catch (error) {
      const failure = classify(error);
      if (failure.kind === 'wrong-version') return failure;
      if (failure.kind === 'refused') throw failure.error;
      if (Date.now() >= deadlineAt) throw unavailable(failure.error, stream, attempt);
      await findLeader(client, Math.min(LEADER_MS, deadlineAt - Date.now()));
      await backOff(attempt, Math.min(250, Math.max(1, deadlineAt - Date.now())));
    }
  }
}

function appended(result: AppendResult): Appended {
  if (!result.position) throw new StoreUnavailable('the append was answered without a position');
  return {
    kind: 'appended',
    revision: Number(result.nextExpectedRevision),
    position: logPosition(result.position.commit),
  };
}

const unavailable = (cause: Error, stream: string, attempts: number): StoreUnavailable =>
  new StoreUnavailable(
    `append to "${stream}": no outcome after ${attempts} identical attempts (${cause.message}). ` +
      'Send the same command again: it is applied at most once.',
    { cause },
  );
