import { plusDays, type Recorded } from '@accord/kernel';
import { dealEvents } from '@accord/deals';
import { partnerEvents } from '@accord/partners';
import { guaranteedRules, programEvents } from '@accord/programs';
import { rateEvents } from '@accord/rates';
import { sql, type ViewDb } from '@accord/read-store';
import { saleEvents } from '@accord/sales';
import type { SaleFact } from '../facts/sale-fact';
import type { DealFact } from '../facts/deal-fact';
import type { Claim, World } from '../calculation/claim';
import { RateBook } from '../facts/rate-book';
import {
  idOf,
  type DealRow,
  type PartnerRow,
  type ProgramRow,
  type RateRow,
  type SaleRow,
} from './facts';

/** Longest age of a rate that a program may allow. */
const MAX_AGE_DAYS = 366;

/** @returns the sales on which these events may change what anybody earns; facts are folded before */
export async function affectedSales(db: ViewDb, events: readonly Recorded[]): Promise<string[]> {
  const idsIn = (catalog: { includes(event: Recorded): boolean }): string[] => [
    ...new Set(events.filter((event) => catalog.includes(event)).map(idOf)),
  ];
  const published = events.flatMap((event) => (rateEvents.includes(event) ? [event.data] : []));
  const { rows } = await sql<{ sale_id: string }>`
    with touched as (
      select deal_id, opportunity from earning_deals
      where deal_id = any(${idsIn(dealEvents)}) or partner_id = any(${idsIn(partnerEvents)})
        or program_id = any(${republished(events)})
    )
    select sale_id from earning_sales where sale_id = any(${idsIn(saleEvents)})
    union select sale_id from earning_sales join touched using (deal_id)
    union select sale_id from earning_sales join touched using (opportunity)
    union select sale_id from earning_lines join unnest(
        ${published.map(({ source }) => source)}::text[],
        ${published.map(({ publishedOn }) => publishedOn)}::text[],
        ${published.map(({ publishedOn }) => plusDays(publishedOn, MAX_AGE_DAYS))}::text[]
      ) as published(source, first, last)
      on rate_source = source and rate_day between first and last`.execute(db);
  return rows.map(({ sale_id }) => sale_id);
}

/** Programs whose rules are others now. */
const republished = (events: readonly Recorded[]): string[] => [
  ...new Set(
    events
      .filter((event) => programEvents.includes(event) && event.type === 'ProgramVersionPublished')
      .map(idOf),
  ),
];

/** @returns the partners to whom these events may have given or taken a guarantee */
export async function affectedPartners(db: ViewDb, events: readonly Recorded[]): Promise<string[]> {
  const partners = events.filter((event) => partnerEvents.includes(event)).map(idOf);
  const programs = events.filter((event) => programEvents.includes(event)).map(idOf);
  if (partners.length + programs.length === 0) return [];
  const concerned = await sql<ProgramRow>`
    select * from earning_programs where program_id = any(${programs})
      or program_id in (select program_id from earning_partners where partner_id = any(${partners}))`.execute(
    db,
  );
  const promising = concerned.rows
    .filter(({ fact }) => guaranteedRules(fact).length > 0)
    .map(({ program_id }) => program_id);
  if (promising.length === 0) return [];
  const { rows } = await sql<Pick<PartnerRow, 'partner_id'>>`
    select partner_id from earning_partners where program_id = any(${promising})
      and (partner_id = any(${partners}) or program_id = any(${programs}))`.execute(db);
  return rows.map(({ partner_id }) => partner_id);
}

/** Sales with every deal that may belong to them. */
export interface SaleWithDeals {
  readonly sale: SaleFact;
  readonly deals: readonly DealFact[];
}

export async function loadSales(db: ViewDb, saleIds: readonly string[]): Promise<SaleWithDeals[]> {
  const { rows } = await sql<Pick<SaleRow, 'sale_id' | 'fact'> & { deal: DealRow['fact'] }>`
    with wanted as (select * from earning_sales where sale_id = any(${saleIds})),
    pairs as (
      select sale_id, d.deal_id from wanted join earning_deals d using (deal_id)
      union select sale_id, d.deal_id from wanted join earning_deals d using (opportunity)
    )
    select s.sale_id, s.fact, d.fact as deal
    from pairs join wanted s using (sale_id) join earning_deals d on d.deal_id = pairs.deal_id
    order by s.sale_id, d.deal_id`.execute(db);
  const sales = new Map<string, { sale: SaleFact; deals: DealFact[] }>();
  for (const { sale_id, fact, deal } of rows) {
    const found = sales.get(sale_id);
    if (found) found.deals.push(deal);
    else sales.set(sale_id, { sale: fact, deals: [deal] });
  }
  return [...sales.values()];
}

/** What is known of the partners and programs of these deals, and of more partners; no rates. */
export async function loadWorld(
  db: ViewDb,
  deals: readonly DealFact[],
  more: readonly string[] = [],
): Promise<World> {
  const partnerIds = [...new Set([...deals.map(({ partnerId }) => partnerId), ...more])];
  const partners = await sql<PartnerRow>`
    select * from earning_partners where partner_id = any(${partnerIds})`.execute(db);
  const programIds = [
    ...deals.map(({ programId }) => programId),
    ...partners.rows.flatMap(({ program_id }) => program_id ?? []),
  ];
  const programs = await sql<ProgramRow>`
    select * from earning_programs where program_id = any(${[...new Set(programIds)]})`.execute(db);
  const partnerOf = new Map(partners.rows.map(({ partner_id, fact }) => [partner_id, fact]));
  const programOf = new Map(programs.rows.map(({ program_id, fact }) => [program_id, fact]));
  return {
    partner: (id) => partnerOf.get(id),
    program: (id) => programOf.get(id),
    published: () => undefined,
  };
}

/** The rates that these claims want. */
export async function loadRates(db: ViewDb, claims: readonly Claim[]): Promise<World['published']> {
  const wanted = claims.flatMap((claim) => claim.wanted ?? []);
  if (wanted.length === 0) return () => undefined;
  const { rows } = await sql<Pick<RateRow, 'fact'>>`
    select last.fact from (
      select distinct source, day from unnest(
        ${wanted.map(({ source }) => source)}::text[], ${wanted.map(({ day }) => day)}::text[]
      ) as wanted(source, day)
    ) as wanted cross join lateral (
      select fact from earning_rates r
      where r.source = wanted.source and r.published_on <= wanted.day
      order by r.published_on desc limit 1
    ) as last`.execute(db);
  const book = new RateBook(rows.map(({ fact }) => fact));
  return book.on.bind(book);
}
