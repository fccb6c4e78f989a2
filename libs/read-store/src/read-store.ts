import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { Checkpoints } from './checkpoints';
import { openDatabase } from './database';
import { DEFAULT_LOCK_TIMES, Locks, type LockTimes } from './locks';
import { ReactorCheckpoints } from './reactor-checkpoints';
import type { AccordTables } from './tables';
import { ViewReader } from './view-reader';
import { Vault } from './vault';
import { WebhookProgress } from './webhook-progress';
import { WhatIfResults } from './what-if-results';

export interface ConnectOptions {
  /** How long to wait for the server's first answer. */
  readonly waitMs?: number;
  readonly locks?: LockTimes;
}

/** The database beside the log: views, locks, checkpoints and the vault. */
export class ReadStore {
  readonly checkpoints: Checkpoints;
  readonly reactors: ReactorCheckpoints;
  readonly views: ViewReader;
  readonly locks: Locks;
  readonly vault: Vault;
  readonly webhooks: WebhookProgress;
  readonly whatIfs: WhatIfResults;

  private constructor(
    readonly db: Kysely<AccordTables>,
    pool: Pool,
    readonly url: string,
    lockTimes: LockTimes,
  ) {
    this.checkpoints = new Checkpoints(db, pool);
    this.reactors = new ReactorCheckpoints(db);
    this.views = new ViewReader(db, this.checkpoints);
    this.locks = new Locks(url, lockTimes);
    this.vault = new Vault(db);
    this.webhooks = new WebhookProgress(db);
    this.whatIfs = new WhatIfResults(db);
  }

  /** @throws ReadStoreUnavailable when no server answers within `waitMs` */
  static async connect(
    url: string,
    { waitMs = 15_000, locks = DEFAULT_LOCK_TIMES }: ConnectOptions = {},
  ): Promise<ReadStore> {
    const { db, pool } = await openDatabase(url, waitMs);
    return new ReadStore(db, pool, url, locks);
  }

  async close(): Promise<void> {
    this.checkpoints.close();
    await this.locks.close();
    await this.db.destroy();
  }
}
