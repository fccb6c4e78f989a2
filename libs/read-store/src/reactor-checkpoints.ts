import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import { BehindError } from './errors';
import type { AccordTables } from './tables';
import { lastEventOf, type LastEvent } from './view-checkpoint';

const POLL_MS = 25;

/** Where a reactor stands in the log. */
export interface ReactorCheckpoint {
  /** Of the last record that it has passed. */
  readonly position: LogPosition;
  /** The last event of Accord's among those. */
  readonly lastEvent: LastEvent | undefined;
}

/** How far each reactor has come. Moves that come while one is written are written together. */
export class ReactorCheckpoints {
  private readonly moved = new Map<string, ReactorCheckpoint>();
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(private readonly db: Kysely<AccordTables>) {}

  /** @returns where a reactor stands; undefined before its first event */
  async of(reactor: string): Promise<ReactorCheckpoint | undefined> {
    const row = await this.db
      .selectFrom('accord.reactor_checkpoints')
      .selectAll()
      .where('reactor', '=', reactor)
      .executeTakeFirst();
    return row && { position: logPosition(row.position), lastEvent: lastEventOf(row) };
  }

  /** @throws BehindError when the reactor has not come so far in time */
  async waitFor(reactor: string, position: LogPosition, limitMs: number): Promise<void> {
    for (const until = Date.now() + limitMs; ; await delay(POLL_MS)) {
      const reached = (await this.of(reactor))?.position;
      if (reached !== undefined && reached >= position) return;
      if (Date.now() >= until)
        throw new BehindError(position, reached ?? 0n, [`reactor ${reactor}`]);
    }
  }

  /**
   * Moves a reactor's checkpoint forward, never back: of two workers the further one counts.
   * @returns when it is stored
   */
  move(reactor: string, to: ReactorCheckpoint): Promise<void> {
    this.moved.set(reactor, to);
    this.next ??= this.writing.then(
      () => this.write(),
      () => this.write(),
    );
    return this.next;
  }

  private write(): Promise<void> {
    const rows = [...this.moved].map(([reactor, { position, lastEvent }]) => ({
      reactor,
      position,
      event_position: lastEvent?.position ?? null,
      event_id: lastEvent?.id ?? null,
    }));
    this.moved.clear();
    this.next = undefined;
    this.writing = this.store(rows);
    return this.writing;
  }

  private async store(rows: readonly AccordTables['accord.reactor_checkpoints'][]): Promise<void> {
    await this.db
      .insertInto('accord.reactor_checkpoints')
      .values(rows)
      .onConflict((at) =>
        at
          .column('reactor')
          .doUpdateSet(({ ref }) => ({
            position: ref('excluded.position'),
            event_position: ref('excluded.event_position'),
            event_id: ref('excluded.event_id'),
          }))
          .whereRef('accord.reactor_checkpoints.position', '<', 'excluded.position'),
      )
      .execute();
  }
}
