import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, DeleteReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import { startEmbeddedProcess } from '../../support/event-store-process';
import { eventsOf } from '../../support/every-event-store';
import { framed, METHODS, RawConnection } from '../../support/raw-calls';

const MIB = 1024 * 1024;
const [READ, APPEND, , DELETE] = METHODS;
const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe('hostile input', () => {
  let server: Awaited<ReturnType<typeof startEmbeddedProcess>>;
  let bystander: EventStoreDBClient;
  let connection: RawConnection;
  beforeAll(async () => {
    server = await startEmbeddedProcess();
    bystander = EventStoreDBClient.connectionString(server.url);
    await bystander.appendToStream('bystander', eventsOf('a'));
  });
  beforeEach(async () => {
    connection = await RawConnection.open(server.port);
  });
  /** Whatever was sent, the server lives and serves others. */
  afterEach(async () => {
    await connection.close();
    await bystander.appendToStream('bystander', eventsOf('a'));
    expect(server.isAlive).toBe(true);
  });
  afterAll(async () => {
    await bystander.dispose();
    await server.stop();
  });

  describe('that is no HTTP/2', () => {
    it.each([
      ['text', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
      ['noise', randomBytes(100_000)],
      [
        'noise behind a preface',
        Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), randomBytes(10_000)]),
      ],
    ])('ends the connection (%s)', async (_name, bytes) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      socket.resume().write(bytes);
      await once(socket, 'close');
    });
  });

  describe.each(METHODS)('to %s', (method) => {
    it.each([
      ['noise', framed(Buffer.from('ff'.repeat(40), 'hex'))],
      ['fields of wrong types', framed(Buffer.from('080a10141d00000000', 'hex'))],
      ['an empty message', framed(Buffer.alloc(0))],
      ['a length beyond what is allowed', framed(Buffer.alloc(10), 0xffffffff)],
      [
        'a compressed message that is none',
        Buffer.concat([Buffer.from([1, 0, 0, 0, 4]), Buffer.from('oops')]),
      ],
    ])('gets an error (%s)', async (_name, bytes) => {
      expect(await connection.call(method, bytes)).toBeGreaterThan(0);
    });

    it.each([
      ['nothing at all', Buffer.alloc(0)],
      ['half a message', framed(Buffer.alloc(10), 1_000)],
      ['half a head', Buffer.alloc(3)],
    ])('ends (%s)', async (_name, bytes) => {
      const status = await connection.call(method, bytes, { 'grpc-timeout': '1S' });
      expect(status).not.toBe('broken');
    });

    it(`gets an answer, whatever is sent (SEED=${seed})`, async () => {
      const message = fc.uint8Array({ maxLength: 200 });
      await fc.assert(
        fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 3 }), async (messages) => {
          const bytes = Buffer.concat(messages.map((one) => framed(one)));
          expect(await connection.call(method, bytes, { 'grpc-timeout': '2S' })).not.toBe('broken');
        }),
        { seed, numRuns: 40 },
      );
    });
  });

  it('above 16 MiB in one message is refused before it is gathered', async () => {
    const call = framed(Buffer.alloc(0), 16 * MIB + 1);
    for (const method of METHODS) {
      expect(await connection.call(method, call)).toBe(RESOURCE_EXHAUSTED);
    }
  });

  describe('in well-formed requests', () => {
    const named = (name: string) => new StreamIdentifier().setStreamName(Buffer.from(name));
    const read = (change: (options: ReadReq.Options) => void) => {
      const options = new ReadReq.Options()
        .setAll(new ReadReq.Options.AllOptions().setStart(new Empty()))
        .setSubscription(new ReadReq.Options.SubscriptionOptions())
        .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
      change(options);
      return framed(new ReadReq().setOptions(options).serializeBinary());
    };
    const filter = (change: (filter: ReadReq.Options.FilterOptions) => void) =>
      read((options) => {
        const one = new ReadReq.Options.FilterOptions()
          .setCheckpointintervalmultiplier(1)
          .setCount(new Empty());
        change(one);
        options.setFilter(one);
      });
    const expression = () => new ReadReq.Options.FilterOptions.Expression();

    it.each<[string, Buffer]>([
      ['no options', framed(new ReadReq().serializeBinary())],
      ['neither stream nor log', read((options) => options.clearAll())],
      [
        'a stream without a name',
        read((options) =>
          options.setStream(new ReadReq.Options.StreamOptions().setStreamIdentifier(named(''))),
        ),
      ],
      ['neither count nor subscription', read((options) => options.clearSubscription())],
      ['no form of ids', read((options) => options.clearUuidOption())],
      [
        'a subscription backwards',
        read((options) => options.setReadDirection(ReadReq.Options.ReadDirection.BACKWARDS)),
      ],
      ['a filter without an expression', filter(() => undefined)],
      [
        'a filter with an impossible expression',
        filter((one) => one.setEventType(expression().setRegex('('))),
      ],
      [
        'a filter that looks ahead',
        filter((one) => one.setEventType(expression().setRegex('a(?=b)'))),
      ],
      [
        'a filter that refers to a group',
        filter((one) => one.setEventType(expression().setRegex('(a)\\1'))),
      ],
      [
        'a filter that has more than 1,000 steps',
        filter((one) => one.setEventType(expression().setRegex('(.?){1000}'))),
      ],
      [
        'a filter of more than 1,000 characters',
        filter((one) => one.setEventType(expression().setRegex('a'.repeat(1_001)))),
      ],
      [
        'a filter of more than 1,000 prefixes',
        filter((one) =>
          one.setEventType(expression().setPrefixList(Array<string>(1_001).fill('a'))),
        ),
      ],
      [
        'a filter that never tells its place',
        filter((one) => one.setEventType(expression()).setCheckpointintervalmultiplier(0)),
      ],
    ])('a read with %s is refused', async (_name, request) => {
      expect(await connection.call(READ, request)).toBe(INVALID_ARGUMENT);
    });

    it('an expression made to go back and forth for hours keeps nobody waiting', async () => {
      const hostile = EventStoreDBClient.connectionString(server.url);
      await bystander.appendToStream(`${'a'.repeat(60)}!`, eventsOf('a'));
      const subscription = hostile.subscribeToAll({
        filter: streamNameFilter({ regex: '^(a+)+$' }),
      });
      const caughtUp = once(subscription.resume(), 'caughtUp');
      await bystander.appendToStream('bystander', eventsOf('a'));
      await bystander.readStream('bystander', { maxCount: 1 }).toArray();
      await caughtUp;
      await hostile.dispose();
    });

    const append = (revision: string, id: UUID) => {
      const options = new AppendReq.Options().setStreamIdentifier(named('s')).setRevision(revision);
      const message = new AppendReq.ProposedMessage().setId(id);
      message.getMetadataMap().set('type', 'a').set('content-type', 'application/json');
      const requests = [
        new AppendReq().setOptions(options),
        new AppendReq().setProposedMessage(message),
      ];
      return Buffer.concat(requests.map((one) => framed(one.serializeBinary())));
    };
    const LARGEST = '18446744073709551615';
    const id = () => new UUID().setString('6d0f5b2e-0c6c-4a52-9d5a-3a3f5f7b9c01');

    it('revisions and positions beyond any number are no more than wrong', async () => {
      expect(await connection.call(APPEND, append(LARGEST, id()))).toBe(0);
      const remove = new DeleteReq.Options().setStreamIdentifier(named('s')).setRevision(LARGEST);
      const request = framed(new DeleteReq().setOptions(remove).serializeBinary());
      expect(await connection.call(DELETE, request)).toBe(FAILED_PRECONDITION);
      const position = new ReadReq.Options.Position()
        .setCommitPosition(LARGEST)
        .setPreparePosition(LARGEST);
      const all = new ReadReq.Options.AllOptions().setPosition(position);
      const end = read((options) => {
        options.setAll(all).setCount(LARGEST);
      });
      expect(await connection.call(READ, end)).toBe(0);
    });

    it.each([
      ['none', new UUID()],
      ['nil', new UUID().setStructured(new UUID.Structured())],
      ['text cut within a character', new UUID().setString(`${'x'.repeat(99)}😀`)],
    ])('an event id that is no id is refused (%s)', async (_name, bad) => {
      expect(await connection.call(APPEND, append('0', bad))).toBe(INVALID_ARGUMENT);
    });
  });
});
