import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Faults, serveEventStore, type RunningEventStore } from '@accord/embedded-eventstore';
import { startEmbedded } from '../../../test/support/event-store-server';
import { count, envelope, tally, type Counted } from '../../../test/support/tally';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { Streams } from './command-loop';
import { StoreUnavailable } from './errors';
import { EventRegistry } from './event-registry';
import { EventStore } from './event-store';

const registry = new EventRegistry([tally.catalog]);

describe('a cluster, looked for among its members', () => {
  let directory: string;
  let node: RunningEventStore;
  let store: EventStore;
  let streams: Streams<number, Counted>;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'accord-node-'));
    node = await serveEventStore(directory, 0);
    store = await EventStore.connect(
      `esdb://127.0.0.1:1,127.0.0.1:${node.port}?tls=false&maxDiscoverAttempts=2`,
      registry,
    );
    streams = new Streams(store, tally);
  });
  afterEach(async () => {
    await store.close();
    await node.close();
    rmSync(directory, { recursive: true });
  });

  it('takes appends again after an election in which no member could be found', async () => {
    await streams.transact('1', envelope(), count(1));
    await node.close();

    const during = streams.transact('1', envelope(), count(2), { deadlineMs: 1_500 });

    await expect(during).rejects.toBeInstanceOf(StoreUnavailable);

    node = await serveEventStore(directory, node.port);
    // The member is found again.
    await store.head();
    expect(await streams.transact('1', envelope(), count(3))).toMatchObject({ kind: 'accepted' });
  });
});

describe('members that say nothing', () => {
  it('end a wait in its time, however many there are', async () => {
    const server = await startEmbedded();
    const proxies = [await TcpProxy.start(server.port), await TcpProxy.start(server.port)];
    for (const proxy of proxies) proxy.pause();
    const hosts = proxies.map(({ port }) => `127.0.0.1:${port}`).join();
    const before = Date.now();

    const connecting = EventStore.connect(`esdb://${hosts}?tls=false`, registry, 600);

    await expect(connecting).rejects.toBeInstanceOf(StoreUnavailable);
    expect(Date.now() - before).toBeLessThan(3_000);
    for (const proxy of proxies) await proxy.close();
    await server.stop();
  });
});

describe('a cluster whose leader changes', () => {
  interface Node {
    readonly directory: string;
    readonly faults: Faults;
    readonly server: RunningEventStore;
  }
  // Of two logs: what matters is where a client turns to.
  let gone: RunningEventStore[];
  let leader: Node;
  let successor: Node;
  let store: EventStore;
  let streams: Streams<number, Counted>;

  async function start(): Promise<Node> {
    const directory = mkdtempSync(join(tmpdir(), 'accord-node-'));
    const faults = new Faults();
    return { directory, faults, server: await serveEventStore(directory, 0, { faults }) };
  }

  beforeEach(async () => {
    gone = [];
    [leader, successor] = [await start(), await start()];
    void successor.faults.inject({ kind: 'not-ready' });
    const hosts = [leader, successor].map(({ server }) => `127.0.0.1:${server.port}`).join();
    store = await EventStore.connect(`esdb://${hosts}?tls=false`, registry);
    streams = new Streams(store, tally);
    await streams.transact('on-the-first', envelope(), count(1));
  });
  afterEach(async () => {
    await store.close();
    for (const { directory, server } of [leader, successor]) {
      if (!gone.includes(server)) await server.close();
      rmSync(directory, { recursive: true });
    }
  });

  async function goAway({ server }: Node): Promise<void> {
    gone.push(server);
    await server.close();
  }

  it('gets the appends that a node which lost its place answers without writing them', async () => {
    successor.faults.clear();
    void leader.faults.inject({ kind: 'not-ready' });

    const outcome = await streams.transact('on-the-second', envelope(), count(1));

    expect(outcome).toMatchObject({ kind: 'accepted', revision: 0 });
    leader.faults.clear();
    expect(await streams.events('on-the-first')).toEqual([]);
  });

  it('keeps what waits there for an answer when the node that was left goes away', async () => {
    successor.faults.clear();
    const { port } = successor.server;
    void leader.faults.inject({ kind: 'not-leader', host: '127.0.0.1', port }, 1);
    await store.head();
    const waiting = successor.faults.inject({ kind: 'delay', ms: 500 }, 1);

    const outcome = streams.transact('on-the-second', envelope(), count(1));
    await waiting;
    await goAway(leader);

    expect(await outcome).toMatchObject({ kind: 'accepted', revision: 0 });
  });

  it('is asked for its leader by everything that a decision or an answer rests on', async () => {
    const { position } = await store.head();
    const { host, port } = { host: '127.0.0.1', port: leader.server.port };
    const reads: Record<string, () => Promise<unknown>> = {
      head: () => store.head(),
      idAt: () => store.idAt(position),
      page: () => store.page(undefined, 1),
      events: () => streams.events('on-the-first'),
      eventAt: () => store.eventAt('tally-on-the-first', 0),
      history: () => store.history('tally-on-the-first', 0, 1),
    };
    for (const [name, read] of Object.entries(reads)) {
      let asked = '';
      void leader.faults.inject({ kind: 'not-leader', host, port }, 1).then(() => (asked = name));
      await read();
      expect(asked).toBe(name);
    }
  });

  it('is not taken for another log where a node knows of no leader for a while', async () => {
    const { position, eventId } = await store.head();
    void leader.faults.inject({ kind: 'no-leader' }, 1);
    expect(await store.idAt(position)).toBe(eventId);
  });

  it('rejects nothing that nobody waits for, also where no other can be found', async () => {
    const strays: unknown[] = [];
    const note = (reason: unknown): void => void strays.push(reason);
    process.on('unhandledRejection', note);
    const { port } = successor.server;
    const stop = new AbortController();
    const onBreak = (): void => undefined;
    const log = store.follow({ after: undefined, signal: stop.signal, onBreak });
    await log.next();
    void leader.faults.inject({ kind: 'not-leader', host: '127.0.0.1', port }, 1);
    successor.faults.clear();
    await store.head();

    void leader.faults.inject({ kind: 'not-ready' });
    await goAway(successor);
    const [searched] = await Promise.allSettled([
      streams.transact('anywhere', envelope(), count(1), { deadlineMs: 1_500 }),
      goAway(leader),
    ]);

    expect(searched).toMatchObject({ reason: expect.any(StoreUnavailable) });
    stop.abort();
    await log.return();
    process.off('unhandledRejection', note);
    expect(strays).toEqual([]);
  });
});
