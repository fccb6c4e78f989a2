import type { Kysely } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { LogPosition } from '@accord/kernel';
import type { AccordTables } from './tables';
import { BehindError, ViewStopped } from './errors';
import { SharedRun } from './shared-run';

/** A lost notification costs at most so long. */
const POLL_MS = 250;

interface Stand {
  readonly position: bigint;
  readonly stopped: boolean;
}

/** Knows how far the views have come, and lets callers wait for a position. */
export class Checkpoints {
  private stands = new Map<string, Stand>();
  private readonly waiters = new Set<() => void>();
  /** One query serves everybody who asks meanwhile. */
  private readonly refreshed = new SharedRun(() => this.query());
  private listener: PoolClient | undefined;
  private closed = false;

  constructor(
    private readonly db: Kysely<AccordTables>,
    private readonly pool: Pool,
  ) {}

  /**
   * @throws BehindError when a view has not passed the position in time; ViewStopped when one never will
   */
  async waitFor(views: readonly string[], position: LogPosition, limitMs: number): Promise<void> {
    const until = Date.now() + limitMs;
    await this.listen();
    for (let first = true; ; first = false) {
      if (this.reached(views, position)) return;
      if (!first && Date.now() >= until) throw new BehindError(position, this.least(views), views);
      await (first ? this.refreshed.run() : this.news(Math.min(POLL_MS, until - Date.now())));
      const stopped = views.filter((view) => this.stands.get(view)?.stopped);
      if (stopped.length > 0) throw new ViewStopped(stopped);
    }
  }

  private reached(views: readonly string[], position: LogPosition): boolean {
    return this.least(views) >= position;
  }

  private least(views: readonly string[]): bigint {
    const positions = views.map((view) => this.stands.get(view)?.position ?? -1n);
    return positions.reduce((a, b) => (b < a ? b : a), positions[0] ?? -1n);
  }

  /** Until the projector has written something, or for so long; then reads where the views stand. */
  private async news(limitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(1, limitMs));
      this.waiters.add(done);
    });
    await this.refreshed.run();
  }

  private async query(): Promise<void> {
    const rows = await this.db
      .selectFrom('accord.view_checkpoints')
      .select(['view', 'position', 'status', 'current'])
      .where('namespace', '=', '')
      .execute();
    // Where the new version of a view has stopped, the one that is read never moves again.
    const stopped = new Set(rows.flatMap((row) => (row.status === 'stopped' ? [row.view] : [])));
    this.stands = new Map(
      rows
        .filter(({ current }) => current)
        .map(({ view, position }) => [
          view,
          { position: position ?? -1n, stopped: stopped.has(view) },
        ]),
    );
  }

  private async listen(): Promise<void> {
    if (this.listener || this.closed) return;
    const client = await this.pool.connect();
    if (this.listener || this.closed) {
      client.release();
      return;
    }
    this.listener = client;
    client.on('notification', () => {
      for (const wake of [...this.waiters]) wake();
    });
    // Without the connection waiting falls back to polling until the next wait connects again.
    client.on('error', () => this.forget(client));
    await client.query('listen accord_views');
  }

  private forget(client: PoolClient): void {
    if (this.listener !== client) return;
    this.listener = undefined;
    client.release(true);
  }

  close(): void {
    this.closed = true;
    if (this.listener) this.forget(this.listener);
  }
}
