import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type JSONEventType } from '@eventstore/db-client';
import { startEmbedded } from './event-store-server';

interface Server {
  readonly name: string;
  start(): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

const EXTERNAL = process.env['EVENTSTORE_URL'];
const SERVERS: readonly Server[] = [
  { name: 'the embedded event store', start: startEmbedded },
  ...(EXTERNAL === undefined
    ? []
    : [
        {
          name: 'the event store at EVENTSTORE_URL',
          start: () => Promise.resolve({ url: EXTERNAL, stop: () => Promise.resolve() }),
        },
      ]),
];

/** A server that others may be writing to, and that is not empty. */
export class StoreUnderTest {
  private connected: EventStoreDBClient | undefined;

  get client(): EventStoreDBClient {
    if (!this.connected) throw new Error('not connected');
    return this.connected;
  }

  connect(url: string): void {
    this.connected = EventStoreDBClient.connectionString(url);
  }

  /** A name that nobody has used before. */
  newStream(): string {
    return `contract-${randomUUID()}`;
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
