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
import { draftsOf, type Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { draftHash } from '../statement/draft';
import { draftBody, type DraftBody } from './draft.response';
import { payoutBody, type PayoutBody } from './payout.response';
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
   * The statements of a run as they were drafted, from its own stream: what an approver reviews.
   * @returns undefined when nothing was proposed
   */
  async drafts(
    payoutId: string,
    { limit, cursor }: PageQuery,
  ): Promise<QueryReply<Page<DraftBody>> | undefined> {
    const { position } = await this.log.head();
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    const drafts =
      state.status === 'open' ? draftsOf(state, state.drafting?.proposalId ?? '') : state.drafts;
    if (drafts.length === 0) return undefined;
    const after = decodeCursor(cursor) ?? '';
    const rows = drafts.filter(({ accountId }) => accountId > after).slice(0, limit + 1);
    const bodies = rows.map((draft) => draftBody(draft, draftHash(draft)));
    return new QueryReply(
      pageOf(bodies, limit, ({ accountId }) => accountId),
      position,
      false,
    );
  }
}
