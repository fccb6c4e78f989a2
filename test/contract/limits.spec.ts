import { randomBytes } from 'node:crypto';
import { binaryEvent, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { onEveryEventStore } from '../support/every-event-store';

const MIB = 1_048_576;
/** Per-call credentials: the classic path, whose failures stay with their own call. */
const classic = { credentials: { username: 'admin', password: 'changeit' } };

const event = (size: number) => binaryEvent({ type: 'bytes', data: Buffer.alloc(size, 7) });

onEveryEventStore((store) => {
  describe('limits', () => {
    it.each([
      ['batch', {}],
      ['classic', classic],
    ])('take less than 1 MiB of data in one append and refuse more (%s)', async (_path, way) => {
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

      // Later versions of EventStoreDB count names as well, hence a little less than all.
      await store.client.appendToStream(stream, event(MIB - 1_000), {
        ...way,
        expectedRevision: NO_STREAM,
      });
      expect(await store.types(stream)).toEqual(['bytes']);
    });

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
      await expect(store.client.appendToStream(stream, nameless, classic)).rejects.toMatchObject({
        code: expect.any(Number),
      });
      await expect(store.types(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    });
  });

  describe('messages', () => {
    // 23.10 counts an event's data alone; later versions count metadata and refuse these as too large.
    const withMetadata = (size: number) =>
      jsonEvent({
        type: 'large',
        data: {},
        metadata: { bytes: randomBytes((size * 3) / 4).toString('base64') },
      });

    it('are taken up to 16 MiB', async () => {
      const stream = store.newStream();
      const large = withMetadata(8 * MIB);

      const answer = await store.client.appendToStream(stream, large, classic).catch(String);

      if (typeof answer === 'string') expect(answer).toContain('MaxAppendSize');
      else {
        const [first] = await store.client.readStream(stream).toArray();
        expect(first?.event?.metadata).toEqual(large.metadata);
      }
    });

    it('are refused above, and the next one is served', async () => {
      const stream = store.newStream();

      await expect(
        store.client.appendToStream(stream, withMetadata(17 * MIB), classic),
      ).rejects.toThrow();

      await store.client.appendToStream(stream, event(1), { expectedRevision: NO_STREAM });
      expect(await store.types(stream)).toEqual(['bytes']);
    });
  });
});
