import {
  binaryEvent,
  END,
  NO_STREAM,
  START,
  type AllStreamRecordedEvent,
  type Position,
} from '@eventstore/db-client';
import { eventsOf, onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  async function givenStream(...types: string[]): Promise<string> {
    const stream = store.newStream();
    await store.client.appendToStream(stream, eventsOf(...types), { expectedRevision: NO_STREAM });
    return stream;
  }

  async function typesOf(read: AsyncIterable<{ event?: { type: string } }>): Promise<string[]> {
    const types: string[] = [];
    for await (const { event } of read) types.push(event?.type ?? '');
    return types;
  }

  async function allEvents(
    read: AsyncIterable<{ event?: AllStreamRecordedEvent }>,
  ): Promise<AllStreamRecordedEvent[]> {
    const events: AllStreamRecordedEvent[] = [];
    for await (const { event } of read) if (event) events.push(event);
    return events;
  }

  async function recordedIn(stream: string) {
    const events = [];
    for await (const { event } of store.client.readStream(stream)) if (event) events.push(event);
    return events;
  }

  async function positionsOf(stream: string): Promise<[Position, Position, Position]> {
    const [first, second, third] = (await recordedIn(stream)).map(({ position }) => position);
    if (!first || !second || !third) throw new Error('the stream has too few events');
    return [first, second, third];
  }

  const offBy = (position: Position): Position => ({
    commit: position.commit + 1n,
    prepare: position.prepare + 1n,
  });

  describe('reads of one stream', () => {
    it('go both ways, from the ends and from a revision, as far as asked', async () => {
      const stream = await givenStream('a', 'b', 'c', 'd');
      const read = (options: Parameters<typeof store.client.readStream>[1]) =>
        typesOf(store.client.readStream(stream, options));

      expect(await read({ fromRevision: START })).toEqual(['a', 'b', 'c', 'd']);
      expect(await read({ fromRevision: 1n, maxCount: 2 })).toEqual(['b', 'c']);
      expect(await read({ direction: 'backwards', fromRevision: END })).toEqual([
        'd',
        'c',
        'b',
        'a',
      ]);
      expect(await read({ direction: 'backwards', fromRevision: 1n })).toEqual(['b', 'a']);
      expect(await read({ direction: 'backwards', fromRevision: 99n, maxCount: 2 })).toEqual([
        'd',
        'c',
      ]);
      expect(await read({ direction: 'backwards', fromRevision: START })).toEqual(['a']);
      expect(await read({ fromRevision: END })).toEqual([]);
      expect(await read({ fromRevision: 9n })).toEqual([]);
    });

    it('bring bytes as they were written, and nothing where there was nothing', async () => {
      const stream = store.newStream();
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
      await store.client.appendToStream(stream, [
        binaryEvent({ type: 'bytes', data: bytes, metadata: bytes }),
        binaryEvent({ type: 'none', data: Buffer.alloc(0) }),
      ]);

      const [full, empty] = await recordedIn(stream);

      expect(full).toMatchObject({ isJson: false });
      expect(full?.data).toEqual(new Uint8Array(bytes));
      expect(empty).toMatchObject({ type: 'none', isJson: false, metadata: undefined });
      expect(empty?.data).toEqual(new Uint8Array());
    });

    it('bring an event as it was written', async () => {
      const stream = store.newStream();
      const before = Date.now();
      const [event] = eventsOf('a');
      if (!event) throw new Error('no event');
      const written = { ...event, data: { name: 'Žižkov ☂' }, metadata: { by: 'someone' } };
      const { position } = await store.client.appendToStream(stream, written);

      const [recorded] = await recordedIn(stream);

      expect(recorded).toMatchObject({
        streamId: stream,
        id: event.id,
        revision: 0n,
        type: 'a',
        data: { name: 'Žižkov ☂' },
        metadata: { by: 'someone' },
        isJson: true,
        position,
      });
      // Clocks of other machines may differ a little.
      expect(Math.abs((recorded?.created.getTime() ?? 0) - before)).toBeLessThan(60_000);
    });

    it.each(['forwards', 'backwards'] as const)('say %s that there is no stream', async (way) => {
      const read = store.client.readStream(store.newStream(), {
        direction: way,
        fromRevision: way === 'forwards' ? START : END,
      });
      await expect(typesOf(read)).rejects.toMatchObject({ type: 'stream-not-found' });
    });

    it('refuse to read no event at all', async () => {
      const stream = await givenStream('a');
      await expect(typesOf(store.client.readStream(stream, { maxCount: 0 }))).rejects.toMatchObject(
        { type: 'unknown' },
      );
    });
  });

  describe('reads of the whole log', () => {
    it('go in the order of acknowledged appends, with positions that only grow', async () => {
      const first = await givenStream('a', 'b', 'c');
      const second = await givenStream('d', 'e');
      const [from] = await positionsOf(first);

      const events = await allEvents(store.client.readAll({ fromPosition: from }));

      const ours = events.filter(({ streamId }) => [first, second].includes(streamId));
      expect(ours.map(({ type }) => type)).toEqual(['a', 'b', 'c', 'd', 'e']);
      const positions = events.map(({ position }) => position.commit);
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => (a < b ? -1 : 1)));
    });

    it('include the position they start from forwards, and exclude it backwards', async () => {
      const stream = await givenStream('a', 'b', 'c');
      const [, second] = await positionsOf(stream);

      const [onwards] = await allEvents(
        store.client.readAll({ fromPosition: second, maxCount: 1 }),
      );
      const [before] = await allEvents(
        store.client.readAll({ direction: 'backwards', fromPosition: second, maxCount: 1 }),
      );

      expect(onwards).toMatchObject({ streamId: stream, type: 'b' });
      expect(before).toMatchObject({ streamId: stream, type: 'a' });
    });

    it('find an acknowledged append at once when they start from the end', async () => {
      const stream = store.newStream();
      const { position } = await store.client.appendToStream(stream, eventsOf('a'));

      const [last] = await allEvents(
        store.client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 }),
      );

      expect(last?.position.commit).toBeGreaterThanOrEqual(position?.commit ?? Infinity);
    });

    it('bring nothing forwards from the end or backwards from the start', async () => {
      const { client } = store;
      expect(await typesOf(client.readAll({ fromPosition: END }))).toEqual([]);
      expect(
        await typesOf(client.readAll({ direction: 'backwards', fromPosition: START })),
      ).toEqual([]);
    });

    it('bring nothing forwards from beyond the end', async () => {
      const beyond = { commit: 1n << 50n, prepare: 1n << 50n };
      expect(await typesOf(store.client.readAll({ fromPosition: beyond }))).toEqual([]);
    });

    it('meet tombstones and metadata as they meet other events', async () => {
      const stream = await givenStream('a', 'b', 'c');
      const [from] = await positionsOf(stream);
      await store.client.setStreamMetadata(stream, { maxCount: 1 });
      await store.client.deleteStream(stream);
      await store.client.tombstoneStream(stream);

      const events = await allEvents(store.client.readAll({ fromPosition: from }));

      const ours = events.filter(({ streamId }) => streamId.endsWith(stream));
      expect(ours.map(({ streamId, type }) => [streamId, type])).toEqual([
        [stream, 'a'],
        [stream, 'b'],
        [stream, 'c'],
        [`$$${stream}`, '$metadata'],
        [`$$${stream}`, '$metadata'],
        [stream, '$streamDeleted'],
      ]);
      const backwards = await allEvents(
        store.client.readAll({
          direction: 'backwards',
          fromPosition: END,
          maxCount: events.length,
        }),
      );
      expect(backwards.filter(({ streamId }) => streamId.endsWith(stream))).toEqual(
        ours.toReversed(),
      );
    });

    it.each(['forwards', 'backwards'] as const)(
      'refuse %s a position inside a record',
      async (direction) => {
        const stream = await givenStream('a', 'b', 'c');
        const [first] = await positionsOf(stream);

        const read = store.client.readAll({ direction, fromPosition: offBy(first), maxCount: 1 });

        await expect(typesOf(read)).rejects.toMatchObject({ type: 'unknown', code: 2 });
      },
    );

    it('meet events of the system, from the very beginning', async () => {
      const [first] = await allEvents(store.client.readAll({ fromPosition: START, maxCount: 1 }));
      expect(first?.streamId).toMatch(/^\$/);
    });
  });
});
