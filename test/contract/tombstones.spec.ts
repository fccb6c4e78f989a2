import { ANY, END, NO_STREAM, START, STREAM_EXISTS } from '@eventstore/db-client';
import { APPEND_PATHS, eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  /** A stream of a and b. */
  async function givenTwo() {
    const stream = store.newStream();
    const events = eventsOf('a', 'b');
    await store.client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    return { stream, events };
  }

  describe('a tombstoned stream', () => {
    it.each(APPEND_PATHS)('refuses every append for good on the $path path', async ({ way }) => {
      const { stream, events } = await givenTwo();
      await store.client.tombstoneStream(stream, { expectedRevision: 1n });

      for (const expectedRevision of [ANY, NO_STREAM, STREAM_EXISTS, 1n, 7n] as const) {
        for (const appended of [eventsOf('c'), events, []]) {
          await expect(
            store.client.appendToStream(stream, appended, { ...way, expectedRevision }),
          ).rejects.toMatchObject({ type: 'stream-deleted', streamName: stream });
        }
      }
    });

    it('refuses everything else for good', async () => {
      const { stream } = await givenTwo();
      const { client } = store;
      await client.tombstoneStream(stream, { expectedRevision: 1n });

      const deleted = { type: 'stream-deleted', streamName: stream };
      await expect(store.types(stream)).rejects.toMatchObject(deleted);
      const backwards = client.readStream(stream, { direction: 'backwards', fromRevision: END });
      await expect(backwards.toArray()).rejects.toMatchObject(deleted);
      await expect(client.deleteStream(stream)).rejects.toMatchObject(deleted);
      await expect(client.tombstoneStream(stream)).rejects.toMatchObject(deleted);
      await expect(client.subscribeToStream(stream).toArray()).rejects.toMatchObject(deleted);
      await expect(client.getStreamMetadata(stream)).rejects.toMatchObject({
        type: 'stream-deleted',
        streamName: `$$${stream}`,
      });
    });

    it('may have been deleted before', async () => {
      const { stream } = await givenTwo();
      await store.client.deleteStream(stream);
      await store.client.tombstoneStream(stream);
      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-deleted' });
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
});
