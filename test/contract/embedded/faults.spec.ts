import { once } from 'node:events';
import { EventStoreDBClient, NO_STREAM, START } from '@eventstore/db-client';
import { Faults } from '@accord/embedded-eventstore';
import { APPEND_PATHS, CLASSIC, eventsOf } from '../../support/every-event-store';
import { startEmbeddedProcess } from '../../support/event-store-process';
import { startEmbedded, type ServerUnderTest } from '../../support/event-store-server';

describe('faults that can be switched on', () => {
  let faults: Faults;
  let server: ServerUnderTest;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    faults = new Faults();
    server = await startEmbedded({ faults });
    client = EventStoreDBClient.connectionString(server.url);
    await client.appendToStream('warm-up', eventsOf('a'));
  });
  afterEach(async () => {
    faults.clear();
    await client.dispose();
    await server.stop();
  });

  const types = async (stream: string) => {
    const events = await client.readStream(stream).toArray();
    return events.map(({ event }) => event?.type);
  };
  const create = (stream: string, way = {}) =>
    client.appendToStream(stream, eventsOf('a'), { ...way, expectedRevision: NO_STREAM });

  it('strike as often as they were told to, and not after they were cleared', async () => {
    const struck = faults.inject({ kind: 'refuse' }, 1);
    await expect(create('once', CLASSIC)).rejects.toMatchObject({ code: 14 });
    await struck;
    await create('once', CLASSIC);
    void faults.inject({ kind: 'refuse' });
    faults.clear();
    await create('cleared', CLASSIC);
  });

  it.each(APPEND_PATHS)('refuse: nothing is written ($path)', async ({ way }) => {
    void faults.inject({ kind: 'refuse' }, 1);
    await expect(create('s', way)).rejects.toMatchObject({ code: 14 });
    await expect(types('s')).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it.each(APPEND_PATHS)(
    'drop an acknowledgement: what was written is told by nobody, and found by the retry ($path)',
    async ({ way }) => {
      const events = eventsOf('a');
      const options = { ...way, expectedRevision: NO_STREAM } as const;
      const struck = faults.inject({ kind: 'drop-acknowledgement', then: 'silence' }, 1);
      const silent = client.appendToStream('s', events, { ...options, deadline: 300 });
      const end = new Promise((resolve) => void silent.catch(resolve));
      await struck;

      const retried = await client.appendToStream('s', events, options);

      expect(retried).toMatchObject({ success: true, nextExpectedRevision: 0n });
      expect(await types('s')).toEqual(['a']);
      // The batch path has no time limit of its own; its promise ends with the client.
      void client.dispose();
      expect(await end).toBeInstanceOf(Error);
    },
  );

  it.each(APPEND_PATHS)(
    'drop an acknowledgement and break the call: written, and the caller hears code 14 ($path)',
    async ({ way }) => {
      void faults.inject({ kind: 'drop-acknowledgement', then: 'break' }, 1);
      await expect(create('s', way)).rejects.toMatchObject({ code: 14 });
      expect(await types('s')).toEqual(['a']);
    },
  );

  it.each([0, 1, 2, 3])('reset: a read breaks behind %i messages', async (afterMessages) => {
    await client.appendToStream('s', eventsOf('a', 'b', 'c', 'd'));
    void faults.inject({ kind: 'reset', afterMessages }, 1);
    const seen: (string | undefined)[] = [];

    const read = (async () => {
      for await (const { event } of client.readStream('s')) seen.push(event?.type);
    })();

    await expect(read).rejects.toMatchObject({ code: 14 });
    expect(seen).toEqual(['a', 'b', 'c', 'd'].slice(0, afterMessages));
    expect(await types('s')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stall: nothing is answered and nothing is lost until it ends', async () => {
    const subscription = client.subscribeToStream('s', { fromRevision: START });
    await once(subscription, 'caughtUp');
    const struck = faults.inject({ kind: 'stall' });
    let answered = 0;
    const appended = [create('s'), create('t', CLASSIC)].map((one) => one.then(() => answered++));
    await struck;
    expect(answered).toBe(0);

    faults.clear();

    await Promise.all(appended);
    for await (const { event } of subscription) {
      expect(event?.type).toBe('a');
      break;
    }
  });

  describe('delay: a disk slower than the write limit of 2 s', () => {
    it('makes the batch path answer once, with a time-out, though the write happens', async () => {
      void faults.inject({ kind: 'delay', ms: 3_000 }, 1);
      const before = Date.now();

      await expect(create('s')).rejects.toMatchObject({ type: 'deadline-exceeded' });

      expect(Date.now() - before).toBeGreaterThanOrEqual(1_990);
      // Behind the slow write on the same call; a second answer to that would end this process.
      await create('t');
      expect(await types('s')).toEqual(['a']);
    });

    it('makes the batch path answer by the deadline that was asked for, where that is sooner', async () => {
      void faults.inject({ kind: 'delay', ms: 1_000 }, 1);
      const append = client.appendToStream('s', eventsOf('a'), { deadline: 100 });
      await expect(append).rejects.toMatchObject({ type: 'deadline-exceeded' });
      await create('t');
      expect(await types('s')).toEqual(['a']);
    });

    it('makes all other writes time out', async () => {
      void faults.inject({ kind: 'delay', ms: 3_000 });
      const timeout = { type: 'timeout', code: 10 };

      await Promise.all([
        expect(create('s', CLASSIC)).rejects.toMatchObject(timeout),
        expect(client.deleteStream('warm-up')).rejects.toMatchObject(timeout),
        expect(client.tombstoneStream('t')).rejects.toMatchObject(timeout),
      ]);
    });

    it('shows a write to readers only when it is durable', async () => {
      const struck = faults.inject({ kind: 'delay', ms: 1_500 }, 1);
      const appended = create('s');
      await struck;
      await expect(types('s')).rejects.toMatchObject({ type: 'stream-not-found' });
      await appended;
      expect(await types('s')).toEqual(['a']);
    });
  });

  it('not-leader: calls that need the leader go where it is said to be', async () => {
    const leader = await startEmbedded();
    void faults.inject({ kind: 'not-leader', host: '127.0.0.1', port: leader.port });
    const needsLeader = () => client.readStream('warm-up', { requiresLeader: true }).toArray();

    await expect(needsLeader()).rejects.toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: leader.port },
    });
    // The client has gone over: the other store knows no such stream.
    await expect(needsLeader()).rejects.toMatchObject({ type: 'stream-not-found' });
    await leader.stop();
  });

  it('no-leader: calls that need the leader hear that none is known', async () => {
    void faults.inject({ kind: 'no-leader' });
    const needsLeader = client.readStream('warm-up', { requiresLeader: true }).toArray();
    await expect(needsLeader).rejects.toMatchObject({ type: 'unknown', code: 2 });
    expect(await types('warm-up')).not.toEqual([]);
  });

  it('not-ready: nothing is read, and appends are answered without being written', async () => {
    void faults.inject({ kind: 'not-ready' });
    const message = expect.stringContaining('Server Is Not Ready');
    // The client takes such an answer for no reason to look for another node.
    await expect(create('s')).rejects.toMatchObject({ type: 'unknown', message });
    await expect(create('s')).rejects.toMatchObject({ type: 'unknown', message });
    await expect(create('s', CLASSIC)).rejects.toMatchObject({ type: 'unavailable', message });
    await expect(types('warm-up')).rejects.toMatchObject({ type: 'unavailable', message });

    faults.clear();
    expect(await create('s')).toMatchObject({ nextExpectedRevision: 0n });
  });
});

describe('faults of a server process', () => {
  it('can be switched by the process that started it, if it said so', async () => {
    const server = await startEmbeddedProcess('--faults');
    const client = EventStoreDBClient.connectionString(server.url);

    const struck = server.order({
      inject: { kind: 'drop-acknowledgement', then: 'break' },
      times: 1,
    });
    const events = eventsOf('a');
    await expect(client.appendToStream('s', events)).rejects.toMatchObject({ code: 14 });
    await struck;
    await server.order({ clear: true });
    expect(await client.appendToStream('s', events, { expectedRevision: NO_STREAM })).toMatchObject(
      { nextExpectedRevision: 0n },
    );

    await client.dispose();
    await server.stop();
  });

  it('cannot be switched without that', async () => {
    const server = await startEmbeddedProcess();
    const client = EventStoreDBClient.connectionString(server.url);

    void server.order({ inject: { kind: 'refuse' } });
    for (const type of ['a', 'b', 'c']) await client.appendToStream('s', eventsOf(type));

    await client.dispose();
    await server.stop();
  });
});
