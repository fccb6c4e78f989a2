import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import {
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  requestFault,
  type AtLeastQuery,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import type { EstimateRun } from '../estimate/estimate-run';
import type { AccountEstimate, EstimateEvent } from '../estimate/estimate.events';
import { ESTIMATES } from '../payouts.token';
import {
  accountEstimateBody,
  estimateBody,
  type AccountEstimateBody,
  type EstimateBody,
} from './estimate.response';
import type { EstimateRow } from './estimate-row';

const VIEWS = ['estimates'];

/** Answers questions about estimates of what is accrued. */
@Injectable()
export class EstimatesQuery {
  constructor(
    @Inject(ESTIMATES) private readonly estimates: Streams<EstimateRun, EstimateEvent>,
    private readonly store: ReadStore,
  ) {}

  /** @returns books whose estimate the worker has something to do for */
  async open(): Promise<string[]> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<Pick<EstimateRow, 'book'>>`
        select distinct book from estimates where status <> 'finished' order by book`.execute(db),
    );
    return value.rows.map(({ book }) => book);
  }

  async list(query: PageQuery): Promise<QueryReply<Page<EstimateBody>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<EstimateRow>`
          select * from estimates where estimate_id > ${after}
          order by estimate_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(estimateBody), limit, ({ estimateId }) => estimateId);
    return new QueryReply(page, position, stale);
  }

  async one(id: string, query: AtLeastQuery): Promise<QueryReply<EstimateBody> | undefined> {
    const { row, position, stale } = await this.row(id, query);
    return row && new QueryReply(estimateBody(row), position, stale);
  }

  /**
   * What each account was estimated at, by payee, from the log.
   * @returns undefined when there is no such estimate
   */
  async accounts(
    id: string,
    query: PageQuery,
  ): Promise<QueryReply<Page<AccountEstimateBody>> | undefined> {
    const { limit } = query;
    const { row, position, stale } = await this.row(id, query);
    if (!row) return undefined;
    const [revision, skip] = placeOf(query.cursor) ?? [row.requested_at, -1];
    const found: { readonly place: string; readonly one: AccountEstimate }[] = [];
    for await (const event of this.estimates.eachEvent(row.book, revision)) {
      const { type, data } = event;
      if (found.length > limit || data.estimateId !== id || type === 'EstimateFinished') break;
      if (type !== 'AccountsEstimated') continue;
      for (const [i, one] of data.accounts.entries()) {
        const isSeen = event.revision === revision && i <= skip;
        if (!isSeen) found.push({ place: `${event.revision}.${i}`, one });
      }
    }
    const { items, next } = pageOf(found, limit, ({ place }) => place);
    const bodies = items.map(({ one }) => accountEstimateBody(one));
    return new QueryReply({ items: bodies, next }, position, stale);
  }

  private async row(
    id: string,
    query: AtLeastQuery,
  ): Promise<{ row: EstimateRow | undefined } & Pick<QueryReply<never>, 'position' | 'stale'>> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) => sql<EstimateRow>`select * from estimates where estimate_id = ${id}`.execute(db),
      minPositionOf(query),
    );
    return { row: value.rows[0], position, stale };
  }
}

/** Of the last account seen: the revision of its event, and its place there. @throws Problem 400 */
function placeOf(cursor: string | undefined): readonly [number, number] | undefined {
  const key = decodeCursor(cursor);
  if (key === undefined) return undefined;
  const [, revision, place] = /^(\d{1,9})\.(\d{1,9})$/.exec(key) ?? [];
  if (revision !== undefined && place !== undefined) return [Number(revision), Number(place)];
  const message = 'Not a cursor of this list';
  throw requestFault([{ code: 'cursor-invalid', message, path: 'cursor' }]);
}
