import { randomUUID } from 'node:crypto';
import { Faults } from '@accord/embedded-eventstore';
import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { count, envelope, tally, type Counted } from '../../../test/support/tally';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { append } from './append';
import { Streams } from './command-loop';
import { StoreUnavailable } from './errors';
import { EventRegistry } from './event-registry';
import { EventStore } from './event-store';

describe('commands over a connection that fails', () => {
  let faults: Faults;
  let server: ServerUnderTest;
  let proxy: TcpProxy;
  let store: EventStore;
  let streams: Streams<number, Counted>;
  let id: string;

  beforeEach(async () => {
    faults = new Faults();
    server = await startEmbedded({ faults });
    proxy = await TcpProxy.start(server.port);
    // Hidden answers about versions are asked for on purpose: they must not be taken for successes.
    const url = `esdb://127.0.0.1:${proxy.port}?tls=false&throwOnAppendFailure=false`;
    store = await EventStore.connect(url, new EventRegistry([tally.catalog]));
    streams = new Streams(store, tally);
    id = randomUUID();
    await streams.transact('warm-up', envelope(), count(1));
  });
  afterEach(async () => {
    faults.clear();
    proxy.resume();
    await store.close();
    await proxy.close();
    await server.stop();
    jest.restoreAllMocks();
  });

  const numbers = async (): Promise<number[]> =>
    (await streams.events(id)).map(({ data }) => data.by);

  it('take a conflict for one even where the client does not throw it', async () => {
    await streams.transact(id, envelope(), count(1));
    const rival = new Streams(store, tally);

    const outcome = await rival.transact(id, envelope(), (sum) => count(sum + 1)());

    expect(outcome).toMatchObject({ kind: 'accepted', state: 3, revision: 1 });
  });

  it('end in time when the server stalls, and can be given again', async () => {
    const command = envelope();
    // The connection itself stays alive: only a time limit of our own ends the wait.
    void faults.inject({ kind: 'stall' });
    const before = Date.now();

    const outcome = streams.transact(id, command, count(1), { deadlineMs: 700 });

    await expect(outcome).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(
        /^append to "tally-.*": no outcome after \d+ identical attempts .* Send the same command again/,
      ),
    });
    // Sooner than the first attempt alone would end it.
    expect(Date.now() - before).toBeLessThan(3_000);

    faults.clear();
    expect(await streams.transact(id, command, count(1))).toMatchObject({ state: 1, revision: 0 });
    expect(await numbers()).toEqual([1]);
  });

  it('end in time when the server stalls a read', async () => {
    await streams.transact(id, envelope(), count(1));
    void faults.inject({ kind: 'stall' });
    const before = Date.now();

    const outcome = streams.transact(id, envelope(), count(), { deadlineMs: 700 });

    await expect(outcome).rejects.toBeInstanceOf(StoreUnavailable);
    // Sooner than a read ends by itself that nothing is heard of.
    expect(Date.now() - before).toBeLessThan(3_000);
  });

  it.each([
    ['its call breaks', 'break'],
    ['nothing is heard at all', 'silence'],
  ] as const)(
    'succeed once when the answer to a stored append is lost and %s',
    async (_name, then) => {
      const appends = jest.spyOn(store.client, 'appendToStream');
      const lost = faults.inject({ kind: 'drop-acknowledgement', then }, 1);
      const outcome = streams.transact(id, envelope(), count(1, 2));
      await lost;

      // Stored before anybody resends it.
      expect(await numbers()).toEqual([1, 2]);
      expect(await outcome).toMatchObject({ kind: 'accepted', state: 3, revision: 1 });

      expect(await numbers()).toEqual([1, 2]);
      const [first, ...more] = appends.mock.calls;
      expect(more).toHaveLength(1);
      for (const [stream, events, options] of more) {
        expect(stream).toBe(first?.[0]);
        expect(events).toEqual(first?.[1]);
        expect(options?.expectedRevision).toBe(first?.[2]?.expectedRevision);
      }
    },
  );

  it('happen once, however often the answer is lost', async () => {
    void faults.inject({ kind: 'drop-acknowledgement', then: 'break' }, 5);
    expect(await streams.transact(id, envelope(), count(1))).toMatchObject({ revision: 0 });
    expect(await numbers()).toEqual([1]);
  });

  it('are decided again when the answer to a rival append was lost as well', async () => {
    const rival = new Streams(store, tally);
    void faults.inject({ kind: 'drop-acknowledgement', then: 'break' }, 2);

    await Promise.all([
      streams.transact(id, envelope(), count(1)),
      rival.transact(id, envelope(), count(2)),
    ]);

    expect((await numbers()).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('happen when the server has refused them a while, and once', async () => {
    const refused = faults.inject({ kind: 'refuse' }, 4);
    expect(await streams.transact(id, envelope(), count(1))).toMatchObject({ revision: 0 });
    await refused;
    expect(await numbers()).toEqual([1]);
  });

  it('happen once when the disk is slower than the server waits', async () => {
    void faults.inject({ kind: 'delay', ms: 2_500 }, 1);
    expect(await streams.transact(id, envelope(), count(1))).toMatchObject({ revision: 0 });
    expect(await numbers()).toEqual([1]);
  });

  it('read the head of the log from the leader, wherever that has gone', async () => {
    const moved = faults.inject({ kind: 'not-leader', host: '127.0.0.1', port: server.port }, 1);
    const { position } = await store.head();
    await moved;

    expect(await streams.transact(id, envelope(), count(1))).toMatchObject({ kind: 'accepted' });
    expect((await store.head()).position).toBeGreaterThan(position);
  });

  it('never give credentials or a free choice of revision with an append', async () => {
    const appends = jest.spyOn(store.client, 'appendToStream');
    await streams.transact(id, envelope(), count(1));
    await streams.transact(id, envelope(), count(2));

    expect(appends.mock.calls.map(([, , options]) => options)).toEqual([
      { expectedRevision: 'no_stream', deadline: expect.any(Number) },
      { expectedRevision: 0n, deadline: expect.any(Number) },
    ]);
  });

  it('wait through an outage and then happen', async () => {
    const appends = jest.spyOn(store.client, 'appendToStream');
    const refused = proxy.refuse();
    const outcomes = [1, 2, 3].map((n) => streams.transact(`${id}-${n}`, envelope(), count(n)));
    await refused;
    proxy.accept();

    expect(await Promise.all(outcomes)).toMatchObject([
      { kind: 'accepted', state: 1 },
      { kind: 'accepted', state: 2 },
      { kind: 'accepted', state: 3 },
    ]);
    const attempts = await Promise.allSettled(appends.mock.results.map(({ value }) => value));
    const failed = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failed).toContainEqual(expect.objectContaining({ code: 14 }));
  });

  it('are looked up by their position as soon as an outage is over', async () => {
    await streams.transact(id, envelope(), count(1));
    const { position, eventId } = await store.head();
    const refused = proxy.refuse();
    const [found] = await Promise.all([store.idAt(position), refused.then(() => proxy.accept())]);

    expect(found).toBe(eventId);
  });

  it('say that the store is unavailable when the outage lasts', async () => {
    const refused = proxy.refuse();
    const outcome = append(store.client, 'tally-1', -1, [], Date.now() + 300);
    await expect(outcome).rejects.toBeInstanceOf(StoreUnavailable);
    await refused;
  });

  it('leave no read open that fell silent', async () => {
    const reads = jest.spyOn(store.client, 'readStream');
    proxy.pause();
    const outcome = streams.events(id);
    const [silent] = reads.mock.results;
    if (silent?.type !== 'return') throw new Error('nothing was read');
    const cancel = jest.spyOn(silent.value, 'cancel');
    await new Promise((closed) => silent.value.once('close', closed));
    proxy.resume();

    expect(await outcome).toEqual([]);
    expect(cancel).toHaveBeenCalled();
  });
});
