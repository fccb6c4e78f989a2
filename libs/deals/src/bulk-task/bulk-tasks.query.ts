import { Inject, Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { EventStore, type Streams } from '@accord/event-store';
import {
  PageQuery,
  QueryReply,
  decodePositionCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Caller,
  type Page,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { BULK_TASKS } from '../deals.token';
import { LINE_STATUSES, type LineStatus } from '../register-deals-in-bulk/line-result';
import type { BulkTask } from './bulk-task';
import type { BulkTaskEvent } from './bulk-task.events';
import type { BulkTaskRow } from './bulk-task-row';
import {
  bulkTaskBody,
  lineResultBody,
  type BulkTaskBody,
  type LineResultBody,
} from './bulk-task.response';

const VIEWS = ['bulk_tasks'];

export class BulkResultsQuery extends PageQuery {
  /** Only lines with this result. */
  @IsOptional()
  @IsIn(LINE_STATUSES)
  status?: LineStatus;
}

/** Whose tasks a caller sees: a sales system its own, people of the vendor all. */
const ownerFor = ({ roles, principalId }: Caller): string | null =>
  roles.some((role) => role === 'program-manager' || role === 'auditor') ? null : principalId;

/** Answers how far bulk tasks have come, and what became of their lines. */
@Injectable()
export class BulkTasksQuery {
  constructor(
    @Inject(BULK_TASKS) private readonly tasks: Streams<BulkTask, BulkTaskEvent>,
    private readonly store: ReadStore,
    private readonly log: EventStore,
  ) {}

  /** The last submitted one first. */
  async list(caller: Caller, query: PageQuery): Promise<QueryReply<Page<BulkTaskBody>>> {
    const { limit } = query;
    const before = decodePositionCursor(query.cursor) ?? null;
    const owner = ownerFor(caller);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<BulkTaskRow>`
          select * from bulk_tasks
          where (${before}::bigint is null or position < ${before})
            and (${owner}::text is null or principal_id = ${owner})
          order by position desc limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const { items, next } = pageOf(value.rows, limit, (row) => row.position.toString());
    return new QueryReply({ items: items.map(bulkTaskBody), next }, position, stale);
  }

  /** @returns undefined when there is no such task, or none that the caller sees */
  async one(
    caller: Caller,
    taskId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<BulkTaskBody> | undefined> {
    const owner = ownerFor(caller);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<BulkTaskRow>`
          select * from bulk_tasks
          where task_id = ${taskId} and (${owner}::text is null or principal_id = ${owner})`.execute(
          db,
        ),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(bulkTaskBody(row), position, stale);
  }

  /**
   * What became of the lines so far, in the order of the file, from the task's own events.
   * @returns undefined when there is no such task, or none that the caller sees
   */
  async results(
    caller: Caller,
    taskId: string,
    { limit, cursor, status }: BulkResultsQuery,
  ): Promise<QueryReply<Page<LineResultBody>> | undefined> {
    const { position } = await this.log.head();
    const events = await this.tasks.events(taskId);
    const [first] = events;
    const owner = ownerFor(caller);
    if (first?.type !== 'BulkTaskSubmitted') return undefined;
    if (owner !== null && owner !== first.data.principalId) return undefined;
    const after = decodePositionCursor(cursor) ?? 0n;
    const rows = events
      .flatMap((event) => (event.type === 'BulkLinesWorked' ? event.data.results : []))
      .filter((one) => one.line > after && (status === undefined || one.status === status));
    const page = pageOf(rows.slice(0, limit + 1), limit, ({ line }) => String(line));
    const items = page.items.map(lineResultBody);
    return new QueryReply({ items, next: page.next }, position, false);
  }

  /** Tasks that are not completed, in the order in which they were submitted. */
  async open(): Promise<string[]> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<{ task_id: string }>`
        select task_id from bulk_tasks where status = 'open' order by position`.execute(db),
    );
    return value.rows.map(({ task_id }) => task_id);
  }
}
