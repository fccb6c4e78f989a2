import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AppendExpectedRevision,
  type EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Ledger } from './ledger';
import type { Random } from '../support/random';

/** Waiting longer for one answer is given up: the answer was lost with the server. */
const ANSWER_LIMIT_MS = 5_000;
const RETRY_MS = 20;
const STREAM_LENGTH = 40;
const SHARED = 0.2;

type Revision = typeof NO_STREAM | bigint;

interface Writing {
  readonly client: EventStoreDBClient;
  readonly ledger: Ledger;
  readonly name: string;
  readonly shared: string;
  readonly random: Random;
  readonly stopped: AbortSignal;
  readonly mayWrite: () => boolean;
}

/**
 * Appends until told to stop, whenever it may: to streams of its own, where nobody else can be in the way, and to one
 * that all writers race for. An unknown outcome is answered with the identical append.
 */
export async function write({
  client,
  ledger,
  name,
  shared,
  random,
  stopped,
  mayWrite,
}: Writing): Promise<void> {
  let own = { stream: `${name}-0`, at: NO_STREAM as Revision };
  let sharedAt: Revision = NO_STREAM;
  for (let count = 1; !stopped.aborted;) {
    if (!mayWrite()) {
      await pause(RETRY_MS);
      continue;
    }
    const isShared = random.chance(SHARED);
    const ids = Array.from({ length: eventsOfOne(random) }, () => randomUUID());
    const padding = 'x'.repeat(random.between(0, 400));
    const outcome = await append(
      client,
      isShared ? shared : own.stream,
      isShared ? sharedAt : own.at,
      ids,
      padding,
    );
    if (outcome.kind === 'stored') {
      const { revision, position } = outcome;
      ledger.acknowledge(ids, { stream: isShared ? shared : own.stream, revision, position });
      if (isShared) sharedAt = revision;
      else
        own =
          revision < STREAM_LENGTH
            ? { ...own, at: revision }
            : { stream: `${name}-${count++}`, at: NO_STREAM };
    } else {
      ledger.refuse(ids);
      if (isShared) sharedAt = outcome.actual;
      else
        return ledger.fault(`${own.stream} is at ${String(outcome.actual)}, not ${String(own.at)}`);
    }
  }
}

const eventsOfOne = (random: Random): number =>
  random.chance(0.05) ? random.between(20, 60) : random.between(1, 4);

type Outcome =
  | { readonly kind: 'stored'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'passed'; readonly actual: Revision };

/** Tries the same append until its outcome is known. */
async function append(
  client: EventStoreDBClient,
  stream: string,
  expectedRevision: AppendExpectedRevision,
  ids: readonly string[],
  padding: string,
): Promise<Outcome> {
  const events = ids.map((id, n) => jsonEvent({ id, type: 'Tortured', data: { n, padding } }));
  for (;;) {
    try {
      const answer = client.appendToStream(stream, events, { expectedRevision });
      const { nextExpectedRevision, position } = await within(answer);
      if (!position) throw new Error('an append was acknowledged without a position');
      return { kind: 'stored', revision: nextExpectedRevision, position: position.commit };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        const { actualVersion } = error;
        return {
          kind: 'passed',
          actual: typeof actualVersion === 'bigint' ? actualVersion : NO_STREAM,
        };
      }
      // The server is away or was killed before it answered.
      await pause(RETRY_MS);
    }
  }
}

async function within<T>(answer: Promise<T>): Promise<T> {
  const limit = new AbortController();
  try {
    const tooLate = pause(ANSWER_LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
      throw new Error('no answer');
    });
    tooLate.catch(() => undefined);
    return await Promise.race([answer, tooLate]);
  } finally {
    limit.abort();
  }
}
