import { randomUUID } from 'node:crypto';
import { Transform } from 'node:stream';
import { Faults } from '@accord/embedded-eventstore';
import { type LogPosition } from '@accord/kernel';
import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { count, envelope, tally, type Counted } from '../../../test/support/tally';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { Streams } from './command-loop';
import { EventRegistry } from './event-registry';
import { EventStore, type LogRecord } from './event-store';

describe('following the log', () => {
  let faults: Faults;
  let server: ServerUnderTest;
  let proxy: TcpProxy;
  let store: EventStore;
  let streams: Streams<number, Counted>;
  let stop: AbortController;
  let breaks: Error[];

  beforeEach(async () => {
    faults = new Faults();
    server = await startEmbedded({ faults });
    proxy = await TcpProxy.start(server.port);
    const url = `esdb://127.0.0.1:${proxy.port}?tls=false`;
    store = await EventStore.connect(url, new EventRegistry([tally.catalog]));
    streams = new Streams(store, tally);
    stop = new AbortController();
    breaks = [];
  });
  afterEach(async () => {
    faults.clear();
    stop.abort();
    await store.close();
    await proxy.close();
    await server.stop();
    jest.restoreAllMocks();
  });

  const follow = (after?: LogPosition) =>
    store.follow({ after, signal: stop.signal, onBreak: (error) => breaks.push(error) });
  const add = (...numbers: number[]) =>
    streams.transact(randomUUID(), envelope(), count(...numbers));

  /** Our numbers from here on, until the last of them is `until`. */
  async function numbersUntil(until: number, records: AsyncIterable<LogRecord>): Promise<number[]> {
    const numbers: number[] = [];
    for await (const { event } of records) {
      if (!event || !tally.catalog.includes(event)) continue;
      numbers.push(event.data.by);
      if (event.data.by === until) break;
    }
    return numbers;
  }

  /** The client's subscriptions are more than their type says. */
  function transform(subscription: object): Transform {
    if (!(subscription instanceof Transform)) throw new Error('no transform');
    return subscription;
  }

  it('brings every record, also those that are not ours, each with its own position', async () => {
    await add(1, 2);
    await add(3);
    const head = await store.head();

    const records: LogRecord[] = [];
    for await (const record of follow()) {
      records.push(record);
      if (record.position >= head.position) break;
    }

    expect(records.length).toBeGreaterThan(3);
    expect(records[0]?.event).toBeUndefined();
    expect(records.at(-1)).toMatchObject({ eventId: head.eventId, position: head.position });
    const positions = records.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => (a < b ? -1 : 1)));
    for (const { position, eventId } of records) expect(await store.idAt(position)).toBe(eventId);
  });

  it('goes on behind any record that was handled last', async () => {
    await add(1, 2, 3);
    for await (const { position, event } of follow()) {
      if (!event || !tally.catalog.includes(event)) continue;
      const { by } = event.data;
      if (by === 3) break;
      expect(await numbersUntil(3, follow(position))).toEqual(by === 1 ? [2, 3] : [3]);
    }
  });

  it('asks for all of the log: positions come from records alone, never from checkpoints', async () => {
    const subscribe = jest.spyOn(store.client, 'subscribeToAll');
    await add(1);
    await numbersUntil(1, follow());
    expect(subscribe.mock.calls).toEqual([[{ fromPosition: 'start' }]]);
  });

  it('holds the server back while the consumer is at work', async () => {
    const subscribe = jest.spyOn(store.client, 'subscribeToAll');
    const thousand = Array.from({ length: 1_000 }, (_, i) => i + 1);
    await add(...thousand);
    const records = follow();
    await records.next();

    // Answered on the same connection, behind whatever the subscription was sent.
    for (let i = 0; i < 20; i++) await store.head();

    const [result] = subscribe.mock.results;
    if (result?.type !== 'return') throw new Error('nothing was subscribed');
    const { readableLength, writableLength } = transform(result.value);
    expect(readableLength + writableLength).toBeLessThan(100);
    expect(await numbersUntil(1_000, records)).toEqual(thousand);
  });

  it.each([
    ['is cut', () => Promise.resolve(proxy.cut())],
    ['is refused for a while', () => proxy.refuse().then(() => proxy.accept())],
  ])('loses and repeats nothing when the connection %s', async (_name, fail) => {
    await add(1, 2, 3);
    const numbers: number[] = [];
    let meanwhile: Promise<unknown> = Promise.resolve();
    for await (const { event } of follow()) {
      if (!event || !tally.catalog.includes(event)) continue;
      const { by } = event.data;
      numbers.push(by);
      if (by === 3) meanwhile = Promise.all([fail(), add(4)]);
      if (by === 4) break;
    }
    await meanwhile;
    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(breaks.length).toBeGreaterThan(0);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'loses and repeats nothing when the server breaks off behind each %i messages',
    async (afterMessages) => {
      await add(1, 2, 3);
      void faults.inject({ kind: 'reset', afterMessages: afterMessages + 1 }, 8);

      const all = numbersUntil(5, follow());
      await add(4);
      await add(5);

      expect(await all).toEqual([1, 2, 3, 4, 5]);
      expect(breaks.length).toBeGreaterThan(0);
      for (const one of breaks) expect(one).toMatchObject({ code: 14 });
    },
  );

  it('goes on where the server refuses it for a while', async () => {
    void faults.inject({ kind: 'refuse' }, 3);
    const all = numbersUntil(1, follow());
    await add(1);
    expect(await all).toEqual([1]);
  });

  it('takes an end without an error for a break', async () => {
    const real = store.client.subscribeToAll.bind(store.client);
    const subscribe = jest
      .spyOn(store.client, 'subscribeToAll')
      .mockImplementationOnce((options) => {
        const subscription = real(options);
        subscription.once('caughtUp', () => subscription.push(null));
        return subscription;
      });
    await add(1);

    const all = numbersUntil(2, follow());
    while (breaks.length === 0) await store.head();
    await add(2);

    expect(await all).toEqual([1, 2]);
    expect(breaks).toEqual([new Error('the server ended the subscription')]);
    expect(subscribe).toHaveBeenCalledTimes(2);
  });

  it('wakes up a subscription that fell silent, by looking at the head of the log', async () => {
    const real = store.client.subscribeToAll.bind(store.client);
    jest.spyOn(store.client, 'subscribeToAll').mockImplementationOnce((options) => {
      const subscription = real(options);
      subscription.once('caughtUp', () => transform(subscription).cork());
      return subscription;
    });
    await add(1);

    const all = numbersUntil(2, follow());
    for await (const { event } of follow()) if (event) break;
    await add(2);

    expect(await all).toEqual([1, 2]);
    expect(breaks).toHaveLength(1);
    expect(breaks[0]?.message).toMatch(/^silent at \d+, while the log has reached \d+$/);
  });

  it('ends when told to, though nothing comes, and survives what the connection does then', async () => {
    await add(1);
    let ours = 0;
    for await (const { event } of follow()) {
      if (!event) continue;
      ours++;
      // Nothing is written any more: the next record never comes.
      setImmediate(() => stop.abort());
    }
    expect(ours).toBe(1);

    proxy.cut();
    await add(2);
    expect(breaks).toEqual([]);
  });

  it('leaves no call open at the server, however often it starts and stops', async () => {
    await add(1);
    // A connection carries 100 calls at once; an append behind that many would wait for ever.
    for (let i = 0; i < 130; i++) await numbersUntil(1, follow());
    expect(await add(2)).toMatchObject({ kind: 'accepted' });
  });
});
