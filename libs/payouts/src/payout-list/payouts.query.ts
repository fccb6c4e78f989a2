import { Inject, Injectable } from '@nestjs/common';
import { EventStore, type Streams } from '@accord/event-store';
import {
  QueryReply,
  decodeCursor,
  minPositionOf,
  pageOf,
  type AtLeastQuery,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { PAYOUTS } from '../payouts.token';
import { draftsIn, type PlacedDraft } from '../payout/drafted';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { draftHash } from '../statement/draft';
import { draftBody, type DraftBody } from './draft.response';
import {
  payoutBody,
  payoutOutcomeBody,
  type PayoutBody,
  type PayoutOutcomeBody,
} from './payout.response';
import type { PayoutRow } from './payout-row';

const VIEWS = ['payouts'];

/** Answers questions about payout runs. */
@Injectable()
export class PayoutsQuery {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly store: ReadStore,
    private readonly log: EventStore,
  ) {}

  /** @returns ids of the runs that the worker has something to do for */
  async open(): Promise<string[]> {
    const { value } = await this.store.views.read(VIEWS, (db) =>
      sql<Pick<PayoutRow, 'payout_id'>>`
        select payout_id from payouts where status in ('drafting', 'issuing')
        order by payout_id`.execute(db),
    );
    return value.rows.map(({ payout_id }) => payout_id);
  }

  async list(query: PageQuery): Promise<QueryReply<Page<PayoutBody>>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor) ?? '';
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) =>
        sql<PayoutRow>`
          select * from payouts where payout_id > ${after}
          order by payout_id limit ${limit + 1}`.execute(db),
      minPositionOf(query),
    );
    const page = pageOf(value.rows.map(payoutBody), limit, ({ payoutId }) => payoutId);
    return new QueryReply(page, position, stale);
  }

  async one(payoutId: string, query: AtLeastQuery): Promise<QueryReply<PayoutBody> | undefined> {
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      (db) => sql<PayoutRow>`select * from payouts where payout_id = ${payoutId}`.execute(db),
      minPositionOf(query),
    );
    const [row] = value.rows;
    return row && new QueryReply(payoutBody(row), position, stale);
  }

  /**
   * What became of the accounts of a run so far, from its own stream, by account.
   * @returns undefined when the run was not approved
   */
  async outcomes(
    payoutId: string,
    { limit, cursor }: PageQuery,
  ): Promise<QueryReply<Page<PayoutOutcomeBody>> | undefined> {
    const { position } = await this.log.head();
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    if (!('outcomes' in state)) return undefined;
    const after = decodeCursor(cursor) ?? '';
    const rows = state.outcomes
      .filter(({ accountId }) => accountId > after)
      .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
      .slice(0, limit + 1);
    return new QueryReply(
      pageOf(rows.map(payoutOutcomeBody), limit, ({ accountId }) => accountId),
      position,
      false,
    );
  }

  /**
   * The statements of a run as they were drafted, by payee, from its own stream: what an approver reviews.
   * @returns undefined when nothing was drafted
   */
  async drafts(
    payoutId: string,
    { limit, cursor }: PageQuery,
  ): Promise<QueryReply<Page<DraftBody>> | undefined> {
    const { position } = await this.log.head();
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    const { drafted } = state;
    if (!drafted) return undefined;
    const after = decodeCursor(cursor);
    // Behind the last page of the draft that was shown last.
    const from = after === undefined ? drafted.from : Number(after) + 1;
    const rows: PlacedDraft[] = [];
    for await (const draft of draftsIn(
      this.payouts.eachEvent(payoutId, from),
      drafted.proposalId,
    )) {
      rows.push(draft);
      if (rows.length > limit) break;
    }
    const { items, next } = pageOf(rows, limit, ({ revision }) => String(revision));
    const bodies = items.map(({ draft }) => draftBody(draft, draftHash(draft)));
    return new QueryReply({ items: bodies, next }, position, false);
  }
}
