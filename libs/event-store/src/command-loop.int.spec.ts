import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { rejected, streamName, type Envelope } from '@accord/kernel';
import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { count, counted, envelope, tally, type Counted } from '../../../test/support/tally';
import { Streams } from './command-loop';
import { CommandKeyReused, RevisionMismatch, StreamBusy, UnwritableEvent } from './errors';
import { EventRegistry } from './event-registry';
import { EventStore } from './event-store';

describe('the command loop', () => {
  let server: ServerUnderTest;
  let store: EventStore;
  /** Two caches over one log, as in two processes. */
  let ours: Streams<number, Counted>;
  let theirs: Streams<number, Counted>;
  let id: string;

  beforeAll(async () => {
    server = await startEmbedded();
    store = await EventStore.connect(server.url, new EventRegistry([tally.catalog]));
  });
  beforeEach(() => {
    ours = new Streams(store, tally);
    theirs = new Streams(store, tally);
    id = randomUUID();
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const numbers = async (): Promise<number[]> => (await ours.events(id)).map(({ data }) => data.by);

  it('writes what was decided, and answers with state, revision and position', async () => {
    const outcome = await ours.transact(id, envelope('e1'), count(2, 3));

    expect(outcome).toMatchObject({ kind: 'accepted', state: 5, revision: 1 });
    const [first, second] = await ours.events(id);
    expect(first).toMatchObject({ revision: 0, data: { by: 2 }, envelope: envelope('e1') });
    expect(second).toMatchObject({ revision: 1, stream: `tally-${id}` });
    expect(outcome).toHaveProperty('position', second?.position);
  });

  it('appends without reading first, even to a stream that it does not know', async () => {
    const reads = jest.spyOn(store.client, 'readStream');
    await ours.transact(id, envelope(), count(1));
    await ours.transact(id, envelope(), count(2));

    expect(reads).not.toHaveBeenCalled();
    reads.mockRestore();
    expect(await numbers()).toEqual([1, 2]);
  });

  it('decides again from what others wrote meanwhile', async () => {
    await ours.transact(id, envelope(), count(1));
    await theirs.transact(id, envelope(), count(10));
    const seen: { sum: number; fresh: boolean }[] = [];

    const outcome = await ours.transact(id, envelope(), (sum, { fresh }) => {
      seen.push({ sum, fresh });
      return count(sum)();
    });

    expect(seen).toEqual([
      { sum: 1, fresh: false },
      { sum: 11, fresh: true },
    ]);
    expect(outcome).toMatchObject({ kind: 'accepted', state: 22, revision: 2 });
  });

  it('refuses only after it has read what is there', async () => {
    await ours.transact(id, envelope(), count(100));
    await theirs.transact(id, envelope(), count(-100));
    const spend = (sum: number) => (sum > 0 ? rejected('spent', `${sum} is too much`) : count(1)());

    // What this cache knows would refuse; the log allows it.
    expect(await ours.transact(id, envelope(), spend)).toMatchObject({
      kind: 'accepted',
      state: 1,
    });

    const sights: boolean[] = [];
    const refused = await ours.transact(id, envelope(), (sum, { fresh }) => {
      sights.push(fresh);
      return spend(sum);
    });
    expect(refused).toEqual({
      kind: 'rejected',
      rejections: [{ code: 'spent', message: '1 is too much' }],
    });
    expect(sights).toEqual([false, true]);
    expect(await numbers()).toEqual([100, -100, 1]);
  });

  it('answers a decision without events as unchanged, after a fresh look', async () => {
    await theirs.transact(id, envelope(), count(7));
    expect(await ours.transact(id, envelope(), count())).toEqual({
      kind: 'unchanged',
      events: [],
      state: 7,
      revision: 0,
      position: undefined,
    });
  });

  it.each([
    ['this process', 'replayed'],
    // There the store itself recognises the append.
    ['another one', 'accepted'],
  ])('answers a command that %s has done with its first outcome', async (where, kind) => {
    const command = envelope();
    const first = await theirs.transact(id, command, count(2, 3));
    await theirs.transact(id, envelope(), count(50));
    const streams = where === 'this process' ? theirs : ours;

    const again = await streams.transact(id, command, count(2, 3));

    expect(again).toMatchObject({ ...first, kind, state: 5, revision: 1 });
    expect(await numbers()).toEqual([2, 3, 50]);
  });

  it('never asks the decision again for a command that is known', async () => {
    const command = envelope();
    await ours.transact(id, command, count(1));
    const decide = jest.fn(count(1));
    await ours.transact(id, command, decide);
    expect(decide).not.toHaveBeenCalled();
  });

  it.each(['this process', 'another one'])(
    'refuses the key of a command that %s has done with another body',
    async (where) => {
      await theirs.transact(id, envelope('key'), count(1));
      const streams = where === 'this process' ? theirs : ours;

      for (const numbers of [[1], [2]]) {
        await expect(
          streams.transact(id, envelope('key', 'other body'), count(...numbers)),
        ).rejects.toBeInstanceOf(CommandKeyReused);
      }
      expect(await numbers()).toEqual([1]);
    },
  );

  it('says on a dry run what would happen to the log as it is, and writes nothing', async () => {
    await ours.transact(id, envelope(), count(1));
    await theirs.transact(id, envelope(), count(10));

    const outcome = await ours.transact(id, envelope(), (sum) => count(sum)(), { dryRun: true });

    expect(outcome).toEqual({
      kind: 'dry-run',
      events: [counted(11)],
      state: 11,
      revision: 1,
      position: undefined,
    });
    expect(await numbers()).toEqual([1, 10]);
  });

  it('decides only at the revision that the caller expects', async () => {
    await ours.transact(id, envelope(), count(1));
    await theirs.transact(id, envelope(), count(10));
    const at = (expectedRevision: number) =>
      ours.transact(id, envelope(), count(5), { expectedRevision });

    await expect(at(0)).rejects.toMatchObject({
      name: 'RevisionMismatch',
      stream: streamName(tally.catalog, id),
      expected: 0,
      actual: 1,
    });
    await expect(at(7)).rejects.toBeInstanceOf(RevisionMismatch);
    expect(await at(1)).toMatchObject({ kind: 'accepted', revision: 2 });
    expect(await numbers()).toEqual([1, 10, 5]);
  });

  it('lets exactly one of 50 racing commands win where only one can', async () => {
    const decide = (sum: number) => (sum > 0 ? rejected('taken', 'taken') : count(1)());
    const processes = Array.from({ length: 10 }, () => new Streams(store, tally));

    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        (processes[i % 10] ?? ours).transact(id, envelope(), decide),
      ),
    );

    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'rejected')).toHaveLength(49);
    expect(await numbers()).toEqual([1]);
  });

  it('lets all of 50 racing commands through where all can, each once', async () => {
    const processes = Array.from({ length: 5 }, () => new Streams(store, tally));

    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        (processes[i % 5] ?? ours).transact(id, envelope(), count(i)),
      ),
    );

    expect((await numbers()).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
  });

  it('decides commands on one stream one after the other, and gives up one whose time went by behind the others', async () => {
    let free = (): void => undefined;
    const held = new Promise<void>((resolve) => (free = resolve));
    const order: string[] = [];
    const first = ours.transact(id, envelope(), async () => {
      order.push('first begins');
      await held;
      order.push('first ends');
      return count(1)();
    });
    const decide = jest.fn(count(2));
    const late = ours.transact(id, envelope(), decide, { deadlineMs: 1 });
    const next = ours.transact(id, envelope(), (sum) => {
      order.push(`next sees ${sum}`);
      return count(3)();
    });
    setTimeout(free, 20);

    await expect(late).rejects.toBeInstanceOf(StreamBusy);
    expect(decide).not.toHaveBeenCalled();
    await Promise.all([first, next]);
    expect(order).toEqual(['first begins', 'first ends', 'next sees 1']);
    expect(await numbers()).toEqual([1, 3]);
  });

  it('gives up a command whose stream others keep changing until its time is over, and writes nothing of it', async () => {
    const outcome = ours.transact(
      id,
      envelope(),
      async () => {
        await theirs.transact(id, envelope(), count(1));
        return count(100)();
      },
      { deadlineMs: 300 },
    );
    // Whether the end of its time meets it between two attempts or within a call to the store.
    await expect(outcome).rejects.toMatchObject({
      name: expect.stringMatching(/^(StreamBusy|StoreUnavailable)$/),
    });
    expect(await numbers()).not.toContain(100);
  });

  it.each([
    ['decides', (): Envelope => envelope()],
    ['tells again what it did', (first: Envelope): Envelope => first],
  ])(
    'takes the time that a long stream needs to be read, as long as it keeps coming, and %s',
    async (_, next) => {
      const first = envelope();
      await ours.transact(id, first, count(1, 2, 3, 4, 5));
      const read = store.stream.bind(store);
      const slowly = jest.spyOn(store, 'stream').mockImplementation(async function* (...what) {
        for await (const event of read(...what)) {
          await delay(500);
          yield event;
        }
      });
      try {
        const outcome = theirs.transact(id, next(first), count(6), { deadlineMs: 2_000 });
        expect(await outcome).toMatchObject({ kind: expect.stringMatching(/accepted|replayed/) });
      } finally {
        slowly.mockRestore();
      }
    },
  );

  it('applies a command once, however often it arrives at once', async () => {
    const command = envelope();
    const processes = Array.from({ length: 5 }, () => new Streams(store, tally));

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (processes[i % 5] ?? ours).transact(id, command, count(4)),
      ),
    );

    for (const outcome of outcomes) expect(outcome).toMatchObject({ state: 4, revision: 0 });
    expect(await numbers()).toEqual([4]);
  });

  it('refuses what cannot be written at once, and goes on', async () => {
    await expect(
      ours.transact(id, envelope(), () => ({ kind: 'accepted', events: [counted(1, 5n)] })),
    ).rejects.toBeInstanceOf(UnwritableEvent);
    expect(await ours.transact(id, envelope(), count(1))).toMatchObject({ revision: 0 });
  });

  it('consults a stream as it was at most five seconds ago, whoever wrote to it', async () => {
    const clock = jest.spyOn(performance, 'now');
    const consulted = async () => (await ours.look(id, { fresh: false })).state;
    try {
      clock.mockReturnValue(0);
      await ours.transact(id, envelope(), count(1));
      expect(await consulted()).toBe(1);
      await theirs.transact(id, envelope(), count(10));
      clock.mockReturnValue(5_000);
      expect(await consulted()).toBe(1);
      clock.mockReturnValue(5_001);
      expect(await consulted()).toBe(11);
      // Read from the log: good for another five seconds.
      await theirs.transact(id, envelope(), count(100));
      clock.mockReturnValue(10_001);
      expect(await consulted()).toBe(11);
    } finally {
      clock.mockRestore();
    }
  });

  it('shows a stream as of a position of the log', async () => {
    const first = await ours.transact(id, envelope(), count(1));
    await ours.transact(id, envelope(), count(10));
    if (first.kind !== 'accepted' || first.position === undefined) throw new Error(first.kind);

    expect(await ours.asOf(id, first.position)).toEqual({ state: 1, revision: 0 });
    expect(await ours.look(id, { fresh: true })).toEqual({ state: 11, revision: 1 });
  });
});
