import { sql, type ViewDb } from '@accord/read-store';
import type { DraftFigures } from './draft-figures';

/** A payee of this run, of the last one, or of both; amounts in minor units. */
export interface ReviewRow {
  readonly partner_id: string;
  readonly account_id: string;
  readonly change: 'new' | 'gone' | 'more' | 'less' | 'same';
  readonly amount: string;
  readonly last: string;
  readonly difference: string;
  readonly last_statement_id: string | null;
  readonly figures: DraftFigures | null;
  readonly last_figures: DraftFigures | null;
}

/** All payees together. */
export interface ReviewTotalsRow {
  readonly payees: string;
  readonly new_payees: string;
  readonly gone_payees: string;
  readonly changed_payees: string;
  readonly same_payees: string;
  readonly amount: string;
  readonly last: string;
  readonly difference: string;
  readonly held: string;
  readonly waiting: string;
  readonly rejected: string;
  readonly brought: string;
  readonly carried: string;
  readonly excluded: string;
}

/** Two proposals, each of its run; no last one where this is the first. */
export interface Compared {
  readonly run: ProposalOf;
  readonly last: ProposalOf | null;
  /** Of both. */
  readonly currency: string;
}

interface ProposalOf {
  readonly payoutId: string;
  readonly proposalId: string;
}

/** The row shown last: the next ones have a smaller difference, or the same and a later name. */
export interface After {
  readonly size: string;
  readonly partnerId: string;
}

/**
 * What was drafted counts once it is whole; of the last run, what was issued: accounts that it left out
 * have no statement.
 */
const reviewed = ({ run, last, currency }: Compared) => sql`
  with run as (
    select * from payout_drafts
    where payout_id = ${run.payoutId} and proposal_id = ${run.proposalId} and page = pages
  ),
  last as (
    select d.*, s.statement_id from payout_drafts d join payout_statements s
      on s.payout_id = d.payout_id and s.partner_id = d.partner_id
    where d.payout_id = ${last?.payoutId ?? null} and d.proposal_id = ${last?.proposalId ?? null}
      and d.page = d.pages and d.figures->'total'->>'currency' = ${currency}
  ),
  figured as (
    select partner_id, coalesce(run.account_id, last.account_id) as account_id,
      run.figures, last.figures as last_figures, last.statement_id as last_statement_id,
      coalesce((run.figures->'total'->>'minor')::numeric, 0) as amount,
      coalesce((last.figures->'total'->>'minor')::numeric, 0) as last
    from run full join last using (partner_id)
  ),
  reviewed as (
    select *, amount - last as difference, abs(amount - last) as size,
      case when last_figures is null then 'new' when figures is null then 'gone'
        when amount > last then 'more' when amount < last then 'less' else 'same' end as change
    from figured
  )`;

/** @returns the payees whose difference is largest, of one size by name */
export async function reviewRows(
  db: ViewDb,
  compared: Compared,
  limit: number,
  after: After | null,
): Promise<ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    ${reviewed(compared)}
    select partner_id, account_id, change, amount::text, last::text, difference::text,
      last_statement_id, figures, last_figures
    from reviewed
    where ${after === null} or size < ${after?.size ?? null}::numeric
      or (size = ${after?.size ?? null}::numeric and partner_id > ${after?.partnerId ?? null})
    order by size desc, partner_id limit ${limit}`.execute(db);
  return rows;
}

export async function reviewTotals(db: ViewDb, compared: Compared): Promise<ReviewTotalsRow> {
  const sumOf = (figure: 'held' | 'waiting' | 'rejected' | 'brought' | 'carried') => sql`
    coalesce(sum((figures->${sql.lit(figure)}->>'minor')::numeric), 0)::text`;
  const { rows } = await sql<ReviewTotalsRow>`
    ${reviewed(compared)}
    select count(*)::text as payees,
      (count(*) filter (where change = 'new'))::text as new_payees,
      (count(*) filter (where change = 'gone'))::text as gone_payees,
      (count(*) filter (where change in ('more', 'less')))::text as changed_payees,
      (count(*) filter (where change = 'same'))::text as same_payees,
      coalesce(sum(amount), 0)::text as amount, coalesce(sum(last), 0)::text as last,
      coalesce(sum(difference), 0)::text as difference,
      ${sumOf('held')} as held, ${sumOf('waiting')} as waiting,
      ${sumOf('rejected')} as rejected,
      ${sumOf('brought')} as brought, ${sumOf('carried')} as carried,
      coalesce(sum((figures->>'excluded')::numeric), 0)::text as excluded
    from reviewed`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A sum over no rows has no row');
  return row;
}
