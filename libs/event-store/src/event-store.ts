import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  logPosition,
  streamName,
  type DomainEvent,
  type LogPosition,
  type Recorded,
  type StreamType,
} from '@accord/kernel';
import { StoreUnavailable, UnreadableEvent } from './errors';
import type { EventRegistry, StoredEvent } from './event-registry';
import { readAllAfter, readHead, readIdAt, readStream } from './read';
import { StoreClient } from './store-client';
import { subscribe, type SubscriptionOptions } from './subscription';

/** Events of a stream that one read asks for: most streams are shorter, and each event is up to 1 MiB. */
const PORTION = 100;

/** A record of the log: its place, and the event when it is one of Accord's. */
export interface LogRecord {
  readonly position: LogPosition;
  readonly eventId: string;
  readonly event: Recorded | undefined;
}

/** The log as the rest of the product sees it. One per process: see `connect`. */
export class EventStore {
  private static open: string | undefined;

  private constructor(
    readonly client: EventStoreDBClient,
    readonly address: string,
    readonly registry: EventRegistry,
  ) {}

  /**
   * The client keeps one table of pending appends per process, and a broken connection of one
   * client rejects the appends of all: hence one connection at a time.
   * @param connectionString as EventStoreDB defines it, credentials included
   * @param waitMs how long to wait for the server's first answer
   * @throws StoreUnavailable when nothing answers; says where, how long, and what to do
   */
  static async connect(
    connectionString: string,
    registry: EventRegistry,
    waitMs = 15_000,
  ): Promise<EventStore> {
    if (EventStore.open) throw new Error(`This process is already connected to ${EventStore.open}`);
    const address = connectionString.replace(/\/\/[^@]*@/, '//');
    const client = StoreClient.of(connectionString);
    EventStore.open = address;
    const store = new EventStore(client, address, registry);
    try {
      await store.waitForAnswer(waitMs);
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  private async waitForAnswer(waitMs: number): Promise<void> {
    try {
      await readHead(this.client, waitMs);
    } catch (error) {
      throw new StoreUnavailable(
        `No EventStoreDB answered at ${this.address} within ${waitMs / 1000} s. ` +
          'Start it, or set EVENTSTORE_URL to its address; with nothing set, `npm start` brings its own. ' +
          `Last error: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  }

  /** The last record of the log, read from the leader: whatever was acknowledged before is in it. */
  head(): Promise<{ position: LogPosition; eventId: string }> {
    return readHead(this.client);
  }

  idAt(position: LogPosition): Promise<string | undefined> {
    return readIdAt(this.client, position);
  }

  /**
   * @param from first revision; @param upTo last log position that counts, for an as-of answer
   * @returns the stream's events in order; empty when there is no such stream
   */
  async read<E extends DomainEvent>(
    type: Pick<StreamType<unknown, E>, 'catalog'>,
    id: string,
    from = 0,
    upTo?: LogPosition,
  ): Promise<Recorded<E>[]> {
    const events: Recorded<E>[] = [];
    for await (const event of this.stream(type, id, from, upTo)) events.push(event);
    return events;
  }

  /** The same, read portion by portion as it is used, so that a long stream never lies in memory whole. */
  async *stream<E extends DomainEvent>(
    type: Pick<StreamType<unknown, E>, 'catalog'>,
    id: string,
    from = 0,
    upTo?: LogPosition,
  ): AsyncGenerator<Recorded<E>, void, undefined> {
    const name = streamName(type.catalog, id);
    for (let next: number | undefined = from; next !== undefined;) {
      const portion: StoredEvent[] = await readStream(this.client, name, next, PORTION);
      for (const stored of portion) {
        const event = this.registry.decode(stored);
        if (!event || !type.catalog.includes(event)) {
          throw new UnreadableEvent(
            `${stored.type} at ${stored.revision} of "${name}" is not known`,
          );
        }
        if (upTo !== undefined && event.position > upTo) return;
        yield event;
      }
      const last = portion.length < PORTION ? undefined : portion.at(-1);
      next = last && Number(last.revision) + 1;
    }
  }

  /** @returns one event by its place in a stream; undefined when there is none, or none of Accord's */
  async eventAt(stream: string, revision: number): Promise<Recorded | undefined> {
    const [stored] = await readStream(this.client, stream, revision, 1);
    return stored && this.registry.decode(stored);
  }

  /** @returns a stream's events of any type in order, from a revision on; at most `limit` */
  async history(stream: string, from: number, limit: number): Promise<Recorded[]> {
    const stored = await readStream(this.client, stream, from, limit);
    return stored.flatMap((event) => this.registry.decode(event) ?? []);
  }

  /** @returns the next records of the log after a position, system events included; at most `limit` */
  async page(after: LogPosition | undefined, limit: number): Promise<LogRecord[]> {
    const records = await readAllAfter(this.client, after, limit);
    return records.map((stored) => ({
      position: logPosition(stored.position.commit),
      eventId: stored.id,
      event: this.registry.decode(stored),
    }));
  }

  /** Every record in order, for ever; see `subscribe`. Ends when the signal says so. */
  async *follow(options: SubscriptionOptions): AsyncGenerator<LogRecord, void, undefined> {
    for await (const stored of subscribe(this.client, options)) {
      yield {
        position: logPosition(stored.position.commit),
        eventId: stored.id,
        event: this.registry.decode(stored),
      };
    }
  }

  async close(): Promise<void> {
    // Ending calls still share the table of appends with those of a next connection.
    await this.client.dispose();
    EventStore.open = undefined;
  }
}
