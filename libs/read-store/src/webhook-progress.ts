import { sql, type Kysely } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { AccordTables, DeliveryRow } from './tables';

/** From where an endpoint is told, and the revision of its event that says so. */
export interface DeliveryStart {
  readonly endpoint: string;
  readonly revision: number;
  readonly after: LogPosition;
}

/** An event that was sent, and what came of it. */
export interface SentEvent {
  readonly eventId: string;
  readonly position: LogPosition;
  readonly stream: string;
  readonly type: string;
  readonly at: Date;
  readonly status: number | null;
  readonly error: string | null;
  readonly delivered: boolean;
}

/** Deliveries remembered of each endpoint, the last ones. */
const REMEMBERED = 1_000;

/** How far each webhook endpoint has been told, and its last deliveries. Lost, all is told again. */
export class WebhookProgress {
  constructor(private readonly db: Kysely<AccordTables>) {}

  /**
   * Where telling goes on: where it had come to, or at the start when that was set anew since.
   * Deliveries behind a new start are forgotten, so that they are made again.
   */
  async begin({ endpoint, revision, after }: DeliveryStart): Promise<LogPosition> {
    return this.db.transaction().execute(async (trx) => {
      const reached = await this.reached(endpoint);
      if (reached && reached.startRevision >= revision) return reached.position;
      await trx
        .deleteFrom('accord.webhook_deliveries')
        .where('endpoint', '=', endpoint)
        .where('position', '>', after)
        .execute();
      const row = { endpoint, start_revision: revision, position: after };
      await trx
        .insertInto('accord.webhook_progress')
        .values(row)
        .onConflict((at) => at.column('endpoint').doUpdateSet(row))
        .execute();
      return after;
    });
  }

  /** @returns undefined before the endpoint was told anything */
  async reached(
    endpoint: string,
  ): Promise<{ position: LogPosition; startRevision: number } | undefined> {
    const row = await this.db
      .selectFrom('accord.webhook_progress')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .executeTakeFirst();
    return row && { position: logPosition(row.position), startRevision: row.start_revision };
  }

  /** Everything up to the position has been told; it is never moved back. Older deliveries than the last ones are forgotten. */
  async moveTo(endpoint: string, position: LogPosition): Promise<void> {
    await this.db
      .updateTable('accord.webhook_progress')
      .set({ position })
      .where('endpoint', '=', endpoint)
      .where('position', '<', position)
      .execute();
    const oldest = this.db
      .selectFrom('accord.webhook_deliveries')
      .select('position')
      .where('endpoint', '=', endpoint)
      .orderBy('position', 'desc')
      .offset(REMEMBERED)
      .limit(1);
    await this.db
      .deleteFrom('accord.webhook_deliveries')
      .where('endpoint', '=', endpoint)
      .where('position', '<=', oldest)
      .where('position', '<=', position)
      .execute();
  }

  /** @returns what is remembered of sending these events to the endpoint, by event id */
  async sent(endpoint: string, eventIds: readonly string[]): Promise<Map<string, DeliveryRow>> {
    if (eventIds.length === 0) return new Map();
    const rows = await this.db
      .selectFrom('accord.webhook_deliveries')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('event_id', 'in', [...eventIds])
      .execute();
    return new Map(rows.map((row) => [row.event_id, row]));
  }

  /** Remembers one more attempt. @returns what is now remembered of the event */
  async record(endpoint: string, sent: SentEvent): Promise<DeliveryRow> {
    const { eventId, position, stream, type, status, error, delivered } = sent;
    const at = sent.at.toISOString();
    const outcome = { last_at: at, status, error, delivered };
    return this.db
      .insertInto('accord.webhook_deliveries')
      .values({
        ...outcome,
        endpoint,
        event_id: eventId,
        position,
        stream,
        type,
        attempts: 1,
        first_at: at,
      })
      .onConflict((conflict) =>
        conflict.columns(['endpoint', 'event_id']).doUpdateSet({
          ...outcome,
          attempts: sql`accord.webhook_deliveries.attempts + 1`,
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** @returns deliveries of the endpoint, the last one first */
  list(endpoint: string, before: LogPosition | undefined, limit: number): Promise<DeliveryRow[]> {
    const all = this.db
      .selectFrom('accord.webhook_deliveries')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .orderBy('position', 'desc')
      .limit(limit);
    return (before === undefined ? all : all.where('position', '<', before)).execute();
  }

  /** Forgets all about an endpoint. */
  async forget(endpoint: string): Promise<void> {
    for (const table of ['accord.webhook_deliveries', 'accord.webhook_progress'] as const) {
      await this.db.deleteFrom(table).where('endpoint', '=', endpoint).execute();
    }
  }
}
