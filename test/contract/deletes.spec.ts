import { ANY, END, NO_STREAM, START, STREAM_EXISTS } from '@eventstore/db-client';
import { eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  /** A stream of a and b. */
  async function givenTwo() {
    const stream = store.newStream();
    const events = eventsOf('a', 'b');
    await store.client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    return { stream, events };
  }

  /** Types in the whole log that belong to one stream, from a position of it on. */
  async function inTheLog(stream: string, from: { commit: bigint; prepare: bigint } | undefined) {
    if (!from) throw new Error('no position');
    const types: string[] = [];
    for await (const { event } of store.client.readAll({ fromPosition: from })) {
      if (event?.streamId === stream) types.push(event.type);
    }
    return types;
  }

  async function positionOfFirst(stream: string) {
    const [first] = await store.client.readStream(stream).toArray();
    return first?.event?.position;
  }

  describe('a deleted stream', () => {
    it('counts as missing in either direction, and stays in the log', async () => {
      const { stream } = await givenTwo();
      const from = await positionOfFirst(stream);

      await store.client.deleteStream(stream, { expectedRevision: 1n });

      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
      const backwards = store.client.readStream(stream, {
        direction: 'backwards',
        fromRevision: END,
      });
      await expect(backwards.toArray()).rejects.toMatchObject({ type: 'stream-not-found' });
      expect(await inTheLog(stream, from)).toEqual(['a', 'b']);
    });

    it.each([
      ['any', ANY],
      ['no_stream', NO_STREAM],
      ['its last revision', 1n],
    ] as const)('goes on with its numbering at %s', async (_name, expectedRevision) => {
      const { stream } = await givenTwo();
      await store.client.deleteStream(stream);

      const { nextExpectedRevision } = await store.client.appendToStream(stream, eventsOf('c'), {
        expectedRevision,
      });

      expect(nextExpectedRevision).toBe(2n);
      expect(await store.types(stream)).toEqual(['c']);
      const { metadata } = await store.client.getStreamMetadata(stream);
      expect(metadata?.truncateBefore).toBe(2);
    });

    it('does not exist, can be deleted again, and remembers its ids', async () => {
      const { stream, events } = await givenTwo();
      await store.client.deleteStream(stream);
      const { client } = store;

      await expect(
        client.appendToStream(stream, eventsOf('c'), { expectedRevision: STREAM_EXISTS }),
      ).rejects.toMatchObject({ type: 'stream-deleted', streamName: stream });
      expect(
        await client.appendToStream(stream, events, { expectedRevision: NO_STREAM }),
      ).toMatchObject({ success: true, nextExpectedRevision: 1n, position: undefined });
      await expect(client.deleteStream(stream)).resolves.toHaveProperty('position');
      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    });

    it('is not deleted at another revision, nor when it never was', async () => {
      const { stream } = await givenTwo();
      const missing = store.newStream();

      await expect(
        store.client.deleteStream(stream, { expectedRevision: 0n }),
      ).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: stream,
        expectedVersion: 0n,
        actualVersion: 1n,
      });
      await expect(store.client.deleteStream(missing)).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: missing,
        actualVersion: -1n,
      });
      expect(await store.types(stream)).toEqual(['a', 'b']);
    });
  });

  describe('a tombstoned stream', () => {
    it('refuses everything for good', async () => {
      const { stream } = await givenTwo();
      const { client } = store;
      await client.tombstoneStream(stream, { expectedRevision: 1n });

      const deleted = { type: 'stream-deleted', streamName: stream };
      for (const expectedRevision of [ANY, NO_STREAM, STREAM_EXISTS, 1n] as const) {
        await expect(
          client.appendToStream(stream, eventsOf('c'), { expectedRevision }),
        ).rejects.toMatchObject(deleted);
      }
      await expect(store.types(stream)).rejects.toMatchObject(deleted);
      await expect(client.deleteStream(stream)).rejects.toMatchObject(deleted);
      await expect(client.tombstoneStream(stream)).rejects.toMatchObject(deleted);
      await expect(client.subscribeToStream(stream).toArray()).rejects.toMatchObject(deleted);
      await expect(client.getStreamMetadata(stream)).rejects.toMatchObject({
        type: 'stream-deleted',
      });
    });

    it('need not have existed, and ends in the log with an event without content', async () => {
      const stream = store.newStream();

      const { position } = await store.client.tombstoneStream(stream);

      if (!position) throw new Error('no position');
      const [last] = await store.client.readAll({ fromPosition: position, maxCount: 1 }).toArray();
      expect(last?.event).toMatchObject({
        streamId: stream,
        type: '$streamDeleted',
        revision: 9223372036854775807n,
        isJson: false,
      });
    });

    it('is not tombstoned at another revision', async () => {
      const { stream } = await givenTwo();
      await expect(
        store.client.tombstoneStream(stream, { expectedRevision: 0n }),
      ).rejects.toMatchObject({
        type: 'wrong-expected-version',
        expectedVersion: 0n,
        actualVersion: 1n,
      });
    });

    it('tells its subscribers first by event, then by error', async () => {
      const { stream } = await givenTwo();
      const subscription = store.client.subscribeToStream(stream, { fromRevision: START });
      const seen: (string | undefined)[] = [];

      const end = (async () => {
        for await (const { event } of subscription) {
          seen.push(event?.type);
          if (event?.type === 'b') await store.client.tombstoneStream(stream);
        }
      })();

      await expect(end).rejects.toMatchObject({ type: 'stream-deleted' });
      expect(seen).toEqual(['a', 'b', '$streamDeleted']);
    });
  });

  describe('stream metadata', () => {
    it.each([
      ['$maxCount', { maxCount: 1 }],
      ['$tb', { truncateBefore: 1 }],
    ])('hides events by %s from the stream, but not from the log', async (_name, metadata) => {
      const { stream } = await givenTwo();
      const from = await positionOfFirst(stream);

      await store.client.setStreamMetadata(stream, metadata);

      expect(await store.types(stream)).toEqual(['b']);
      expect(await inTheLog(stream, from)).toEqual(['a', 'b']);
    });

    it('leaves what is younger than $maxAge', async () => {
      const { stream } = await givenTwo();

      await store.client.setStreamMetadata(stream, { maxAge: 3600 });
      expect(await store.types(stream)).toEqual(['a', 'b']);
    });

    it('comes back as it was set, under its own revisions', async () => {
      const { stream } = await givenTwo();
      const metadata = { maxCount: 5, acl: { readRoles: ['$all'] }, custom: 'v' };

      await store.client.setStreamMetadata(stream, metadata, { expectedRevision: NO_STREAM });

      expect((await store.client.getStreamMetadata(stream)).metadata).toEqual(metadata);
      await expect(
        store.client.setStreamMetadata(stream, metadata, { expectedRevision: 5n }),
      ).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: `$$${stream}`,
        actualVersion: 0n,
      });
      expect((await store.client.getStreamMetadata(store.newStream())).metadata).toBeUndefined();
    });
  });
});
