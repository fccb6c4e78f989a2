import { once } from 'node:events';
import {
  binaryEvent,
  END,
  NO_STREAM,
  START,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import { eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
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
      const first = await store.append(stream, 'a');
      await store.append(stream, 'b', 'c');

      const subscription = store.client.subscribeToAll({ fromPosition: first });

      expect(await take(2, subscription, (one) => one === stream)).toEqual(['b', 'c']);
    });

    it('refuses a position inside a record', async () => {
      const stream = store.newStream();
      const { commit } = await store.append(stream, 'a');
      await store.append(stream, 'b');
      const inside = { commit: commit + 1n, prepare: commit + 1n };

      const subscription = store.client.subscribeToAll({ fromPosition: inside });

      await expect(take(1, subscription, () => true)).rejects.toMatchObject({
        type: 'unknown',
        code: 2,
      });
    });

    it('loses and repeats nothing between what is stored and what arrives', async () => {
      const before = await store.append(store.newStream(), 'before');
      const streams = Array.from({ length: 4 }, () => store.newStream());
      let written = 0;
      const write = async (stream: string): Promise<void> => {
        for (let i = 0; i < 250; i++, written++) {
          const expectedRevision = i === 0 ? NO_STREAM : BigInt(i - 1);
          await store.client.appendToStream(stream, eventsOf(String(i)), { expectedRevision });
        }
      };

      const writers = Promise.all(streams.map(write));
      await store.append(store.newStream(), 'among them');
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

      await store.append(stream, 'late');

      expect(await take(1, subscription, (one) => one === stream)).toEqual(['late']);
    });

    it('holds a slow reader back, and tells it when it has caught up again', async () => {
      const stream = store.newStream();
      const first = await store.append(stream, 'first');
      const subscription = store.client.subscribeToAll({ fromPosition: first });
      let caughtUp = 0;
      subscription.on('caughtUp', () => caughtUp++);
      await once(subscription, 'caughtUp');

      // More than any buffer on the way holds; nobody reads meanwhile.
      const types = Array.from({ length: 400 }, (_, i) => String(i));
      const large = (type: string) => binaryEvent({ type, data: Buffer.alloc(32_768) });
      for (const type of types) await store.client.appendToStream(stream, large(type));

      const seen: string[] = [];
      for await (const { event } of subscription) {
        if (event?.streamId !== stream) continue;
        if (seen.push(event.type) === 400)
          subscription.once('caughtUp', () => subscription.push(null));
      }
      expect(seen).toEqual(types);
      expect(caughtUp).toBeGreaterThanOrEqual(2);
      await subscription.unsubscribe();
    });
  });

  describe('a subscription to one stream', () => {
    it('brings what is stored, then what comes, and only from that stream', async () => {
      const stream = store.newStream();
      await store.append(stream, 'a', 'b');
      const seen: string[] = [];

      for await (const { event } of store.client.subscribeToStream(stream, {
        fromRevision: START,
      })) {
        seen.push(event?.type ?? '');
        if (seen.length === 2) {
          await store.append(store.newStream(), 'other');
          await store.append(stream, 'c');
        }
        if (seen.length === 3) break;
      }
      expect(seen).toEqual(['a', 'b', 'c']);
    });

    it('starts behind the revision that it is given, and before the stream exists', async () => {
      const stream = store.newStream();
      const early = store.client.subscribeToStream(stream);
      await once(early, 'confirmation');
      await store.append(stream, 'a', 'b');

      const first = async (subscription: AsyncIterable<{ event?: { type: string } }>) => {
        for await (const { event } of subscription) return event?.type;
        return undefined;
      };

      expect(await first(early)).toBe('a');
      expect(await first(store.client.subscribeToStream(stream, { fromRevision: 0n }))).toBe('b');
    });

    it.each([
      ['the start', START, ['confirmation', 'a', 'b', 'caughtUp', 'c']],
      ['the end', END, ['confirmation', 'caughtUp', 'c']],
      ['a revision', 0n, ['confirmation', 'b', 'caughtUp', 'c']],
    ] as const)(
      'from %s confirms, catches up and goes on, in this order',
      async (_n, from, all) => {
        const stream = store.newStream();
        await store.append(stream, 'a', 'b');
        const seen: string[] = [];
        const subscription = store.client.subscribeToStream(stream, { fromRevision: from });
        subscription.on('confirmation', () => seen.push('confirmation'));
        subscription.on('caughtUp', () => {
          seen.push('caughtUp');
          void store.append(stream, 'c');
        });

        for await (const { event } of subscription)
          if (seen.push(event?.type ?? '') === all.length) break;

        expect(seen).toEqual(all);
      },
    );

    it('is silent from a future revision until that is passed', async () => {
      const stream = store.newStream();
      await store.append(stream, 'a');
      const subscription = store.client.subscribeToStream(stream, { fromRevision: 2n });
      await once(subscription, 'confirmation');

      await store.append(stream, 'b', 'c', 'd');

      for await (const { event } of subscription) {
        expect(event).toMatchObject({ type: 'd', revision: 3n });
        break;
      }
    });

    it('loses and repeats nothing between what is stored and what arrives', async () => {
      const stream = store.newStream();
      const write = async (): Promise<void> => {
        for (let i = 0; i < 300; i++) await store.append(stream, String(i));
      };
      const written = write();
      const revisions: bigint[] = [];

      for await (const { event } of store.client.subscribeToStream(stream)) {
        if (revisions.push(event?.revision ?? -1n) === 300) break;
      }
      await written;
      expect(revisions).toEqual(Array.from({ length: 300 }, (_, i) => BigInt(i)));
    });
  });
});
