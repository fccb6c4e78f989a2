import { once } from 'node:events';
import type { ClientHttp2Stream } from 'node:http2';
import { binaryEvent, EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { startEmbeddedProcess } from '../../support/event-store-process';
import { eventsOf } from '../../support/every-event-store';
import { framed, METHODS, RawConnection, statusOf } from '../../support/raw-calls';

const MIB = 1024 * 1024;
const [READ, APPEND, BATCH] = METHODS;
const RESOURCE_EXHAUSTED = 8;

describe('memory of the server stays bounded, and others are served', () => {
  let server: Awaited<ReturnType<typeof startEmbeddedProcess>>;
  let bystander: EventStoreDBClient;
  let connections: RawConnection[];
  beforeEach(async () => {
    server = await startEmbeddedProcess();
    bystander = EventStoreDBClient.connectionString(server.url);
    await bystander.appendToStream('bystander', eventsOf('a'));
    connections = [];
  });
  afterEach(async () => {
    await Promise.all(connections.map((one) => one.close()));
    await bystander.dispose();
    await server.stop();
  });

  async function connect(): Promise<RawConnection> {
    const connection = await RawConnection.open(server.port);
    connections.push(connection);
    return connection;
  }

  /** One write and one read of somebody who did nothing wrong. */
  async function serveBystander(): Promise<void> {
    const { nextExpectedRevision } = await bystander.appendToStream('bystander', eventsOf('a'));
    const read = bystander.readStream('bystander', { fromRevision: nextExpectedRevision });
    expect(await read.toArray()).toHaveLength(1);
  }

  /** Writes as fast as the other side takes it. */
  async function flood(call: ClientHttp2Stream, bytes: Buffer, count: number): Promise<void> {
    for (let i = 0; i < count && !call.destroyed; i++) {
      await new Promise((taken) => call.write(bytes, taken));
    }
  }

  const stream = (name: string) => new StreamIdentifier().setStreamName(Buffer.from(name));

  function appendStart(): Buffer {
    const options = new AppendReq.Options().setStreamIdentifier(stream('s')).setAny(new Empty());
    return framed(new AppendReq().setOptions(options).serializeBinary());
  }

  const id = () => new UUID().setString('6d0f5b2e-0c6c-4a52-9d5a-3a3f5f7b9c01');

  function appendEvent(metadata: number): Buffer {
    const message = new AppendReq.ProposedMessage()
      .setId(id())
      .setCustomMetadata(new Uint8Array(metadata));
    message.getMetadataMap().set('type', 'a').set('content-type', 'application/json');
    return framed(new AppendReq().setProposedMessage(message).serializeBinary());
  }

  function batchFrame(correlation: number, metadata: number, isFinal: boolean): Buffer {
    const uuid = `00000000-0000-4000-8000-${String(correlation).padStart(12, '0')}`;
    const message = new BatchAppendReq.ProposedMessage()
      .setId(id())
      .setCustomMetadata(new Uint8Array(metadata));
    message.getMetadataMap().set('type', 'a').set('content-type', 'application/json');
    const options = new BatchAppendReq.Options()
      .setStreamIdentifier(stream('s'))
      .setAny(new Empty());
    const frame = new BatchAppendReq()
      .setCorrelationId(new UUID().setString(uuid))
      .setOptions(options)
      .setProposedMessagesList([message])
      .setIsFinal(isFinal);
    return framed(frame.serializeBinary());
  }

  it('through 3,000 calls that were begun and fell silent', async () => {
    const before = server.memory();
    for (let i = 0; i < 30; i++) {
      const connection = await connect();
      for (let n = 0; n < 100; n++) {
        const call = connection.begin(n % 2 ? APPEND : BATCH);
        call.write(n % 3 ? appendStart().subarray(0, 7) : Buffer.alloc(2));
      }
    }
    await serveBystander();
    expect(server.memory() - before).toBeLessThan(200);
  });

  it.each([
    ['classic appends', APPEND, () => appendStart(), () => appendEvent(MIB)],
    ['batches', BATCH, () => Buffer.alloc(0), (i: number) => batchFrame(i, MIB, false)],
  ])(
    'through %s that never end: beyond 64 MiB of them, all together',
    async (_n, method, start, next) => {
      const before = server.memory();
      const calls = await Promise.all([1, 2].map(async () => (await connect()).begin(method)));
      const statuses = calls.map(statusOf);

      for (let i = 0; i < 70; i++) {
        for (const call of calls) {
          if (i === 0) call.write(start());
          await flood(call, next(i), 1);
        }
      }

      expect(await Promise.race(statuses)).toBe(RESOURCE_EXHAUSTED);
      await serveBystander();
      expect(server.memory() - before).toBeLessThan(300);

      for (const connection of connections) await connection.close();
      await serveBystander();
      // What was held for them is free again.
      const again = (await connect()).begin(method);
      again.write(start());
      await flood(again, next(0), 30);
      await serveBystander();
      expect(again.destroyed).toBe(false);
    },
  );

  it('through a client that appends and never reads an answer', async () => {
    const before = server.memory();
    const call = (await connect()).begin(BATCH);
    const frames = Buffer.concat(Array.from({ length: 1_000 }, (_, i) => batchFrame(i, 10, true)));
    let written = 0;
    const flooding = (async () => {
      for (let i = 0; i < 300 && !call.destroyed; i++) {
        await flood(call, frames, 1);
        written++;
      }
    })();
    // Until nothing more is taken from it: its own writes wait behind the unread answers.
    for (let last = -1; last !== written || written === 0;) {
      last = written;
      for (let i = 0; i < 50; i++) await serveBystander();
    }
    expect(written).toBeLessThan(300);
    expect(server.memory() - before).toBeLessThan(200);
    for (const connection of connections) await connection.close();
    await flooding;
  });

  it('through 50 readers of 64 MiB that do not read', async () => {
    for (let i = 0; i < 64; i++) {
      const event = binaryEvent({ type: 'large', data: Buffer.alloc(MIB) });
      await bystander.appendToStream('large', event);
    }
    const before = server.memory();
    const all = new ReadReq.Options.AllOptions().setStart(new Empty());
    const options = new ReadReq.Options()
      .setAll(all)
      .setSubscription(new ReadReq.Options.SubscriptionOptions())
      .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
    const request = framed(new ReadReq().setOptions(options).serializeBinary());
    const connection = await connect();
    for (let i = 0; i < 50; i++) {
      const call = connection.begin(READ);
      call.end(request);
      await once(call, 'response');
    }
    for (let i = 0; i < 20; i++) await serveBystander();
    expect(server.memory() - before).toBeLessThan(300);
    expect(
      await bystander.appendToStream('new', eventsOf('a'), { expectedRevision: NO_STREAM }),
    ).toMatchObject({ success: true });
  });
});
