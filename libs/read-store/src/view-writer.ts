import { sql, type Kysely, type Transaction } from 'kysely';
import type { LogPosition } from '@accord/kernel';
import type { Batch } from './batch';
import type { AccordTables } from './tables';
import { CheckpointMoved, ForeignCheckpoint, isPassing } from './errors';
import type { Projection } from './projection';
import { lockCheckpoints, readCheckpoints, rewind, type ViewCheckpoint } from './view-checkpoint';
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
    for (const [view, { lastEvent }] of writer.checkpoints) {
      if (lastEvent && (await idAt(lastEvent.position)) !== lastEvent.id) {
        throw new ForeignCheckpoint(view, lastEvent.position, lastEvent.id);
      }
    }
    await rewind(db, namespace, projections);
    await writer.load();
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
   * @throws CheckpointMoved when another writer has written since, or what troubles the database, a full disk
   *   say; nothing of the batch is then stored
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
      await this.prepare(trx);
      const stored = await lockCheckpoints(trx, this.namespace, this.projections);
      const before = new Map<Projection, ViewCheckpoint>();
      for (const projection of this.projections) {
        const mine = this.checkpoints.get(projection.name);
        const theirs = stored.get(projection.name);
        if (
          !mine ||
          !theirs ||
          mine.position !== theirs.position ||
          mine.lastEvent?.id !== theirs.lastEvent?.id
        ) {
          throw new CheckpointMoved(
            `"${projection.name}" is at ${theirs?.position}, not at ${mine?.position}`,
          );
        }
        before.set(projection, theirs);
      }
      const written =
        views === 'together'
          ? await this.advanceAll(trx, before, batch)
          : await this.advanceEach(trx, before, batch);
      return { next: written, replaced: await this.store(trx, written) };
    });
  }

  private async prepare(trx: Transaction<AccordTables>): Promise<void> {
    // No two views have a table of the same name.
    const schemas = this.projections.map((projection) => schemaOf(projection, this.namespace));
    const path = [...schemas, 'public'].map((schema) => `"${schema}"`).join(', ');
    // What a crash of the database loses, it loses with its checkpoint: it is read again.
    await sql`
      select set_config('synchronous_commit', 'off', true), set_config('search_path', ${path}, true)`.execute(
      trx,
    );
  }

  /**
   * Moves all views over the batch side by side: while the database works for one, the next one folds.
   * @throws ViewFailed when one cannot take it
   */
  private async advanceAll(
    trx: Transaction<AccordTables>,
    before: ReadonlyMap<Projection, ViewCheckpoint>,
    batch: Batch,
  ): Promise<Map<string, ViewCheckpoint>> {
    const moved = await Promise.allSettled(
      [...before].map(async ([projection, stand]) => {
        if (!isDue(stand, batch)) return [projection.name, stand] as const;
        await this.apply(trx, projection, newsOf(projection, stand, batch));
        return [projection.name, passed(stand, batch)] as const;
      }),
    );
    // Nothing of the transaction is under way any more when its fate is told.
    const failed = moved.find((one) => one.status === 'rejected');
    if (failed) throw new ViewFailed('a view', { cause: failed.reason });
    return new Map(moved.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  }

  /** Moves one view after the other over the batch, each up to the event that it cannot take. */
  private async advanceEach(
    trx: Transaction<AccordTables>,
    before: ReadonlyMap<Projection, ViewCheckpoint>,
    batch: Batch,
  ): Promise<Map<string, ViewCheckpoint>> {
    const written = new Map<string, ViewCheckpoint>();
    for (const [projection, stand] of before) {
      const after = isDue(stand, batch) ? await this.advance(trx, projection, stand, batch) : stand;
      written.set(projection.name, after);
    }
    return written;
  }

  private async advance(
    trx: Transaction<AccordTables>,
    projection: Projection,
    before: ViewCheckpoint,
    batch: Batch,
  ): Promise<ViewCheckpoint> {
    const news = newsOf(projection, before, batch);
    const error = await this.tryApply(trx, projection, news);
    if (error === undefined) return passed(before, batch);
    let { position, lastEvent } = before;
    for (const event of news) {
      const failure = await this.tryApply(trx, projection, [event]);
      if (failure !== undefined) {
        const text = `${event.type} at position ${event.position} (${event.id}): ${failure}`;
        return { ...before, position, lastEvent, status: 'stopped', error: text };
      }
      position = event.position;
      lastEvent = { position, id: event.id };
    }
    // One by one it went: the failure lay in the batch as a whole and is over.
    return passed(before, batch);
  }

  private async apply(
    trx: Transaction<AccordTables>,
    projection: Projection,
    events: Batch['events'],
  ): Promise<void> {
    if (events.length > 0) await projection.apply(trx, events);
  }

  /**
   * @returns the error's text, with everything of this try undone; undefined when it went well
   * @throws what is the database's trouble and not the view's
   */
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
      if (isPassing(error)) throw error;
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
      set position = n.position, event_position = n.event_position, event_id = n.event_id,
          status = n.status, error = n.error
      from unnest(
        ${rows.map(({ projection }) => projection.name)}::text[],
        ${rows.map(({ projection }) => projection.version)}::int[],
        ${rows.map(({ after }) => after.position?.toString() ?? null)}::bigint[],
        ${rows.map(({ after }) => after.lastEvent?.position.toString() ?? null)}::bigint[],
        ${rows.map(({ after }) => after.lastEvent?.id ?? null)}::text[],
        ${rows.map(({ after }) => after.status)}::text[],
        ${rows.map(({ after }) => after.error)}::text[]
      ) as n(view, version, position, event_position, event_id, status, error)
      where c.namespace = ${this.namespace} and c.view = n.view and c.version = n.version`.execute(
      trx,
    );
    if (this.namespace !== LIVE) return [];
    await sql`select pg_notify('accord_views', '')`.execute(trx);
    return this.old.size > 0 ? replaceOld(trx, this.projections, written) : [];
  }
}

/** Whether a view goes on and has not passed the batch already. */
const isDue = ({ status, position }: ViewCheckpoint, { reached }: Batch): boolean =>
  status === 'active' && (position === undefined || position < reached);

const passed = (before: ViewCheckpoint, { events, reached }: Batch): ViewCheckpoint => {
  const last = events.at(-1);
  const lastEvent = last ? { position: last.position, id: last.id } : before.lastEvent;
  return { ...before, position: reached, lastEvent };
};

const newsOf = (
  projection: Projection,
  { position }: ViewCheckpoint,
  batch: Batch,
): Batch['events'] =>
  batch.events.filter(
    (event) =>
      (position === undefined || event.position > position) &&
      (projection.events?.some((catalog) => catalog.includes(event)) ?? true),
  );

/** A view could not be written; its transaction is undone. */
class ViewFailed extends Error {}
