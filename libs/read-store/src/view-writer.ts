import { sql, type Kysely, type Transaction } from 'kysely';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { Batch } from './batch';
import type { AccordTables } from './tables';
import { CheckpointMoved, ForeignCheckpoint } from './errors';
import type { Projection } from './projection';
import type { ViewCheckpoint } from './view-checkpoint';
import { cutAt, oldVersions, replaceOld, type OldVersion, type Replacement } from './replace-view';
import { ensureView, schemaOf, LIVE } from './view-schema';

export interface ViewWriterOptions {
  /** Views of another namespace live in schemas of their own and are never what queries read. */
  readonly namespace?: string;
  /** Told once when a view stops; other views go on. */
  readonly onStopped?: (view: string, error: string) => void;
  /** Told once when queries read a new version of a view, and the old one is gone. */
  readonly onReplaced?: (replacement: Replacement) => void;
}

/** Writes batches into all views, each view's tables and checkpoint in one transaction. */
export class ViewWriter {
  private checkpoints = new Map<string, ViewCheckpoint>();
  /** Versions that queries still read while ours catch up. */
  private old = new Map<string, OldVersion>();

  private constructor(
    private readonly db: Kysely<AccordTables>,
    private readonly projections: readonly Projection[],
    private readonly namespace: string,
    private readonly options: ViewWriterOptions,
  ) {}

  /**
   * Creates what is missing and reads back where every view stands.
   * @param idAt id of the record at a position of the connected log; undefined when there is none
   * @throws ForeignCheckpoint when a view's last handled event is not in the connected log
   */
  static async open(
    db: Kysely<AccordTables>,
    projections: readonly Projection[],
    idAt: (position: LogPosition) => Promise<string | undefined>,
    options: ViewWriterOptions = {},
  ): Promise<ViewWriter> {
    const namespace = options.namespace ?? LIVE;
    for (const projection of projections) await ensureView(db, projection, namespace);
    const writer = new ViewWriter(db, projections, namespace, options);
    await writer.load();
    for (const [view, { position, eventId }] of writer.checkpoints) {
      if (position === undefined || eventId === undefined) continue;
      if ((await idAt(position)) !== eventId) throw new ForeignCheckpoint(view, position, eventId);
    }
    return writer;
  }

  /** @returns the position after which the log has to be read; undefined: from its beginning */
  get readAfter(): LogPosition | undefined {
    const active = [...this.checkpoints.values()].filter(({ status }) => status === 'active');
    if (active.some(({ position }) => position === undefined)) return undefined;
    return active.reduce<LogPosition | undefined>(
      (least, { position }) =>
        least === undefined || (position !== undefined && position < least) ? position : least,
      undefined,
    );
  }

  get states(): ReadonlyMap<string, ViewCheckpoint> {
    return this.checkpoints;
  }

  private async load(): Promise<void> {
    this.checkpoints = await readCheckpoints(this.db, this.namespace, this.projections);
    if (this.namespace === LIVE) this.old = await oldVersions(this.db, this.projections);
  }

  /**
   * @throws CheckpointMoved when another writer has written since; nothing of the batch is then stored
   */
  async write(batch: Batch): Promise<void> {
    for (const part of cutAt(batch, this.old)) await this.writePart(part);
  }

  private async writePart(batch: Batch): Promise<void> {
    const { next, replaced } = await this.transact(batch, 'together').catch((error: unknown) => {
      if (error instanceof ViewFailed) return this.transact(batch, 'apart');
      throw error;
    });
    for (const [view, after] of next) {
      if (after.status === 'stopped' && this.checkpoints.get(view)?.status === 'active') {
        this.options.onStopped?.(view, after.error ?? 'unknown');
      }
    }
    this.checkpoints = next;
    for (const replacement of replaced) {
      this.old.delete(replacement.view);
      this.options.onReplaced?.(replacement);
    }
  }

  /**
   * @param views whether the failure of one undoes all, which costs nothing while all go well, or each
   * is undone alone
   * @throws ViewFailed only where they are written together
   */
  private transact(
    batch: Batch,
    views: 'together' | 'apart',
  ): Promise<{ next: Map<string, ViewCheckpoint>; replaced: Replacement[] }> {
    return this.db.transaction().execute(async (trx) => {
      // What a crash of the database loses, it loses with its checkpoint: it is read again.
      await sql`set local synchronous_commit to off`.execute(trx);
      const stored = await lockCheckpoints(trx, this.namespace, this.projections);
      const written = new Map<string, ViewCheckpoint>();
      for (const projection of this.projections) {
        const mine = this.checkpoints.get(projection.name);
        const theirs = stored.get(projection.name);
        if (
          !mine ||
          !theirs ||
          mine.position !== theirs.position ||
          mine.eventId !== theirs.eventId
        ) {
          throw new CheckpointMoved(
            `"${projection.name}" is at ${theirs?.position}, not at ${mine?.position}`,
          );
        }
        written.set(projection.name, await this.advance(trx, projection, theirs, batch, views));
      }
      return { next: written, replaced: await this.store(trx, written) };
    });
  }

  /** Moves one view over the batch, or up to the event that it cannot take. */
  private async advance(
    trx: Transaction<AccordTables>,
    projection: Projection,
    before: ViewCheckpoint,
    batch: Batch,
    views: 'together' | 'apart',
  ): Promise<ViewCheckpoint> {
    const passed = before.position;
    if (before.status === 'stopped') return before;
    if (passed !== undefined && passed >= batch.last.position) return before;
    const news = batch.events.filter(
      (event) =>
        (passed === undefined || event.position > passed) &&
        (projection.events?.some((catalog) => catalog.includes(event)) ?? true),
    );
    if (views === 'together') {
      await this.apply(trx, projection, news).catch((cause: unknown) => {
        throw new ViewFailed(projection.name, { cause });
      });
      return { ...before, ...batch.last };
    }
    const error = await this.tryApply(trx, projection, news);
    if (error === undefined) return { ...before, ...batch.last };
    let { position, eventId } = before;
    for (const event of news) {
      const failure = await this.tryApply(trx, projection, [event]);
      if (failure !== undefined) {
        const text = `${event.type} at position ${event.position} (${event.id}): ${failure}`;
        return { ...before, position, eventId, status: 'stopped', error: text };
      }
      position = event.position;
      eventId = event.id;
    }
    // One by one it went: the failure lay in the batch as a whole and is over.
    return { ...before, ...batch.last };
  }

  private async apply(
    trx: Transaction<AccordTables>,
    projection: Projection,
    events: Batch['events'],
  ): Promise<void> {
    if (events.length === 0) return;
    const schema = schemaOf(projection, this.namespace);
    await sql`set local search_path to ${sql.id(schema)}, public`.execute(trx);
    await projection.apply(trx, events);
  }

  /** @returns the error's text, with everything of this try undone; undefined when it went well */
  private async tryApply(
    trx: Transaction<AccordTables>,
    projection: Projection,
    events: Batch['events'],
  ): Promise<string | undefined> {
    if (events.length === 0) return undefined;
    await sql`savepoint view`.execute(trx);
    try {
      await this.apply(trx, projection, events);
      await sql`release savepoint view`.execute(trx);
      return undefined;
    } catch (error) {
      await sql`rollback to savepoint view`.execute(trx);
      return error instanceof Error ? error.message : String(error);
    }
  }

  private async store(
    trx: Transaction<AccordTables>,
    written: ReadonlyMap<string, ViewCheckpoint>,
  ): Promise<Replacement[]> {
    const rows = this.projections.flatMap((projection) => {
      const after = written.get(projection.name);
      return after ? [{ projection, after }] : [];
    });
    await sql`
      update accord.view_checkpoints as c
      set position = n.position, event_id = n.event_id, status = n.status, error = n.error
      from unnest(
        ${rows.map(({ projection }) => projection.name)}::text[],
        ${rows.map(({ projection }) => projection.version)}::int[],
        ${rows.map(({ after }) => after.position?.toString() ?? null)}::bigint[],
        ${rows.map(({ after }) => after.eventId ?? null)}::text[],
        ${rows.map(({ after }) => after.status)}::text[],
        ${rows.map(({ after }) => after.error)}::text[]
      ) as n(view, version, position, event_id, status, error)
      where c.namespace = ${this.namespace} and c.view = n.view and c.version = n.version`.execute(
      trx,
    );
    if (this.namespace !== LIVE) return [];
    await sql`select pg_notify('accord_views', '')`.execute(trx);
    return this.old.size > 0 ? replaceOld(trx, this.projections, written) : [];
  }
}

/** A view could not be written; its transaction is undone. */
class ViewFailed extends Error {}

const readCheckpoints = async (
  db: Kysely<AccordTables>,
  namespace: string,
  projections: readonly Projection[],
): Promise<Map<string, ViewCheckpoint>> =>
  checkpointsOf(projections, await ofNamespace(db, namespace).execute());

/** Keeps other writers out for the length of the transaction. */
const lockCheckpoints = async (
  trx: Transaction<AccordTables>,
  namespace: string,
  projections: readonly Projection[],
): Promise<Map<string, ViewCheckpoint>> =>
  checkpointsOf(
    projections,
    await ofNamespace(trx, namespace).orderBy('view').orderBy('version').forUpdate().execute(),
  );

const ofNamespace = (db: Kysely<AccordTables>, namespace: string) =>
  db.selectFrom('accord.view_checkpoints').selectAll().where('namespace', '=', namespace);

const checkpointsOf = (
  projections: readonly Projection[],
  rows: readonly AccordTables['accord.view_checkpoints'][],
): Map<string, ViewCheckpoint> =>
  new Map(
    rows
      .filter((row) =>
        projections.some(({ name, version }) => name === row.view && version === row.version),
      )
      .map((row) => [
        row.view,
        {
          position: row.position === null ? undefined : logPosition(row.position),
          eventId: row.event_id ?? undefined,
          status: row.status,
          current: row.current,
          error: row.error,
        },
      ]),
  );
