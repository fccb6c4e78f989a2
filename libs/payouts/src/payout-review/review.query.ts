import { Injectable } from '@nestjs/common';
import {
  QueryReply,
  decodeCursor,
  minPositionOf,
  notACursor,
  pageOf,
  type PageQuery,
} from '@accord/platform';
import { ReadStore, sql, type ViewDb } from '@accord/read-store';
import type { PayoutRow } from '../payout-list/payout-row';
import { setAsidePath } from './review-paths';
import { reviewItemBody, reviewTotalsBody, type ReviewBody } from './review.response';
import { reviewRows, reviewTotals, type After, type Compared } from './review-rows';

const VIEWS = ['payouts', 'payout_drafts', 'payout_statements'];

type Known = Pick<PayoutRow, 'payout_id' | 'proposal' | 'total'>;

/** Tells what a proposed run changes against the last one that was issued. */
@Injectable()
export class ReviewQuery {
  constructor(private readonly store: ReadStore) {}

  /** @returns undefined when nothing is proposed */
  async of(payoutId: string, query: PageQuery): Promise<QueryReply<ReviewBody> | undefined> {
    const { limit } = query;
    const after = afterIn(query.cursor);
    const { value, position, stale } = await this.store.views.read(
      VIEWS,
      async (db) => {
        const run = await knownRun(db, payoutId);
        if (!run?.proposal || !run.total) return undefined;
        const { proposal, total } = run;
        const last = await lastIssued(db, proposal);
        const compared = comparedTo(run, last, total.currency);
        const rows = await reviewRows(db, compared, limit + 1, after);
        return { proposal, total, last, rows, totals: await reviewTotals(db, compared) };
      },
      minPositionOf(query),
    );
    if (!value) return undefined;
    const { currency } = value.total;
    const { items, next } = pageOf(value.rows, limit, ({ difference, partner_id }) =>
      [difference.replace('-', ''), partner_id].join(' '),
    );
    const body = {
      payoutId,
      root: value.proposal.root,
      lastPayoutId: value.last?.payout_id ?? null,
      currency,
      totals: reviewTotalsBody(value.totals, currency),
      setAside: setAsidePath(payoutId),
      items: items.map((row) => reviewItemBody(row, currency)),
      next,
    };
    return new QueryReply(body, position, stale);
  }
}

async function knownRun(db: ViewDb, payoutId: string): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    select payout_id, proposal, total from payouts where payout_id = ${payoutId}`.execute(db);
  return rows[0];
}

/** Books are closed in order, so that the quarter before is the run before. */
async function lastIssued(
  db: ViewDb,
  { book, kind, quarter }: NonNullable<Known['proposal']>,
): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    select payout_id, proposal, total from payouts
    where status = 'issued' and proposal->>'book' = ${book} and proposal->>'kind' = ${kind}
      and (proposal->>'quarter') collate "C" < ${quarter}
    order by (proposal->>'quarter') collate "C" desc limit 1`.execute(db);
  return rows[0];
}

function comparedTo(run: Known, last: Known | undefined, currency: string): Compared {
  const of = ({ payout_id, proposal }: Known) => ({
    payoutId: payout_id,
    proposalId: proposal?.proposalId ?? '',
  });
  return { run: of(run), last: last ? of(last) : null, currency };
}

function afterIn(cursor: string | undefined): After | null {
  const key = decodeCursor(cursor);
  if (key === undefined) return null;
  const [, size, partnerId] = /^(\d{1,30}) (.+)$/s.exec(key) ?? [];
  if (size === undefined || partnerId === undefined) throw notACursor();
  return { size, partnerId };
}
