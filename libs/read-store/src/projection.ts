import type { QueryExecutorProvider } from 'kysely';
import type { DomainEvent, EventCatalog, Recorded } from '@accord/kernel';

/** A connection on which a view's own tables are reached by their plain names. */
export type ViewDb = QueryExecutorProvider;

/**
 * A view, in one version of its form. Each version lives in a PostgreSQL schema of its own,
 * `<name>_v<version>`; what queries read is a pointer to one of them.
 */
export interface Projection {
  /** snake_case. */
  readonly name: string;
  /** Raised whenever tables or fold change: the view is then built anew beside the old one. */
  readonly version: number;
  /** Names of the tables, unique over all views. */
  readonly tables: readonly string[];
  /** The events that the view is made of; every one when absent. It is shown no others. */
  readonly events?: readonly EventCatalog<DomainEvent>[];
  /** Creates the tables, by their plain names. */
  create(db: ViewDb): Promise<void>;
  /** Folds events into the tables. Runs in the transaction that also moves the checkpoint. No other effect. */
  apply(db: ViewDb, events: readonly Recorded[]): Promise<void>;
}
