import {
  END,
  eventTypeFilter,
  NO_STREAM,
  START,
  streamNameFilter,
  type AllStreamSubscription,
  type Position,
} from '@eventstore/db-client';
import { once } from 'node:events';
import { eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  const append = async (stream: string, ...types: string[]): Promise<Position> => {
    const { position } = await store.client.appendToStream(stream, eventsOf(...types));
    if (!position) throw new Error('no position');
    return position;
  };

  /** Types of the events that match, until so many of them have come. */
  async function take(
    count: number,
    subscription: AllStreamSubscription,
    matches: (stream: string) => boolean,
  ): Promise<string[]> {
    const types: string[] = [];
    for await (const { event } of subscription) {
      if (event && matches(event.streamId)) types.push(event.type);
      if (types.length === count) break;
    }
    return types;
  }

  describe('a subscription to the log', () => {
    it('starts behind the position that it is given', async () => {
      const stream = store.newStream();
      const first = await append(stream, 'a');
      await append(stream, 'b', 'c');

      const subscription = store.client.subscribeToAll({ fromPosition: first });

      expect(await take(2, subscription, (one) => one === stream)).toEqual(['b', 'c']);
    });

    it('refuses a position inside a record', async () => {
      const stream = store.newStream();
      const { commit } = await append(stream, 'a');
      await append(stream, 'b');
      const inside = { commit: commit + 1n, prepare: commit + 1n };

      const subscription = store.client.subscribeToAll({ fromPosition: inside });

      await expect(take(1, subscription, () => true)).rejects.toMatchObject({ type: 'unknown' });
    });

    it('loses and repeats nothing between what is stored and what arrives', async () => {
      const before = await append(store.newStream(), 'before');
      const streams = Array.from({ length: 4 }, () => store.newStream());
      let written = 0;
      const write = async (stream: string): Promise<void> => {
        for (let i = 0; i < 250; i++, written++) {
          const expectedRevision = i === 0 ? NO_STREAM : BigInt(i - 1);
          await store.client.appendToStream(stream, eventsOf(String(i)), { expectedRevision });
        }
      };

      const writers = Promise.all(streams.map(write));
      await append(store.newStream(), 'among them');
      expect(written).toBeGreaterThan(0);
      expect(written).toBeLessThan(1_000);

      const seen = new Map(streams.map((stream): [string, string[]] => [stream, []]));
      let count = 0;
      let last = before.commit;
      for await (const { event } of store.client.subscribeToAll({ fromPosition: before })) {
        if (!event) continue;
        expect(event.position.commit).toBeGreaterThan(last);
        last = event.position.commit;
        const ours = seen.get(event.streamId);
        ours?.push(event.type);
        if (ours && ++count === 1_000) break;
      }
      await writers;
      const inOrder = Array.from({ length: 250 }, (_, i) => String(i));
      expect([...seen.values()]).toEqual(streams.map(() => inOrder));
    });

    it('tells when it has caught up, and then what comes', async () => {
      const stream = store.newStream();
      const subscription = store.client.subscribeToAll({ fromPosition: END });
      await once(subscription, 'caughtUp');

      await append(stream, 'late');

      expect(await take(1, subscription, (one) => one === stream)).toEqual(['late']);
    });

    it('holds a slow reader back instead of losing anything', async () => {
      const stream = store.newStream();
      const first = await append(stream, 'first');
      const subscription = store.client.subscribeToAll({ fromPosition: first });
      await once(subscription, 'caughtUp');

      const types = Array.from({ length: 500 }, (_, i) => String(i));
      await Promise.all(types.map((type) => append(stream, type)));

      const seen = await take(500, subscription, (one) => one === stream);
      expect(seen.toSorted()).toEqual(types.toSorted());
      expect(seen).toEqual((await store.types(stream)).slice(1));
    });
  });

  describe('a filtered subscription', () => {
    it.each([
      ['prefix', (stream: string) => streamNameFilter({ prefixes: [stream] })],
      ['regex', (stream: string) => streamNameFilter({ regex: `^${stream}` })],
    ])('brings only streams that fit a %s', async (_name, filterOf) => {
      const stream = store.newStream();
      const before = await append(store.newStream(), 'other');
      await append(`${stream}-1`, 'a');
      await append(store.newStream(), 'other');
      await append(`${stream}-2`, 'b');

      const subscription = store.client.subscribeToAll({
        fromPosition: before,
        filter: filterOf(stream),
      });

      expect(await take(2, subscription, () => true)).toEqual(['a', 'b']);
    });

    it.each([
      ['prefix', (type: string) => eventTypeFilter({ prefixes: [type] })],
      ['regex', (type: string) => eventTypeFilter({ regex: `^${type}` })],
    ])('brings only types that fit a %s', async (_name, filterOf) => {
      const stream = store.newStream();
      const type = `type${stream}`;
      const before = await append(stream, 'other');
      await append(stream, `${type}-1`, 'other', `${type}-2`);

      const subscription = store.client.subscribeToAll({
        fromPosition: before,
        filter: filterOf(type),
      });

      expect(await take(2, subscription, () => true)).toEqual([`${type}-1`, `${type}-2`]);
    });

    it('tells how far it has come through events that do not fit', async () => {
      const stream = store.newStream();
      const before = await append(stream, 'other');
      const skipped = Array.from({ length: 200 }, (_, i) => `other-${i}`);
      const last = await append(stream, ...skipped);
      const checkpoints: bigint[] = [];

      const subscription = store.client.subscribeToAll({
        fromPosition: before,
        filter: streamNameFilter({
          prefixes: [`no-${stream}`],
          checkpointInterval: 1,
          checkpointReached: (_subscription, { commit }) =>
            Promise.resolve(void checkpoints.push(commit)),
        }),
      });
      await once(subscription.resume(), 'caughtUp');
      await subscription.unsubscribe();

      expect(checkpoints.length).toBeGreaterThanOrEqual(3);
      expect(checkpoints).toEqual(checkpoints.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(checkpoints.at(-1)).toBeGreaterThanOrEqual(last.commit);
    });
  });

  describe('a subscription to one stream', () => {
    it('brings what is stored, then what comes, and only from that stream', async () => {
      const stream = store.newStream();
      await append(stream, 'a', 'b');
      const seen: string[] = [];

      for await (const { event } of store.client.subscribeToStream(stream, {
        fromRevision: START,
      })) {
        seen.push(event?.type ?? '');
        if (seen.length === 2) {
          await append(store.newStream(), 'other');
          await append(stream, 'c');
        }
        if (seen.length === 3) break;
      }
      expect(seen).toEqual(['a', 'b', 'c']);
    });

    it('starts behind the revision that it is given, and before the stream exists', async () => {
      const stream = store.newStream();
      const early = store.client.subscribeToStream(stream);
      await once(early, 'confirmation');
      await append(stream, 'a', 'b');

      const first = async (subscription: AsyncIterable<{ event?: { type: string } }>) => {
        for await (const { event } of subscription) return event?.type;
        return undefined;
      };

      expect(await first(early)).toBe('a');
      expect(await first(store.client.subscribeToStream(stream, { fromRevision: 0n }))).toBe('b');
    });
  });
});
