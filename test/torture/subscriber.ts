import { setTimeout as pause } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Position,
  START,
  streamNameFilter,
} from '@eventstore/db-client';

const RETRY_MS = 20;

/** Reads everything below a prefix and goes on where it was whenever the server goes away. */
export class Subscriber {
  /** Ids of the events it was given. */
  readonly ids: string[] = [];
  #after: Position | typeof START = START;
  #subscription: AllStreamSubscription | undefined;
  #isEnding = false;
  #resumed = 0;

  /** @param isFiltered lets the server leave out what is not below the prefix */
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly prefix: string,
    private readonly isFiltered: boolean,
  ) {}

  get name(): string {
    return this.isFiltered ? 'the filtered subscriber' : 'the subscriber to everything';
  }

  /** How often it had to go on from its last position. */
  get resumed(): number {
    return this.#resumed;
  }

  /** Runs until `end`. */
  async run(): Promise<void> {
    for (; !this.#isEnding; this.#resumed++) {
      try {
        await this.#follow();
      } catch {
        // Any error ends a subscription; where it was is known.
        await pause(RETRY_MS);
      }
    }
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#subscription?.unsubscribe();
  }

  async #follow(): Promise<void> {
    const subscription = this.client.subscribeToAll({
      fromPosition: this.#after,
      ...(this.isFiltered && { filter: streamNameFilter({ prefixes: [this.prefix] }) }),
    });
    this.#subscription = subscription;
    for await (const { event } of subscription) {
      if (!event) continue;
      if (event.streamId.startsWith(this.prefix)) this.ids.push(event.id);
      if (event.position) this.#after = event.position;
    }
  }
}
