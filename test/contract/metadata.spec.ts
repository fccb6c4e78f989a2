import { binaryEvent, NO_STREAM, START } from '@eventstore/db-client';
import { eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  /** A stream of a, b and c, and the position of the first. */
  async function givenThree() {
    const stream = store.newStream();
    const from = await store.append(stream, 'a');
    await store.append(stream, 'b', 'c');
    return { stream, from };
  }

  async function inTheLog(stream: string, from: { commit: bigint; prepare: bigint }) {
    const types: string[] = [];
    for await (const { event } of store.client.readAll({ fromPosition: from })) {
      if (event?.streamId === stream) types.push(event.type);
    }
    return types;
  }

  async function backwards(stream: string) {
    const read = store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    return (await read.toArray()).map(({ event }) => event?.type);
  }

  describe('stream metadata', () => {
    it.each([
      ['$maxCount', { maxCount: 1 }],
      ['$tb', { truncateBefore: 2 }],
    ])('hides events by %s from the stream, but not from the log', async (_name, metadata) => {
      const { stream, from } = await givenThree();

      await store.client.setStreamMetadata(stream, metadata);

      expect(await store.types(stream)).toEqual(['c']);
      expect(await backwards(stream)).toEqual(['c']);
      expect(await inTheLog(stream, from)).toEqual(['a', 'b', 'c']);
    });

    it('keeps the last events by $maxCount as the stream grows', async () => {
      const { stream } = await givenThree();
      await store.client.setStreamMetadata(stream, { maxCount: 2 });

      await store.append(stream, 'd', 'e');

      expect(await store.types(stream)).toEqual(['d', 'e']);
    });

    it('hides nothing by a $maxCount of 0', async () => {
      const { stream } = await givenThree();
      await store.client.setStreamMetadata(stream, { maxCount: 0 });
      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it('hides what is older than $maxAge, as time goes by, and nothing younger', async () => {
      const { stream, from } = await givenThree();
      const kept = store.newStream();
      await store.append(kept, 'a');
      await store.client.setStreamMetadata(kept, { maxAge: 3_600 });
      await store.client.setStreamMetadata(stream, { maxAge: 1 });

      while ((await store.types(stream)).length > 0);

      expect(await store.types(kept)).toEqual(['a']);
      expect(await inTheLog(stream, from)).toEqual(['a', 'b', 'c']);
      await store.append(stream, 'young');
      expect(await backwards(stream)).not.toContain('c');
    });

    it('hides hidden events from a subscriber to the stream as well', async () => {
      const { stream } = await givenThree();
      await store.client.setStreamMetadata(stream, { truncateBefore: 2 });

      for await (const { event } of store.client.subscribeToStream(stream, {
        fromRevision: START,
      })) {
        expect(event?.type).toBe('c');
        break;
      }
    });

    it('keeps nobody out by an $acl: without TLS everybody is an administrator', async () => {
      const { stream } = await givenThree();
      const nobody = ['nobody'];
      const acl = { readRoles: nobody, writeRoles: nobody, deleteRoles: nobody };
      await store.client.setStreamMetadata(stream, { acl });

      await store.append(stream, 'd');
      expect(await store.types(stream)).toEqual(['a', 'b', 'c', 'd']);
      await store.client.deleteStream(stream);
    });

    it('comes back as it was set, under its own revisions', async () => {
      const { stream } = await givenThree();
      const acl = { readRoles: ['$all'] };
      const metadata = { maxCount: 5, cacheControl: 7, acl, custom: 'v' };

      await store.client.setStreamMetadata(stream, metadata, { expectedRevision: NO_STREAM });

      expect((await store.client.getStreamMetadata(stream)).metadata).toEqual(metadata);
      await expect(
        store.client.setStreamMetadata(stream, metadata, { expectedRevision: 5n }),
      ).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: `$$${stream}`,
        actualVersion: 0n,
      });
      await expect(
        store.client.setStreamMetadata(store.newStream(), metadata, { expectedRevision: 5n }),
      ).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
      expect((await store.client.getStreamMetadata(store.newStream())).metadata).toBeUndefined();
    });

    it('is an event of a stream that keeps its last one', async () => {
      const { stream } = await givenThree();
      await store.client.setStreamMetadata(stream, { maxCount: 5 });
      await store.client.setStreamMetadata(stream, { maxCount: 6 }, { expectedRevision: 0n });

      const events = await store.client.readStream(`$$${stream}`).toArray();

      expect(events.map(({ event }) => event)).toMatchObject([
        { type: '$metadata', revision: 1n, data: { $maxCount: 6 }, isJson: true },
      ]);
    });

    it('counts as none where it is no JSON', async () => {
      const { stream } = await givenThree();
      await store.client.setStreamMetadata(stream, { maxCount: 1 });

      const junk = binaryEvent({ type: '$metadata', data: Buffer.from('{"$maxCount":') });
      await store.client.appendToStream(`$$${stream}`, junk);

      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it('can stand before the stream, and holds from its first event on', async () => {
      const stream = store.newStream();
      await store.client.setStreamMetadata(stream, { maxCount: 1 });
      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });

      const { nextExpectedRevision } = await store.client.appendToStream(
        stream,
        eventsOf('a', 'b'),
        { expectedRevision: NO_STREAM },
      );

      expect(nextExpectedRevision).toBe(1n);
      expect(await store.types(stream)).toEqual(['b']);
    });
  });
});
