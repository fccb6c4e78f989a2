import {
  binaryEvent,
  type AppendExpectedRevision,
  type AllStreamRecordedEvent,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { ExpectedRevision } from '../engine/event';
import type { Direction } from '../engine/reader';
import type { Proposed, StreamAnswer } from './model';
import type { StoreAnswer, StoredEvent, StoreUnderModel } from './store-under-model';

const EXPECTED = {
  any: 'any',
  'no-stream': 'no_stream',
  'stream-exists': 'stream_exists',
} as const satisfies Record<string, AppendExpectedRevision>;

const expectedRevision = (expected: ExpectedRevision): AppendExpectedRevision =>
  typeof expected === 'number' ? BigInt(expected) : EXPECTED[expected];

/** A server, asked through the real client; streams get a prefix, so that runs share one server. */
export class ClientUnderModel implements StoreUnderModel {
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly prefix: string,
    /** Position of the last event of earlier runs. */
    private readonly start: bigint,
    /** Appends on the classic path. */
    private readonly way: { readonly credentials?: { username: string; password: string } },
  ) {}

  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly Proposed[],
  ): Promise<StoreAnswer> {
    const written = events.map(({ id, type, data }) => {
      const target = /^(\d+)@(.+)$/.exec(data);
      const bytes = target ? `${target[1]}@${this.#name(target[2] ?? '')}` : data;
      return binaryEvent({ id, type, data: Buffer.from(bytes) });
    });
    return answer(async () => {
      const { nextExpectedRevision, position } = await this.client.appendToStream(
        this.#name(stream),
        written,
        { ...this.way, expectedRevision: expectedRevision(expected) },
      );
      return { revision: Number(nextExpectedRevision), position: position?.commit };
    });
  }

  delete(stream: string, expected: ExpectedRevision, isForGood: boolean): Promise<StoreAnswer> {
    const revision = expectedRevision(expected);
    if (revision === 'stream_exists') throw new Error('the client cannot ask for this');
    const options = { expectedRevision: revision };
    const name = this.#name(stream);
    return answer(async () => {
      const { position } = isForGood
        ? await this.client.tombstoneStream(name, options)
        : await this.client.deleteStream(name, options);
      return { revision: undefined, position: position?.commit };
    });
  }

  async read(
    stream: string,
    from: number,
    direction: Direction,
    count: number,
  ): Promise<StreamAnswer> {
    const read = this.client.readStream(this.#name(stream), {
      direction,
      fromRevision: BigInt(from),
      maxCount: count,
    });
    try {
      return (await read.toArray()).map(({ event }) => event?.type ?? '-');
    } catch (error) {
      const type = typeOf(error);
      if (type === 'stream-not-found') return 'missing';
      if (type === 'stream-deleted') return 'tombstoned';
      throw error;
    }
  }

  async targets(stream: string): Promise<readonly (string | undefined)[]> {
    const read = this.client.readStream(this.#name(stream), { resolveLinkTos: true });
    return (await read.toArray()).map(({ event }) => event?.type);
  }

  async all(from: bigint | undefined, direction: Direction): Promise<readonly StoredEvent[]> {
    const end = direction === 'forwards' ? this.start : undefined;
    const at = from ?? end;
    const fromPosition = at === undefined ? 'end' : { commit: at, prepare: at };
    const events: StoredEvent[] = [];
    for await (const { event } of this.client.readAll({ direction, fromPosition })) {
      if (event && event.position.commit > this.start) events.push(this.#stored(event));
    }
    return events;
  }

  async catchUp(after: bigint): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    const subscription = this.client.subscribeToAll({
      fromPosition: { commit: after, prepare: after },
    });
    subscription.once('caughtUp', () => subscription.push(null));
    for await (const { event } of subscription) if (event) events.push(this.#stored(event));
    await subscription.unsubscribe();
    return events;
  }

  async together(
    appends: readonly (() => Promise<StoreAnswer>)[],
  ): Promise<readonly StoreAnswer[]> {
    if (!this.way.credentials) return Promise.all(appends.map((append) => append()));
    // On the classic path each append is a call of its own, and calls may overtake one another.
    const answers: StoreAnswer[] = [];
    for (const append of appends) answers.push(await append());
    return answers;
  }

  #name(stream: string): string {
    return stream.startsWith('$$') ? `$$${this.prefix}${stream.slice(2)}` : this.prefix + stream;
  }

  #stored({ streamId, type, revision, position }: AllStreamRecordedEvent): StoredEvent {
    const stream = streamId.replace(this.prefix, '');
    return { stream, type, revision: Number(revision), position: position.commit };
  }
}

const typeOf = (error: unknown): unknown =>
  error instanceof Error && 'type' in error ? error.type : undefined;

async function answer(
  write: () => Promise<{ revision: number | undefined; position: bigint | undefined }>,
): Promise<StoreAnswer> {
  try {
    const { revision, position } = await write();
    return { kind: 'written', revision, position };
  } catch (error) {
    const type = typeOf(error);
    if (type === 'stream-deleted') return { kind: 'stream-deleted' };
    if (type !== 'wrong-expected-version') throw error;
    const actual =
      error instanceof Error && 'actualVersion' in error ? error.actualVersion : undefined;
    return { kind: 'wrong-version', current: actual === 'no_stream' ? -1 : Number(actual) };
  }
}
