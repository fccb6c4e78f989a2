import { ANY, END, EventStoreDBClient, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { eventsOf, APPEND_PATHS, CLASSIC } from '../../support/every-event-store';
import { startEmbedded, type ServerUnderTest } from '../../support/event-store-server';

/**
 * Where EventStoreDB's answer depends on its cache, never comes, or comes twice and ends the client's
 * process, the embedded event store has one answer. Hence only it is asked here.
 */
describe('answers that only the embedded event store settles', () => {
  let server: ServerUnderTest;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startEmbedded();
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  describe.each(APPEND_PATHS)('on the $path path', ({ way }) => {
    it.each([
      ['c b a', [2, 1, 0]],
      ['c a', [2, 0]],
    ])('a retry in the order %s is refused: EventStoreDB never answers', async (_name, order) => {
      const events = eventsOf('a', 'b', 'c');
      await client.appendToStream('s', events, { expectedRevision: NO_STREAM });
      const again = order.flatMap((index) => events[index] ?? []);

      await expect(
        client.appendToStream('s', again, { ...way, expectedRevision: ANY }),
      ).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 2n });
    });

    it('metadata of a tombstoned stream is refused: EventStoreDB asks its cache', async () => {
      await client.appendToStream('s', eventsOf('a'));
      await client.setStreamMetadata('s', { maxCount: 1 });
      await client.tombstoneStream('s');

      await expect(client.setStreamMetadata('s', { maxCount: 2 }, way)).rejects.toMatchObject({
        type: 'stream-deleted',
        streamName: '$$s',
      });
      await expect(client.appendToStream('$$s', eventsOf('$metadata'), way)).rejects.toMatchObject({
        type: 'stream-deleted',
        streamName: '$$s',
      });
    });

    it.each([
      ['an event without a type', 's', { type: '', id: undefined }],
      ['a stream without a name', '', { type: 'a', id: undefined }],
      ['metadata of a stream without a name', '$$', { type: 'a', id: undefined }],
      ['a nil id', 's', { type: 'a', id: '00000000-0000-0000-0000-000000000000' }],
      ['an id that is none', 's', { type: 'a', id: 'no-uuid' }],
      [
        'an id that ends within a character when cut',
        's',
        { type: 'a', id: `${'x'.repeat(99)}😀` },
      ],
    ])('%s is refused once, and the next append is served', async (_name, stream, event) => {
      const { type, id } = event;
      const nameless = jsonEvent({ type, data: {}, ...(id !== undefined && { id }) });

      await expect(client.appendToStream(stream, nameless, way)).rejects.toThrow();

      await client.appendToStream('s', eventsOf('next'), { ...way, expectedRevision: NO_STREAM });
    });
  });

  it('names of streams in any script survive in errors, percent-encoded where headers carry them', async () => {
    const stream = 'Žižkov ☂';
    await client.tombstoneStream(stream);
    const deleted = (streamName: string) => ({ type: 'stream-deleted', streamName });

    await expect(client.appendToStream(stream, eventsOf('a'))).rejects.toMatchObject(
      deleted(stream),
    );
    const encoded = encodeURIComponent(stream);
    await expect(client.appendToStream(stream, eventsOf('a'), CLASSIC)).rejects.toMatchObject(
      deleted(encoded),
    );
    await expect(client.readStream(stream).toArray()).rejects.toMatchObject(deleted(encoded));
    await expect(client.deleteStream('Ž')).rejects.toMatchObject({
      type: 'wrong-expected-version',
      streamName: encodeURIComponent('Ž'),
    });
  });

  it('a position inside the very last record is the end of the log forwards, and no place backwards', async () => {
    const { position } = await client.appendToStream('s', eventsOf('a'));
    if (!position) throw new Error('no position');
    const inside = { commit: position.commit + 1n, prepare: position.prepare + 1n };

    expect(await client.readAll({ fromPosition: inside }).toArray()).toEqual([]);
    await expect(
      client.readAll({ direction: 'backwards', fromPosition: inside }).toArray(),
    ).rejects.toMatchObject({ type: 'unknown', code: 2 });
    const subscription = client.subscribeToAll({ fromPosition: inside });
    await client.appendToStream('s', eventsOf('b'));
    for await (const { event } of subscription) {
      expect(event?.type).toBe('b');
      break;
    }
  });

  it('positions beyond the end are the end', async () => {
    const beyond = { commit: 1n << 60n, prepare: 1n << 60n };
    const [last] = await client
      .readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 })
      .toArray();

    expect(
      await client.readAll({ direction: 'backwards', fromPosition: beyond, maxCount: 1 }).toArray(),
    ).toEqual([last]);
  });

  it('the log begins with what the system wrote, and positions are not dense', async () => {
    await client.appendToStream('s', eventsOf('a', 'b'));
    const events = await client.readAll({ fromPosition: START }).toArray();

    expect(events.map(({ event }) => `${event?.streamId}/${event?.type}`)).toEqual([
      '$$$scavenges/$metadata',
      '$projections-$all/$ProjectionsInitialized',
      's/a',
      's/b',
    ]);
    const positions = events.map(({ commitPosition }) => commitPosition ?? 0n);
    positions.slice(1).forEach((position, i) => {
      expect(position - (positions[i] ?? 0n)).toBeGreaterThan(1n);
    });
  });
});
