import {
  ANY,
  END,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  type AppendExpectedRevision,
} from '@eventstore/db-client';
import { APPEND_PATHS, eventsOf, onEveryEventStore } from '../support/every-event-store';

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

    describe.each(APPEND_PATHS)('on the $path path', ({ way }) => {
      it.each([
        ['any', ANY],
        ['no_stream', NO_STREAM],
        ['its last revision', 1n],
      ] as const)('goes on with its numbering at %s', async (_name, expectedRevision) => {
        const { stream } = await givenTwo();
        await store.client.deleteStream(stream);

        const { nextExpectedRevision } = await store.client.appendToStream(
          stream,
          eventsOf('c', 'd'),
          { ...way, expectedRevision },
        );

        expect(nextExpectedRevision).toBe(3n);
        expect(await store.types(stream)).toEqual(['c', 'd']);
        const { metadata } = await store.client.getStreamMetadata(stream);
        expect(metadata?.truncateBefore).toBe(2);
      });

      it.each([0n, 7n])('refuses revision %s', async (expectedRevision) => {
        const { stream } = await givenTwo();
        await store.client.deleteStream(stream);

        await expect(
          store.client.appendToStream(stream, eventsOf('c'), { ...way, expectedRevision }),
        ).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
      });

      it('does not exist, and remembers its ids', async () => {
        const { stream, events } = await givenTwo();
        await store.client.deleteStream(stream);
        const append = (
          what: ReturnType<typeof eventsOf>,
          expectedRevision: AppendExpectedRevision,
        ) => store.client.appendToStream(stream, what, { ...way, expectedRevision });

        await expect(append(eventsOf('c'), STREAM_EXISTS)).rejects.toMatchObject({
          type: 'stream-deleted',
          streamName: stream,
        });
        expect(await append(events, NO_STREAM)).toMatchObject({
          success: true,
          nextExpectedRevision: 1n,
          position: undefined,
        });
        await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
      });

      it('answers the append that brought it back again as at first', async () => {
        const { stream } = await givenTwo();
        await store.client.deleteStream(stream);
        const back = eventsOf('c');
        const options = { ...way, expectedRevision: 1n };
        const written = await store.client.appendToStream(stream, back, options);

        expect(await store.client.appendToStream(stream, back, options)).toEqual(written);
        expect(await store.types(stream)).toEqual(['c']);
      });
    });

    it('can be deleted again', async () => {
      const { stream } = await givenTwo();
      await store.client.deleteStream(stream);

      await expect(store.client.deleteStream(stream)).resolves.toHaveProperty('position');
      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    });

    it('says so in its metadata', async () => {
      const { stream } = await givenTwo();
      await store.client.deleteStream(stream);

      const { metadata } = await store.client.getStreamMetadata(stream);
      expect(metadata?.truncateBefore).toBe(Number(9_223_372_036_854_775_807n));
    });

    it('comes back whole when its metadata says no more that it is deleted', async () => {
      const { stream } = await givenTwo();
      await store.client.deleteStream(stream);

      await store.client.setStreamMetadata(stream, { custom: 'v' });

      expect(await store.types(stream)).toEqual(['a', 'b']);
    });

    it('goes on for a subscriber where its numbering goes on', async () => {
      const { stream } = await givenTwo();
      const seen: string[] = [];

      for await (const { event } of store.client.subscribeToStream(stream, {
        fromRevision: START,
      })) {
        seen.push(`${event?.type}@${event?.revision}`);
        if (event?.type === 'b') {
          await store.client.deleteStream(stream);
          await store.append(stream, 'c');
        }
        if (event?.type === 'c') break;
      }
      expect(seen).toEqual(['a@0', 'b@1', 'c@2']);
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
});
