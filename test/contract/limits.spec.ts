import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:http2';
import { binaryEvent, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { APPEND_PATHS, CLASSIC, onEveryEventStore } from '../support/every-event-store';

const MIB = 1_048_576;
const event = (size: number) => binaryEvent({ type: 'bytes', data: Buffer.alloc(size, 7) });

onEveryEventStore((store) => {
  describe('limits', () => {
    it.each(APPEND_PATHS)(
      'take 1 MiB of data in one append, refuse more ($path)',
      async ({ way }) => {
        const stream = store.newStream();

        await expect(
          store.client.appendToStream(stream, event(MIB + 1), {
            ...way,
            expectedRevision: NO_STREAM,
          }),
        ).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: MIB });
        await expect(
          store.client.appendToStream(stream, [event(MIB / 2), event(MIB / 2 + 1)], {
            ...way,
            expectedRevision: NO_STREAM,
          }),
        ).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' });
        await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });

        const exact = [event(MIB / 2), event(MIB / 2)];
        await store.client.appendToStream(stream, exact, { ...way, expectedRevision: NO_STREAM });
        const note = binaryEvent({
          type: 'b',
          data: Buffer.alloc(MIB, 7),
          metadata: Buffer.from('m'),
        });
        await store.client.appendToStream(stream, note, { ...way, expectedRevision: 1n });
        expect(await store.types(stream)).toEqual(['bytes', 'bytes', 'b']);
      },
    );

    it('take 1,000 events in one append, all or none', async () => {
      const stream = store.newStream();
      const events = Array.from({ length: 1_000 }, (_, n) =>
        jsonEvent({ type: 'many', data: { n } }),
      );

      const { nextExpectedRevision } = await store.client.appendToStream(stream, events, {
        expectedRevision: NO_STREAM,
      });

      expect(nextExpectedRevision).toBe(999n);
      expect(await store.types(stream)).toHaveLength(1_000);
    });

    it('refuse an event without a type on the classic path', async () => {
      const stream = store.newStream();
      const nameless = jsonEvent({ type: '', data: {} });
      await expect(store.client.appendToStream(stream, nameless, CLASSIC)).rejects.toMatchObject({
        code: expect.any(Number),
      });
      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    });
  });

  describe('a connection', () => {
    it('carries 100 calls at once; an append behind them waits until one ends', async () => {
      const stream = store.newStream();
      // One of the 100 is the client's call for batches, which stays open.
      await store.append(store.newStream(), 'first');
      const subscriptions = Array.from({ length: 99 }, () =>
        store.client.subscribeToStream(store.newStream()),
      );
      await Promise.all(subscriptions.map((one) => once(one, 'confirmation')));

      let isAnswered = false;
      const appended = store.client
        .appendToStream(stream, event(1), CLASSIC)
        .then(() => (isAnswered = true));
      // Looked at over another connection, while the append would have had time for many round trips.
      const other = await otherConnection();
      for (let i = 0; i < 50; i++) await other.ping();
      expect(isAnswered).toBe(false);
      expect(other.maxConcurrentStreams).toBe(100);
      other.close();

      await Promise.all(subscriptions.slice(0, 10).map((one) => one.unsubscribe()));
      await appended;
      await Promise.all(subscriptions.slice(10).map((one) => one.unsubscribe()));
      expect(await store.types(stream)).toEqual(['bytes']);
    });

    async function otherConnection() {
      const { hostname, port, searchParams } = new URL(
        store.url.replace(/^\w+(\+discover)?:/, 'http:'),
      );
      const scheme = searchParams.get('tls') === 'false' ? 'http' : 'https';
      const session = connect(`${scheme}://${hostname}:${port || 2113}`, {
        rejectUnauthorized: false,
      });
      const [settings] = await once(session, 'remoteSettings');
      return {
        maxConcurrentStreams: settings.maxConcurrentStreams,
        ping: () => new Promise<void>((done) => session.ping(() => done())),
        close: () => session.close(),
      };
    }
  });

  describe('messages', () => {
    // Later versions of EventStoreDB count metadata as well and refuse these as too large.
    const withMetadata = (size: number) =>
      jsonEvent({
        type: 'large',
        data: {},
        metadata: { bytes: randomBytes((size * 3) / 4).toString('base64') },
      });

    it('are taken up to 16 MiB', async () => {
      const stream = store.newStream();
      const large = withMetadata(8 * MIB);

      const answer = await store.client.appendToStream(stream, large, CLASSIC).catch(String);

      if (typeof answer === 'string') expect(answer).toContain('MaxAppendSize');
      else {
        const [first] = await store.client.readStream(stream).toArray();
        expect(first?.event?.metadata).toEqual(large.metadata);
      }
    });

    it('are refused above, and the next one is served', async () => {
      const stream = store.newStream();

      await expect(
        store.client.appendToStream(stream, withMetadata(17 * MIB), CLASSIC),
      ).rejects.toThrow();

      await store.client.appendToStream(stream, event(1), { expectedRevision: NO_STREAM });
      expect(await store.types(stream)).toEqual(['bytes']);
    });
  });
});
