import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { logPosition, type LogPosition } from '@accord/kernel';
import { Checkpoints } from './checkpoints';
import { openDatabase } from './database';
import { BehindError } from './errors';
import { DEFAULT_LOCK_TIMES, Locks, type LockTimes } from './locks';
import type { AccordTables } from './tables';
import { ViewReader } from './view-reader';
import { Vault } from './vault';

const REACTOR_POLL_MS = 25;

export interface ConnectOptions {
  /** How long to wait for the server's first answer. */
  readonly waitMs?: number;
  readonly locks?: LockTimes;
}

/** The database beside the log: views, locks, checkpoints and the vault. */
export class ReadStore {
  readonly checkpoints: Checkpoints;
  readonly views: ViewReader;
  readonly locks: Locks;
  readonly vault: Vault;

  private constructor(
    readonly db: Kysely<AccordTables>,
    pool: Pool,
    readonly url: string,
    lockTimes: LockTimes,
  ) {
    this.checkpoints = new Checkpoints(db, pool);
    this.views = new ViewReader(db, this.checkpoints);
    this.locks = new Locks(url, lockTimes);
    this.vault = new Vault(db);
  }

  /** @throws ReadStoreUnavailable when no server answers within `waitMs` */
  static async connect(
    url: string,
    { waitMs = 15_000, locks = DEFAULT_LOCK_TIMES }: ConnectOptions = {},
  ): Promise<ReadStore> {
    const { db, pool } = await openDatabase(url, waitMs);
    return new ReadStore(db, pool, url, locks);
  }

  /** @returns where a reactor stands; undefined before its first event */
  async reactorCheckpoint(
    reactor: string,
  ): Promise<{ position: LogPosition; eventId: string } | undefined> {
    const row = await this.db
      .selectFrom('accord.reactor_checkpoints')
      .selectAll()
      .where('reactor', '=', reactor)
      .executeTakeFirst();
    return row && { position: logPosition(row.position), eventId: row.event_id };
  }

  /** @throws BehindError when the reactor has not come so far in time */
  async waitForReactor(reactor: string, position: LogPosition, limitMs: number): Promise<void> {
    for (const until = Date.now() + limitMs; ; await delay(REACTOR_POLL_MS)) {
      const reached = (await this.reactorCheckpoint(reactor))?.position;
      if (reached !== undefined && reached >= position) return;
      if (Date.now() >= until)
        throw new BehindError(position, reached ?? 0n, [`reactor ${reactor}`]);
    }
  }

  /** Moves a reactor's checkpoint forward, never back: of two workers the further one counts. */
  async moveReactor(reactor: string, position: LogPosition, eventId: string): Promise<void> {
    await this.db
      .insertInto('accord.reactor_checkpoints')
      .values({ reactor, position, event_id: eventId })
      .onConflict((at) =>
        at
          .column('reactor')
          .doUpdateSet({ position, event_id: eventId })
          .where('accord.reactor_checkpoints.position', '<', position),
      )
      .execute();
  }

  async close(): Promise<void> {
    this.checkpoints.close();
    await this.locks.close();
    await this.db.destroy();
  }
}
