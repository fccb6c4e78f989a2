import type { FiscalQuarter, IsoDate } from '@accord/kernel';
import { reachOf, type Program, type ProgramRules } from '@accord/programs';
import { sql, type ViewDb } from '@accord/read-store';
import { calculate } from '../calculation/calculate';
import { claimIdOf, claimsOf, lineIdOf } from '../calculation/claim';
import { guaranteeIdOf, guaranteesOf } from '../calculation/guarantees';
import type { EarningLine } from '../earning-line';
import { loadRates, loadSales, loadWorld } from '../earnings/affected';
import type { LineRow } from '../earnings/earning-lines';
import type { ProgramRow } from '../earnings/facts';
import { changedProgram, type Reach } from './changed-program';
import { differenceBetween, type Difference } from './difference';

/** Rules to try, and on what. */
export interface Question {
  readonly rules: ProgramRules;
  readonly reach: Reach;
  /** First and last quarter; null: from the first or through the last one. */
  readonly from: FiscalQuarter | null;
  readonly through: FiscalQuarter | null;
  /** By which quarters are over. */
  readonly today: IsoDate;
}

/**
 * @returns the ids of all partners of the program and with registrations in it, those that must be reckoned together
 *   in one list: each by itself, or all where a rule limits them together
 */
export async function partnersOf(db: ViewDb, question: Question): Promise<string[][]> {
  const { rules } = question;
  const { rows } = await sql<{ partner_id: string }>`
    select partner_id from earning_deals where program_id = ${rules.program}
    union select partner_id from earning_partners where program_id = ${rules.program}
    order by partner_id`.execute(db);
  const partners = rows.map(({ partner_id }) => partner_id);
  const stored = await sql<Pick<ProgramRow, 'fact'>>`
    select fact from earning_programs where program_id = ${rules.program}`.execute(db);
  const known = stored.rows.map(({ fact }) => fact);
  const isShared = [...known, ...known.map((program) => changedProgram(program, question))].some(
    (program) =>
      program.versions.some((version) =>
        version.rules.incentives.some(({ rule }) => reachOf(program, rule) === 'everybody'),
      ),
  );
  return isShared && partners.length > 0 ? [partners] : partners.map((partner) => [partner]);
}

/**
 * What other rules would make of all registrations of partners: the same calculation on the same facts,
 * beside what the view of earnings holds. Nothing is written.
 */
export async function shadowOf(
  db: ViewDb,
  partnerIds: readonly string[],
  question: Question,
): Promise<Difference> {
  const { rules, from, through } = question;
  const isAsked = ({ quarter }: EarningLine): boolean =>
    (from === null || quarter >= from) && (through === null || quarter <= through);
  const current = await currentLines(db, partnerIds, rules.program);
  const changed = await linesUnder(db, partnerIds, question);
  return differenceBetween(current.filter(isAsked), changed.filter(isAsked));
}

async function currentLines(
  db: ViewDb,
  partnerIds: readonly string[],
  programId: string,
): Promise<EarningLine[]> {
  const { rows } = await sql<Pick<LineRow, 'line'>>`
    select line from earning_lines l join earning_deals d using (deal_id)
    where d.partner_id = any(${partnerIds}) and d.program_id = ${programId}
    union all
    select line from earning_lines
    where sale_id is null and partner_id = any(${partnerIds})
      and program_id = ${programId}`.execute(db);
  return rows.map(({ line }) => line);
}

async function linesUnder(
  db: ViewDb,
  partnerIds: readonly string[],
  question: Question,
): Promise<EarningLine[]> {
  const { rules } = question;
  const sales = await loadSales(db, await salesOf(db, partnerIds, rules.program));
  const world = await loadWorld(
    db,
    sales.flatMap(({ deals }) => deals),
    partnerIds,
  );
  const program = (id: string): Program | undefined => {
    const known = world.program(id);
    return known && id === rules.program ? changedProgram(known, question) : known;
  };
  const changed = { ...world, program };
  const claims = sales.flatMap(({ sale, deals }) =>
    deals.flatMap((deal) => claimsOf(deal, sale, changed)),
  );
  const owed = partnerIds
    .flatMap((partnerId) => guaranteesOf(world.partner(partnerId), changed))
    .filter(({ programId }) => programId === rules.program);
  const published = await loadRates(db, claims);
  const ours = new Set([
    ...claims.filter(({ deal }) => partnerIds.includes(deal.partnerId)).map(lineIdOf),
    ...owed.map(guaranteeIdOf),
  ]);
  return calculate(claims, { ...changed, published }, owed).filter((line) =>
    ours.has(claimIdOf(line)),
  );
}

async function salesOf(
  db: ViewDb,
  partnerIds: readonly string[],
  programId: string,
): Promise<string[]> {
  const { rows } = await sql<{ sale_id: string }>`
    with ours as (
      select deal_id, opportunity from earning_deals
      where partner_id = any(${partnerIds}) and program_id = ${programId}
    )
    select sale_id from earning_sales join ours using (deal_id)
    union select sale_id from earning_sales join ours using (opportunity)`.execute(db);
  return rows.map(({ sale_id }) => sale_id);
}
