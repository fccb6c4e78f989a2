import { randomUUID } from 'node:crypto';
import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { count, envelope, tally, type Counted } from '../../../test/support/tally';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { append } from './append';
import { Streams } from './command-loop';
import { StoreUnavailable } from './errors';
import { EventRegistry } from './event-registry';
import { EventStore } from './event-store';

describe('commands over a connection that fails', () => {
  let server: ServerUnderTest;
  let proxy: TcpProxy;
  let store: EventStore;
  let streams: Streams<number, Counted>;
  let id: string;

  beforeEach(async () => {
    server = await startEmbedded();
    proxy = await TcpProxy.start(server.port);
    // Hidden answers about versions are asked for on purpose: they must not be taken for successes.
    const url = `esdb://127.0.0.1:${proxy.port}?tls=false&throwOnAppendFailure=false`;
    store = await EventStore.connect(url, new EventRegistry([tally.catalog]));
    streams = new Streams(store, tally);
    id = randomUUID();
    await streams.transact('warm-up', envelope(), count(1));
  });
  afterEach(async () => {
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
    proxy.pause();
    const before = Date.now();

    const outcome = streams.transact(id, command, count(1), { deadlineMs: 700 });

    await expect(outcome).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(
        /^append to "tally-.*": no outcome after \d+ identical attempts .* Send the same command again/,
      ),
    });
    expect(Date.now() - before).toBeLessThan(2_000);

    proxy.resume();
    expect(await streams.transact(id, command, count(1))).toMatchObject({ state: 1, revision: 0 });
    expect(await numbers()).toEqual([1]);
  });

  it('end in time when the server stalls a read', async () => {
    await streams.transact(id, envelope(), count(1));
    proxy.pause();
    const before = Date.now();

    const outcome = streams.transact(id, envelope(), count(), { deadlineMs: 700 });

    await expect(outcome).rejects.toBeInstanceOf(StoreUnavailable);
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('succeed once when the answer is lost: the identical append is recognised', async () => {
    const appends = jest.spyOn(store.client, 'appendToStream');
    const lost = proxy.swallowAnswers();
    const outcome = streams.transact(id, envelope(), count(1, 2));
    await lost;
    proxy.cut();

    expect(await outcome).toMatchObject({ kind: 'accepted', state: 3, revision: 1 });

    expect(await numbers()).toEqual([1, 2]);
    const [first, ...more] = appends.mock.calls;
    expect(more.length).toBeGreaterThan(0);
    for (const [stream, events, options] of more) {
      expect(stream).toBe(first?.[0]);
      expect(events).toEqual(first?.[1]);
      expect(options?.expectedRevision).toBe(first?.[2]?.expectedRevision);
    }
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
