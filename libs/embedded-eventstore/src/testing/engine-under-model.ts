import type { ExpectedRevision } from '../engine/event';
import type { Direction, ReadEvent } from '../engine/reader';
import type { WriteOutcome } from '../engine/writer';
import { readRecordedEvent } from '../protocol/recorded-event';
import { EngineUnderTest, proposed } from './engine-under-test';
import type { Proposed, StreamAnswer } from './model';
import type { StoreAnswer, StoredEvent, StoreUnderModel } from './store-under-model';

/** The engine alone, over a log in memory. */
export class EngineUnderModel implements StoreUnderModel {
  readonly #store = new EngineUnderTest();

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly Proposed[],
  ): Promise<StoreAnswer> {
    const written = events.map(({ id, type, data }) => proposed(type, data, id));
    return answer(await this.#store.append(stream, written, expected));
  }

  async delete(
    stream: string,
    expected: ExpectedRevision,
    isForGood: boolean,
  ): Promise<StoreAnswer> {
    const { writer } = this.#store;
    return answer(
      await (isForGood ? writer.tombstone(stream, expected) : writer.delete(stream, expected)),
    );
  }

  async read(
    stream: string,
    from: number,
    direction: Direction,
    count: number,
  ): Promise<StreamAnswer> {
    const state = this.#store.reader.streamState(stream);
    if (state !== 'readable') return state;
    return this.#store.types(stream, from, direction).slice(0, count);
  }

  async targets(stream: string): Promise<readonly (string | undefined)[]> {
    return [...this.#store.reader.stream(stream, 'start', 'forwards', true)].map(
      ({ event }) => event && readRecordedEvent(event).type,
    );
  }

  async all(from: bigint | undefined, direction: Direction): Promise<readonly StoredEvent[]> {
    const end = direction === 'forwards' ? 'start' : 'end';
    const start = from === undefined ? end : Number(from);
    return [...this.#store.reader.all(start, direction, false)].map(stored);
  }

  async catchUp(after: bigint): Promise<readonly StoredEvent[]> {
    return (await this.#store.followAll(Number(after)).untilCaughtUp()).map(stored);
  }

  async together(
    appends: readonly (() => Promise<StoreAnswer>)[],
  ): Promise<readonly StoreAnswer[]> {
    this.#store.log.hold();
    const before = this.#store.all();
    const under = appends.map((append) => append());
    expect(this.#store.all()).toEqual(before);
    this.#store.log.release();
    return Promise.all(under);
  }
}

function answer(outcome: WriteOutcome): StoreAnswer {
  if (outcome.kind === 'too-large') throw new Error('too large');
  if (outcome.kind !== 'written') return outcome;
  const { position } = outcome;
  return { ...outcome, position: position === undefined ? undefined : BigInt(position) };
}

function stored({ event, position }: ReadEvent): StoredEvent {
  if (!event) throw new Error('no event');
  const { stream, type, revision } = readRecordedEvent(event);
  return { stream, type, revision, position: BigInt(position) };
}
