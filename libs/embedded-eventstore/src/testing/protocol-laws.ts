import { once } from 'node:events';
import { connect } from 'node:http2';
import {
  binaryEvent,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  type AppendToStreamOptions,
} from '@eventstore/db-client';
import { law, type Law } from './laws';

export interface Served {
  readonly port: number;
  readonly client: EventStoreDBClient;
}

const CLASSIC = { credentials: { username: 'admin', password: 'changeit' } };
const MIB = 1_048_576;

const events = (...types: readonly string[]) => types.map((type) => jsonEvent({ type, data: {} }));

/** What the server promises about the form of its answers; each law has streams of its own. */
export function protocolLaws({ port, client }: Served): readonly Law[] {
  const bothPaths = (
    name: string,
    check: (prefix: string, way: AppendToStreamOptions) => Promise<void>,
  ): Law[] => [
    law(`${name} (batch)`, () => check(`batch ${name} `, {})),
    law(`${name} (classic)`, () => check(`classic ${name} `, CLASSIC)),
  ];

  return [
    law('a connection carries 100 calls', async () => {
      const session = connect(`http://127.0.0.1:${port}`);
      const [settings] = await once(session, 'remoteSettings');
      session.close();
      expect(settings).toMatchObject({ maxConcurrentStreams: 100 });
    }),

    ...bothPaths(
      'a wrong version is told with what was expected and what is there',
      async (p, way) => {
        const append = (
          expectedRevision: bigint | 'no_stream' | 'stream_exists',
          stream = `${p}s`,
        ) => client.appendToStream(stream, events('a'), { ...way, expectedRevision });
        await append('no_stream');
        for (const expected of ['no_stream', 7n] as const) {
          await expect(append(expected)).rejects.toMatchObject({
            type: 'wrong-expected-version',
            expectedVersion: expected,
            actualVersion: 0n,
          });
        }
        await expect(append('stream_exists', `${p}none`)).rejects.toMatchObject({
          expectedVersion: 'stream_exists',
          actualVersion: 'no_stream',
        });
      },
    ),

    ...bothPaths('a tombstone is told by its stream, in any script', async (p, way) => {
      const stream = `${p}Ž`;
      await client.tombstoneStream(stream);
      const told = way.credentials ? encodeURIComponent(stream) : stream;
      await expect(client.appendToStream(stream, events('a'), way)).rejects.toMatchObject({
        type: 'stream-deleted',
        streamName: told,
      });
    }),

    ...bothPaths('an append too large is told with the limit', async (p, way) => {
      const large = binaryEvent({ type: 'a', data: Buffer.alloc(MIB + 1) });
      await expect(client.appendToStream(`${p}s`, large, way)).rejects.toMatchObject({
        type: 'maximum-append-size-exceeded',
        maxAppendSize: MIB,
      });
    }),

    ...bothPaths('an append without type, name or id is refused', async (p, way) => {
      const nil = '00000000-0000-0000-0000-000000000000';
      const refused = [
        client.appendToStream(`${p}s`, jsonEvent({ type: '', data: {} }), way),
        client.appendToStream('', events('a'), way),
        client.appendToStream('$$', events('a'), way),
        client.appendToStream(`${p}s`, jsonEvent({ type: 'a', data: {}, id: nil }), way),
        client.appendToStream(`${p}s`, jsonEvent({ type: 'a', data: {}, id: 'none' }), way),
      ];
      for (const one of await Promise.allSettled(refused)) expect(one.status).toBe('rejected');
    }),

    ...bothPaths('an event comes back as it was written, with its place', async (p, way) => {
      const [json] = events('ž');
      if (!json) throw new Error('no event');
      const bytes = Buffer.from([0, 255, 128, 10]);
      const binary = binaryEvent({ type: 'b', data: bytes, metadata: bytes });
      const { position, nextExpectedRevision } = await client.appendToStream(
        `${p}Ž`,
        [json, binary],
        way,
      );
      const read = await client.readStream(`${p}Ž`).toArray();
      expect(nextExpectedRevision).toBe(1n);
      expect(read.map(({ event }) => event)).toMatchObject([
        { streamId: `${p}Ž`, id: json.id, type: 'ž', revision: 0n, isJson: true, data: {} },
        { id: binary.id, type: 'b', revision: 1n, isJson: false, position },
      ]);
      expect(read[1]?.event?.data).toEqual(new Uint8Array(bytes));
      expect(read[1]?.event?.metadata).toEqual(new Uint8Array(bytes));
      expect(read[1]?.commitPosition).toBe(position?.commit);
      const created = read[0]?.event?.created.getTime() ?? 0;
      expect(Math.abs(created - Date.now())).toBeLessThan(60_000);
    }),

    ...bothPaths('an append in several messages is one append', async (p, way) => {
      const many = Array.from({ length: 8 }, (_, n) => jsonEvent({ type: String(n), data: {} }));
      await client.appendToStream(`${p}s`, many, { ...way, batchAppendSize: 100 });
      const read = await client.readStream(`${p}s`).toArray();
      expect(read.map(({ event }) => event?.type)).toEqual(many.map(({ type }) => type));
    }),

    law('reads go as far as they are asked to, and say what is not there', async () => {
      await client.appendToStream('reads', events('a', 'b', 'c'));
      const read = (options: Parameters<typeof client.readStream>[1], stream = 'reads') =>
        client.readStream(stream, options).toArray();
      const types = (found: Awaited<ReturnType<typeof read>>) =>
        found.map(({ event }) => event?.type);
      expect(types(await read({ maxCount: 2 }))).toEqual(['a', 'b']);
      expect(types(await read({ fromRevision: 1n, direction: 'backwards' }))).toEqual(['b', 'a']);
      expect(types(await read({ fromRevision: 'end', direction: 'backwards' }))).toEqual([
        'c',
        'b',
        'a',
      ]);
      await expect(read({ maxCount: 0 })).rejects.toMatchObject({ type: 'unknown', code: 2 });
      await expect(read({}, 'none')).rejects.toMatchObject({ type: 'stream-not-found' });
    }),

    law('a position inside a record is an unknown error', async () => {
      await client.appendToStream('inside', events('a', 'b'));
      const [first] = await client.readStream('inside').toArray();
      const commit = (first?.commitPosition ?? 0n) + 1n;
      const fromPosition = { commit, prepare: commit };
      const error = { type: 'unknown', code: 2 };
      await expect(client.readAll({ fromPosition }).toArray()).rejects.toMatchObject(error);
      await expect(client.subscribeToAll({ fromPosition }).toArray()).rejects.toMatchObject(error);
    }),

    law('a refused deletion is told with what was expected and what is there', async () => {
      await client.appendToStream('deletion', events('a'));
      for (const remove of [client.deleteStream, client.tombstoneStream]) {
        await expect(
          remove.call(client, 'deletion', { expectedRevision: 7n }),
        ).rejects.toMatchObject({ streamName: 'deletion', expectedVersion: 7n, actualVersion: 0n });
      }
      await expect(client.deleteStream('no deletion')).rejects.toMatchObject({
        expectedVersion: -2n,
        actualVersion: -1n,
      });
      expect(await client.deleteStream('deletion')).toHaveProperty(
        'position.commit',
        expect.anything(),
      );
    }),

    law(
      'a filtered subscription confirms, brings what fits, tells its place and catches up',
      async () => {
        const { position } = await client.appendToStream('filtered', events('no', 'yes', 'no'));
        const said: string[] = [];
        const filter = eventTypeFilter({
          prefixes: ['yes'],
          checkpointReached: (_subscription, reached) =>
            Promise.resolve(void said.push(`reached ${reached.commit}`)),
        });
        const subscription = client.subscribeToAll({ filter });
        subscription.on('confirmation', () => said.push('confirmation'));
        subscription.once('caughtUp', () => subscription.push(null));
        for await (const { event } of subscription) said.push(event?.type ?? '');
        await subscription.unsubscribe();
        expect([said[0], said.at(-1)]).toEqual(['confirmation', `reached ${position?.commit}`]);
        expect(said).toContain('yes');
      },
    ),

    law('the client hears which of its calls are served', async () => {
      await expect(client.listPersistentSubscriptionsToAll()).rejects.toMatchObject({
        type: 'unsupported',
      });
    }),
  ];
}
