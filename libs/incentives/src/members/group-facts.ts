import { sql, type ViewDb } from '@accord/read-store';

/** Which streams a reckoning may rest on. */
export interface Around {
  readonly dealIds: readonly string[];
  readonly saleIds: readonly string[];
}

/**
 * Every sale that may ever have been a partner's, with all deals on those sales. What a deal and a sale
 * belong to never changes; a deal may have been given to another partner.
 */
export async function salesAround(
  db: ViewDb,
  programId: string,
  partnerId: string,
): Promise<Around> {
  const { rows } = await sql<{ kind: 'deal' | 'sale'; id: string }>`
    with ours as (
      select d.deal_id, d.opportunity from earning_deals d
      where d.program_id = ${programId} and (d.reassigned or d.partner_id = ${partnerId})
    ),
    sales as (
      select sale_id, s.deal_id, s.opportunity from earning_sales s join ours using (deal_id)
      union select sale_id, s.deal_id, s.opportunity from earning_sales s join ours using (opportunity)
    )
    select 'sale' as kind, sale_id as id from sales
    union select 'deal', deal_id from sales join earning_deals using (deal_id)
    union select 'deal', d.deal_id from sales join earning_deals d using (opportunity)`.execute(db);
  const of = (kind: 'deal' | 'sale'): string[] =>
    rows.flatMap((row) => (row.kind === kind ? [row.id] : []));
  return { dealIds: of('deal'), saleIds: of('sale') };
}
