import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import { BehindError } from './errors';
import type { AccordTables } from './tables';

const POLL_MS = 25;

interface Moved {
  readonly position: LogPosition;
  readonly event_id: string;
}

/** How far each reactor has come. Moves that come while one is written are written together. */
export class ReactorCheckpoints {
  private readonly moved = new Map<string, Moved>();
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(private readonly db: Kysely<AccordTables>) {}

  /** @returns where a reactor stands; undefined before its first event */
  async of(reactor: string): Promise<{ position: LogPosition; eventId: string } | undefined> {
    const row = await this.db
      .selectFrom('accord.reactor_checkpoints')
      .selectAll()
      .where('reactor', '=', reactor)
      .executeTakeFirst();
    return row && { position: logPosition(row.position), eventId: row.event_id };
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
  move(reactor: string, position: LogPosition, eventId: string): Promise<void> {
    this.moved.set(reactor, { position, event_id: eventId });
    this.next ??= this.writing.then(
      () => this.write(),
      () => this.write(),
    );
    return this.next;
  }

  private write(): Promise<void> {
    const rows = [...this.moved].map(([reactor, to]) => ({ reactor, ...to }));
    this.moved.clear();
    this.next = undefined;
    this.writing = this.store(rows);
    return this.writing;
  }

  private async store(rows: readonly (Moved & { readonly reactor: string })[]): Promise<void> {
    await this.db
      .insertInto('accord.reactor_checkpoints')
      .values(rows)
      .onConflict((at) =>
        at
          .column('reactor')
          .doUpdateSet(({ ref }) => ({
            position: ref('excluded.position'),
            event_id: ref('excluded.event_id'),
          }))
          .whereRef('accord.reactor_checkpoints.position', '<', 'excluded.position'),
      )
      .execute();
  }
}
