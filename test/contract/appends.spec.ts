import { ANY, NO_STREAM, STREAM_EXISTS, type AppendExpectedRevision } from '@eventstore/db-client';
import { APPEND_PATHS, eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  describe.each(APPEND_PATHS)('appends on the $path path', ({ way }) => {
    type Events = ReturnType<typeof eventsOf>;
    const append = (stream: string, events: Events, expectedRevision: AppendExpectedRevision) =>
      store.client.appendToStream(stream, events, { ...way, expectedRevision });

    /** A stream of three events, a b c, and how they were answered. */
    async function givenThree() {
      const stream = store.newStream();
      const events = eventsOf('a', 'b', 'c');
      return { stream, events, written: await append(stream, events, NO_STREAM) };
    }

    it('answers with the revision and position of the last event', async () => {
      const { stream, written } = await givenThree();

      const places = [];
      for await (const { event } of store.client.readStream(stream)) {
        places.push({ revision: event?.revision, position: event?.position });
      }
      expect(places).toHaveLength(3);
      expect(places.at(-1)).toEqual({ revision: 2n, position: written.position });
      expect(written.nextExpectedRevision).toBe(2n);
    });

    it.each<[string, AppendExpectedRevision]>([
      ['the current revision', 2n],
      ['any', ANY],
      ['stream_exists', STREAM_EXISTS],
    ])('goes on at %s', async (_name, expected) => {
      const { stream } = await givenThree();

      const { nextExpectedRevision } = await append(stream, eventsOf('d'), expected);

      expect(nextExpectedRevision).toBe(3n);
      expect(await store.types(stream)).toEqual(['a', 'b', 'c', 'd']);
    });

    it.each<[string, AppendExpectedRevision]>([
      ['no_stream', NO_STREAM],
      ['a passed revision', 1n],
      ['a later revision', 9n],
    ])('refuses new events at %s and says what is there', async (_name, expected) => {
      const { stream } = await givenThree();

      await expect(append(stream, eventsOf('d'), expected)).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: stream,
        expectedVersion: expected,
        actualVersion: 2n,
      });
      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it.each<[string, AppendExpectedRevision]>([
      ['stream_exists', STREAM_EXISTS],
      ['revision 0', 0n],
    ])('refuses %s where there is no stream', async (_name, expected) => {
      const stream = store.newStream();

      await expect(append(stream, eventsOf('a'), expected)).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: stream,
        expectedVersion: expected,
        actualVersion: 'no_stream',
      });
    });

    it('creates a stream at any', async () => {
      const { nextExpectedRevision } = await append(store.newStream(), eventsOf('a', 'b'), ANY);
      expect(nextExpectedRevision).toBe(1n);
    });

    it.each<[string, AppendExpectedRevision]>([
      ['no_stream', NO_STREAM],
      ['any', ANY],
      ['stream_exists', STREAM_EXISTS],
    ])('answers the same append again at %s as at first, after others', async (_name, expected) => {
      const { stream, events, written } = await givenThree();
      await append(stream, eventsOf('d', 'e'), 2n);

      expect(await append(stream, events, expected)).toEqual(written);
      expect(await store.types(stream)).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('answers a repeated part at its own revision, with its own position', async () => {
      const { stream, events, written } = await givenThree();
      const [first] = await store.client.readStream(stream, { maxCount: 1 }).toArray();

      expect(await append(stream, events.slice(1), 0n)).toEqual(written);
      expect(await append(stream, events.slice(1), ANY)).toEqual(written);
      expect(await append(stream, events.slice(0, 1), NO_STREAM)).toEqual({
        success: true,
        nextExpectedRevision: 0n,
        position: first?.event?.position,
      });
      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it('answers two events that come back in the other order at any', async () => {
      const { stream, events } = await givenThree();
      const [first] = await store.client.readStream(stream, { maxCount: 1 }).toArray();

      expect(await append(stream, events.slice(0, 2).toReversed(), ANY)).toMatchObject({
        nextExpectedRevision: 0n,
        position: first?.event?.position,
      });
      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it('refuses known events at a later revision', async () => {
      const { stream, events } = await givenThree();

      await expect(append(stream, events, 9n)).rejects.toMatchObject({
        type: 'wrong-expected-version',
        expectedVersion: 9n,
        actualVersion: 2n,
      });
    });

    it('writes everything again at any where the first event is new', async () => {
      const { stream, events } = await givenThree();

      const { nextExpectedRevision } = await append(
        stream,
        [...eventsOf('d'), ...events.slice(0, 1)],
        ANY,
      );

      expect(nextExpectedRevision).toBe(4n);
      expect(await store.types(stream)).toEqual(['a', 'b', 'c', 'd', 'a']);
    });

    it('takes one id twice within an append for two events', async () => {
      const stream = store.newStream();
      const [event] = eventsOf('a');
      if (!event) throw new Error('no event');

      const { nextExpectedRevision } = await append(
        stream,
        [event, { ...event, type: 'b' }],
        NO_STREAM,
      );

      expect(nextExpectedRevision).toBe(1n);
      expect(await store.types(stream)).toEqual(['a', 'b']);
    });

    it('writes names of streams and types in any script', async () => {
      const stream = `${store.newStream()} Žižkov ☂ 取引`;
      const { position } = await append(stream, eventsOf('přijato ☂'), NO_STREAM);

      const [read] = await store.client.readStream(stream).toArray();
      expect(read?.event).toMatchObject({ streamId: stream, type: 'přijato ☂', position });
    });

    it('compares ids only: another body under a known id is the same event', async () => {
      const { stream, events, written } = await givenThree();
      const altered = events.map((event) => ({ ...event, data: { n: 99 } }));

      expect(await append(stream, altered, NO_STREAM)).toEqual(written);
    });

    it.each<[string, AppendExpectedRevision]>([
      ['no_stream', NO_STREAM],
      ['any', ANY],
    ])('refuses known and new events together at %s', async (_name, expected) => {
      const { stream, events } = await givenThree();

      await expect(append(stream, [...events, ...eventsOf('d')], expected)).rejects.toMatchObject({
        type: 'wrong-expected-version',
        actualVersion: 2n,
      });
      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it('writes a known id again where the revision is the current one', async () => {
      const { stream, events } = await givenThree();

      const { nextExpectedRevision } = await append(stream, events.slice(2), 2n);

      expect(nextExpectedRevision).toBe(3n);
      expect(await store.types(stream)).toEqual(['a', 'b', 'c', 'c']);
    });

    it('takes the same id in two streams for two events', async () => {
      const { stream, events } = await givenThree();
      const other = store.newStream();

      await append(other, events, ANY);

      expect(await store.types(other)).toEqual(['a', 'b', 'c']);
      expect(await store.types(stream)).toEqual(['a', 'b', 'c']);
    });

    it('takes an empty append for a success that creates nothing', async () => {
      const { stream } = await givenThree();
      const missing = store.newStream();

      expect(await append(stream, [], 2n)).toMatchObject({ nextExpectedRevision: 2n });
      expect(await append(missing, [], NO_STREAM)).toMatchObject({ nextExpectedRevision: 0n });
      expect(await append(missing, [], ANY)).toMatchObject({ nextExpectedRevision: 0n });
      await expect(append(stream, [], 1n)).rejects.toMatchObject({ actualVersion: 2n });
      await expect(store.types(missing)).rejects.toMatchObject({ type: 'stream-not-found' });
      expect(await append(missing, eventsOf('a'), NO_STREAM)).toMatchObject({
        nextExpectedRevision: 0n,
      });
    });

    it('lets exactly one of 50 rivals create a stream', async () => {
      const stream = store.newStream();

      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, (_, i) => append(stream, eventsOf(`rival-${i}`), NO_STREAM)),
      );

      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
      const losers = outcomes.filter((one) => one.status === 'rejected');
      expect(losers).toHaveLength(49);
      for (const { reason } of losers) {
        expect(reason).toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n });
      }
      expect(await store.types(stream)).toEqual([`rival-${winner}`]);
    });
  });
});
