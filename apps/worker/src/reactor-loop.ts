import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore, LogRecord, RecentLog } from '@accord/event-store';
import type { LogPosition, Recorded } from '@accord/kernel';
import type { Logger, Reactor } from '@accord/platform';
import { ForeignCheckpoint, type ReactorCheckpoint, type ReadStore } from '@accord/read-store';

const LONGEST_WAIT_MS = 30_000;

/**
 * Shows one reactor every event, in order, from its own checkpoint on. An event that fails is tried
 * again until it works: it holds up this reactor and no other.
 */
export class ReactorLoop {
  private reached: LogPosition | undefined;
  private lastEvent: ReactorCheckpoint['lastEvent'];
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly reactor: Reactor,
    private readonly store: Pick<EventStore, 'idAt'>,
    private readonly log: Pick<RecentLog, 'follow'>,
    private readonly reads: { readonly reactors: Pick<ReadStore['reactors'], 'of' | 'move'> },
    private readonly logger: Logger,
    private readonly signal: AbortSignal,
  ) {}

  get name(): string {
    return this.reactor.name;
  }

  /** @throws ForeignCheckpoint when the reactor has worked on another log */
  async run(): Promise<void> {
    const { name } = this;
    this.lastEvent = (await this.reads.reactors.of(name))?.lastEvent;
    if (this.lastEvent) {
      const { position, id } = this.lastEvent;
      const isKnown = (await this.store.idAt(position)) === id;
      if (!isKnown) throw new ForeignCheckpoint(`reactor ${name}`, position, id);
    }
    // What it read after that was not Accord's, and a scavenge may have removed it.
    this.reached = this.lastEvent?.position;
    for await (const records of this.log.follow(this.reached)) await this.handle(records);
  }

  /**
   * Waits until everything up to the position has been reacted to, or the process stops.
   * @returns whether that was within the limit
   */
  waitFor(position: LogPosition, limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const look = (isOver: boolean): void => {
        const isDone = this.signal.aborted || (this.reached ?? -1n) >= position;
        if (!isDone && !isOver) return;
        clearTimeout(limit);
        this.waiting.delete(moved);
        this.signal.removeEventListener('abort', moved);
        resolve(isDone);
      };
      const moved = (): void => look(false);
      const limit = setTimeout(() => look(true), limitMs);
      this.waiting.add(moved);
      // Nobody stays on the list: there is a wait every few seconds as long as the process lives.
      this.signal.addEventListener('abort', moved);
      moved();
    });
  }

  private async handle(records: readonly LogRecord[]): Promise<void> {
    for (const { event } of records) {
      if (event) this.lastEvent = { position: event.position, id: event.id };
      if (event && this.reactor.handles(event)) await this.untilDone(event);
      if (this.signal.aborted) return;
    }
    const last = records.at(-1);
    if (!last) return;
    const { position } = last;
    await this.reads.reactors.move(this.name, { position, lastEvent: this.lastEvent });
    this.reached = position;
    for (const wake of [...this.waiting]) wake();
  }

  private async untilDone(event: Recorded): Promise<void> {
    for (let wait = 250; !this.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        return await this.reactor.react(event);
      } catch (error) {
        const at = { reactor: this.name, event: event.id, stream: event.stream };
        this.logger.error({ err: error, ...at }, 'a reaction failed and is tried again');
        await delay(wait, undefined, { signal: this.signal }).catch(() => undefined);
      }
    }
  }
}
