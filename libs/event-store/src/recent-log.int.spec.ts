import { randomUUID } from 'node:crypto';
import type { LogPosition } from '@accord/kernel';
import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { count, envelope, tally, type Counted } from '../../../test/support/tally';
import { Streams } from './command-loop';
import { EventRegistry } from './event-registry';
import { EventStore, type LogRecord } from './event-store';
import { RecentLog } from './recent-log';

const UNWANTED = -1;

describe('following the recent log together', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  let streams: Streams<number, Counted>;
  let stop: AbortController;
  let log: RecentLog;
  let reading: Promise<void>;

  beforeEach(async () => {
    server = await startEmbedded();
    const url = `esdb://127.0.0.1:${server.port}?tls=false`;
    store = await EventStore.connect(url, new EventRegistry([tally.catalog]));
    streams = new Streams(store, tally);
    stop = new AbortController();
    log = new RecentLog(store, {
      signal: stop.signal,
      onBreak: () => undefined,
      wants: (event) => !tally.catalog.includes(event) || event.data.by !== UNWANTED,
    });
  });
  afterEach(async () => {
    stop.abort();
    await reading;
    await store.close();
    await server.stop();
    jest.restoreAllMocks();
  });

  const add = (...numbers: number[]) =>
    streams.transact(randomUUID(), envelope(), count(...numbers));
  const numbersOf = (records: readonly LogRecord[]): number[] =>
    records.flatMap(({ event }) => (event && tally.catalog.includes(event) ? [event.data.by] : []));

  /** Our numbers behind a position, until one of them is `until`; `meanwhile` runs at each batch. */
  async function numbersUntil(
    until: number,
    after?: LogPosition,
    meanwhile: (number: number) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<number[]> {
    const numbers: number[] = [];
    for await (const records of log.follow(after)) {
      numbers.push(...numbersOf(records));
      const last = numbers.at(-1) ?? 0;
      if (numbers.includes(until)) break;
      await meanwhile(last);
    }
    return numbers;
  }

  it('shows each follower every record once and in order, wherever it begins', async () => {
    await add(1, 2);
    const { position } = await store.head();
    reading = log.run();
    const followers = [numbersUntil(5), numbersUntil(5, position)];
    await add(3);
    await add(4, 5);

    expect(await Promise.all(followers)).toEqual([
      [1, 2, 3, 4, 5],
      [3, 4, 5],
    ]);
  });

  it('keeps of an event that nobody asks for its place only, also for one that reads for itself', async () => {
    const { position } = await store.head();
    reading = log.run();
    const followers = [numbersUntil(2, position), numbersUntil(2)];
    await add(1, UNWANTED, 2);
    expect(await Promise.all(followers)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    for await (const records of log.follow(position)) {
      expect(records.map(({ event }) => event !== undefined)).toEqual([true, false, true]);
      break;
    }
  });

  it('asks the server once for what arrives, however many follow', async () => {
    await add(1);
    const { position } = await store.head();
    const subscribe = jest.spyOn(store.client, 'subscribeToAll');
    reading = log.run();
    const one = numbersUntil(2, position);
    await add(2);
    await one;
    const before = subscribe.mock.calls.length;

    const reached = await store.head();
    const many = Array.from({ length: 10 }, () => numbersUntil(3, reached.position));
    await add(3);

    expect(await Promise.all(many)).toEqual(many.map(() => [3]));
    expect(subscribe.mock.calls).toHaveLength(before);
  });

  it('lets one that has fallen behind what is kept read for itself, and joins it again', async () => {
    reading = log.run();
    await add(1);
    const thousands = Array.from({ length: 5 }, (_, k) =>
      Array.from({ length: 1_000 }, (__, i) => 2 + k * 1_000 + i),
    );
    const numbers = await numbersUntil(5_002, undefined, async (last) => {
      if (last !== 1) return;
      for (const thousand of thousands) await add(...thousand);
      const { position } = await store.head();
      await add(5_002);
      // Once another has seen the newest, what this one has yet to see is kept no longer.
      await numbersUntil(5_002, position);
    });
    expect(numbers).toEqual([1, ...thousands.flat(), 5_002]);
  });

  it('ends when told to, though nothing comes', async () => {
    await add(1);
    const { position } = await store.head();
    reading = log.run();
    const ended = (async () => {
      for await (const records of log.follow(position)) return records;
      return 'ended';
    })();
    await store.head();
    stop.abort();
    expect(await ended).toBe('ended');
  });

  it('shows one that reads for itself everything, and ends by its own signal', async () => {
    await add(1, UNWANTED);
    const { position } = await store.head();
    reading = log.run();
    const own = new AbortController();
    const numbers: number[] = [];
    const read = (async () => {
      for await (const records of log.pages(undefined, 100, own.signal)) {
        numbers.push(...numbersOf(records));
        if (numbers.includes(2)) own.abort();
      }
    })();
    const other = numbersUntil(2, position);
    await add(2);
    await Promise.all([read, other]);
    expect(numbers).toEqual([1, UNWANTED, 2]);
  });

  it('leaves room on the connection, however many are held up at their work', async () => {
    await add(1);
    reading = log.run();
    for (let i = 0; i < 60; i++) {
      await log.pages(undefined, 100, stop.signal).next();
      await log.follow(undefined).next();
    }

    expect(await add(2)).toMatchObject({ kind: 'accepted' });
  });
});
