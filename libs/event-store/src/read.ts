import type {
  AllStreamRecordedEvent,
  EventStoreDBClient,
  ReadRevision,
  StreamingRead,
} from '@eventstore/db-client';
import { logPosition, type LogPosition } from '@accord/kernel';
import { backOff } from './deadline';
import { StoreUnavailable, classify, isNotFound } from './errors';
import type { StoredEvent } from './event-registry';

/** Longest silence within one read before it is given up and tried again. */
const SILENCE_MS = 5_000;
const READ_DEADLINE_MS = 15_000;

interface Resolved<E> {
  readonly event?: E;
}

/** Everything a finite read brings; a read that falls silent is cancelled, never left open. */
async function drain<E>(
  read: StreamingRead<Resolved<E>>,
  what: string,
  silenceMs = SILENCE_MS,
): Promise<E[]> {
  const events: E[] = [];
  const timer = setTimeout(
    () => read.destroy(new StoreUnavailable(`${what}: silent for ${silenceMs} ms`)),
    silenceMs,
  );
  try {
    for await (const { event } of read) {
      timer.refresh();
      if (event) events.push(event);
    }
    return events;
  } catch (error) {
    // The stream that failed is only this end of the call. There may be no call yet, for as long as a
    // cluster has no member to be found: nobody waits for that, and it is ended should it come.
    void read.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * All are made of the leader: a follower may not have yet what was acknowledged, and would let a command be
 * refused, or a thing be missing, that is there. Reads are repeatable: any failure but the store's own refusal
 * is tried again until a deadline.
 */
async function retried<T>(
  what: string,
  read: () => Promise<T>,
  deadlineMs = READ_DEADLINE_MS,
): Promise<T> {
  const deadlineAt = Date.now() + deadlineMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const failure = classify(error);
      if (isNotFound(error) || failure.kind !== 'unknown-outcome') throw error;
      if (Date.now() >= deadlineAt) {
        throw new StoreUnavailable(
          `${what}: no answer after ${attempt} attempts (${failure.error.message})`,
          { cause: error },
        );
      }
      await backOff(attempt, 250);
    }
  }
}

/**
 * @param from first revision wanted
 * @param maxCount at most so many events; all when absent
 * @returns events in order; empty when the stream does not exist
 */
export async function readStream(
  client: EventStoreDBClient,
  stream: string,
  from: number,
  maxCount?: number,
): Promise<StoredEvent[]> {
  const fromRevision: ReadRevision = from <= 0 ? 'start' : BigInt(from);
  try {
    return await retried(`read "${stream}"`, () =>
      drain(
        client.readStream(stream, {
          fromRevision,
          ...(maxCount !== undefined && { maxCount }),
          requiresLeader: true,
        }),
        `read "${stream}"`,
      ),
    );
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/**
 * @param after position of the last record known; undefined starts at the beginning
 * @returns the next records of the log in order, system events included; at most `maxCount`
 */
export async function readAllAfter(
  client: EventStoreDBClient,
  after: LogPosition | undefined,
  maxCount: number,
): Promise<AllStreamRecordedEvent[]> {
  const what = `read the log after ${after ?? 'its beginning'}`;
  // The position asked for is part of the answer.
  const records = await retried(what, () =>
    drain<AllStreamRecordedEvent>(
      client.readAll({
        fromPosition: after === undefined ? 'start' : { commit: after, prepare: after },
        maxCount: maxCount + 1,
        requiresLeader: true,
      }),
      what,
    ),
  );
  return records.filter(({ position }) => position.commit !== after).slice(0, maxCount);
}

const lastRecord = (client: EventStoreDBClient) =>
  client.readAll({
    direction: 'backwards',
    fromPosition: 'end',
    maxCount: 1,
    requiresLeader: true,
  });

/**
 * @param deadlineMs how long to try
 * @returns position and id of the log's last record, read from the leader
 */
export async function readHead(
  client: EventStoreDBClient,
  deadlineMs = READ_DEADLINE_MS,
): Promise<{ position: LogPosition; eventId: string }> {
  const what = 'read the head of the log';
  const silenceMs = Math.min(SILENCE_MS, deadlineMs);
  const read = () => drain(lastRecord(client), what, silenceMs);
  const [last] = await retried(what, read, deadlineMs);
  if (!last?.position) return { position: logPosition(0n), eventId: '' };
  return { position: logPosition(last.position.commit), eventId: last.id };
}

/**
 * A node that has lost its place in the cluster fails appends in a way that keeps the client with it;
 * asked for what only the leader may read, it sends the client on. What came of it shows when next
 * something is asked of the store.
 */
export async function findLeader(client: EventStoreDBClient, limitMs: number): Promise<void> {
  await drain(lastRecord(client), 'find the leader', limitMs).catch(() => undefined);
}

/** "Unknown" from EventStoreDB 23.10, "invalid argument" from its successors. */
const isOffRecord = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 2 || error.code === 3);

/** @returns id of the record at exactly this position; undefined when no record starts there */
export async function readIdAt(
  client: EventStoreDBClient,
  position: LogPosition,
): Promise<string | undefined> {
  const what = `read the record at ${position}`;
  const fromPosition = { commit: position, prepare: position };
  const asked = () =>
    drain(client.readAll({ fromPosition, maxCount: 1, requiresLeader: true }), what);
  return retried(what, async () => {
    for (let again = false; ; again = true) {
      try {
        const [event] = await asked();
        return event?.position?.commit === position ? event.id : undefined;
      } catch (error) {
        if (!isOffRecord(error)) throw error;
        // A node that knows of no leader answers likewise: only the leader's answer counts.
        if (again) return undefined;
        await readHead(client);
      }
    }
  });
}
