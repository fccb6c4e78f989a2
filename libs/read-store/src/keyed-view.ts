import { sql } from 'kysely';
import type { DomainEvent, EventCatalog, Recorded } from '@accord/kernel';
import type { Projection, ViewDb } from './projection';
import { selectByKeys, upsert, remove } from './rows';

/** A view of one table with one row per key, each folded from the events that concern it. */
export interface KeyedView<Row extends object, E extends DomainEvent> {
  readonly name: string;
  readonly version: number;
  readonly table: string;
  /** SQL type of each column, with its constraints: `{ deal_id: 'text not null', … }`. */
  readonly columns: { readonly [Column in keyof Row & string]: string };
  /** Columns whose values name a row. */
  readonly key: readonly (keyof Row & string)[];
  /** Further columns that are asked for, each list one index. */
  readonly indexes?: readonly (readonly (keyof Row & string)[])[];
  /** The events that the view is made of. */
  readonly events: readonly EventCatalog<DomainEvent>[];
  /** Keys of the rows that an event concerns: the values of `key`, in its order. */
  keysOf(event: Recorded<E>): readonly (readonly string[])[];
  /** The row after the event; null when there is none (any more). */
  fold(row: Row | undefined, event: Recorded<E>, key: readonly string[]): Row | null;
}

/** Per batch: one select of the rows touched, a fold in memory, one upsert and one delete. */
export function keyedView<Row extends object, E extends DomainEvent>(
  view: KeyedView<Row, E>,
): Required<Projection> {
  const isOurs = (event: Recorded): event is Recorded<E> =>
    view.events.some((catalog) => catalog.includes(event));
  return {
    name: view.name,
    version: view.version,
    tables: [view.table],
    events: view.events,
    async create(db) {
      const columns = Object.entries<string>(view.columns).map(
        ([column, type]) => sql`${sql.id(column)} ${sql.raw(type)}`,
      );
      await sql`create table ${sql.id(view.table)} (${sql.join(columns)}, primary key (${list(view.key)}))`.execute(
        db,
      );
      for (const index of view.indexes ?? []) {
        await sql`create index on ${sql.id(view.table)} (${list(index)})`.execute(db);
      }
    },
    apply: (db, events) => applyTo(db, view, events.filter(isOurs)),
  };
}

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.id(column)));

async function applyTo<Row extends object, E extends DomainEvent>(
  db: ViewDb,
  view: KeyedView<Row, E>,
  events: readonly Recorded<E>[],
): Promise<void> {
  const touched = new Map<string, readonly string[]>();
  for (const event of events) {
    for (const key of view.keysOf(event)) touched.set(JSON.stringify(key), key);
  }
  if (touched.size === 0) return;
  const keys = [...touched.values()].map((values) =>
    Object.fromEntries(view.key.map((column, i) => [column, values[i]])),
  );
  const rows = new Map<string, Row>();
  for (const row of await selectByKeys<Row>(db, view.table, view.key, keys)) {
    rows.set(JSON.stringify(view.key.map((column) => String(row[column]))), row);
  }
  for (const event of events) {
    for (const key of view.keysOf(event)) {
      const name = JSON.stringify(key);
      const after = view.fold(rows.get(name), event, key);
      if (after === null) rows.delete(name);
      else rows.set(name, after);
    }
  }
  await upsert(db, view.table, view.key, Object.keys(view.columns), [...rows.values()]);
  const gone = keys.filter((_key, i) => !rows.has([...touched.keys()][i] ?? ''));
  await remove(db, view.table, view.key, gone);
}
