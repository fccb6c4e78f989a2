import { randomUUID } from 'node:crypto';
import {
  EventStoreDBClient,
  jsonEvent,
  type AppendToStreamOptions,
  type JSONEventType,
  type Position,
} from '@eventstore/db-client';
import { startEmbedded } from './event-store-server';

interface Server {
  readonly name: string;
  start(): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

const EXTERNAL = process.env['EVENTSTORE_URL'];
const SERVERS: readonly Server[] = [
  { name: 'the embedded event store', start: () => startEmbedded() },
  ...(EXTERNAL === undefined
    ? []
    : [
        {
          name: 'the event store at EVENTSTORE_URL',
          start: () => Promise.resolve({ url: EXTERNAL, stop: () => Promise.resolve() }),
        },
      ]),
];

/**
 * Credentials given with a call make the client take the classic path, one call per append. Without
 * TLS nobody looks at them.
 */
export const CLASSIC = { credentials: { username: 'admin', password: 'changeit' } };

/** Both ways in which the client can append. */
export const APPEND_PATHS: readonly {
  readonly path: string;
  readonly way: AppendToStreamOptions;
}[] = [
  { path: 'batch', way: {} },
  { path: 'classic', way: CLASSIC },
];

/** A server that others may be writing to, and that is not empty. */
export class StoreUnderTest {
  url = '';
  private connected: EventStoreDBClient | undefined;

  get client(): EventStoreDBClient {
    if (!this.connected) throw new Error('not connected');
    return this.connected;
  }

  connect(url: string): void {
    this.url = url;
    this.connected = EventStoreDBClient.connectionString(url);
  }

  /** A name that nobody has used before. */
  newStream(): string {
    return `contract-${randomUUID()}`;
  }

  /** Appends events of these types, whatever the stream holds. @returns the position of the last */
  async append(stream: string, ...types: readonly string[]): Promise<Position> {
    const { position } = await this.client.appendToStream(stream, eventsOf(...types));
    if (!position) throw new Error('no position');
    return position;
  }

  /** What a stream holds, oldest first. */
  async types(stream: string): Promise<string[]> {
    const types: string[] = [];
    for await (const { event } of this.client.readStream(stream)) types.push(event?.type ?? '');
    return types;
  }
}

/**
 * Tests read to the end what they begin to read: the client waits for ever, when it is disposed, for
 * a read that was left half-way.
 *
 * Defines the tests for the embedded server, and for the one at EVENTSTORE_URL where there is one.
 * Only one client is connected at a time: clients of one process disturb each other.
 */
export function onEveryEventStore(define: (store: StoreUnderTest) => void): void {
  describe.each(SERVERS)('$name', ({ start }) => {
    const store = new StoreUnderTest();
    let stop = (): Promise<void> => Promise.resolve();

    beforeAll(async () => {
      const server = await start();
      stop = () => server.stop();
      store.connect(server.url);
    });
    afterAll(async () => {
      await store.client.dispose();
      await stop();
    });
    define(store);
  });
}

type Plain = JSONEventType<string, { readonly n: number }>;

/** Events named after their type, with ids of their own. */
export const eventsOf = (...types: readonly string[]) =>
  types.map((type, n) => jsonEvent<Plain>({ type, data: { n } }));
