import { canonicalJson, sha256Hex, type FiscalQuarter } from '@accord/kernel';
import { remove, sql, upsert, type ViewDb } from '@accord/read-store';
import type { EarningLine } from '../earning-line';
import { payeeOf } from '../payee-of';

/** A line with the columns by which it is asked for. */
export interface LineRow {
  readonly line_id: string;
  readonly group_key: string;
  readonly program_id: string;
  readonly partner_id: string;
  readonly payee: string;
  readonly quarter: string;
  readonly rule: string;
  /** Null where the line stands for no sale. */
  readonly deal_id: string | null;
  readonly sale_id: string | null;
  /** The rate that the line wants. */
  readonly rate_source: string | null;
  readonly rate_day: string | null;
  readonly line: EarningLine;
  /** Of all that is above: a line that is reckoned anew and stays as it was is not written. */
  readonly digest: string;
  /** SHA-256 of the canonical JSON of the line, lower-case hex. */
  readonly hash: string;
}

const COLUMNS = [
  'line_id',
  'group_key',
  'program_id',
  'partner_id',
  'payee',
  'quarter',
  'rule',
  'deal_id',
  'sale_id',
  'rate_source',
  'rate_day',
  'line',
  'digest',
  'hash',
];

export async function createLines(db: ViewDb): Promise<void> {
  await sql`
    create table earning_lines (
      line_id text not null collate "C" primary key,
      group_key text not null,
      program_id text not null,
      partner_id text not null,
      payee text not null collate "C",
      quarter text not null,
      rule text not null,
      deal_id text,
      sale_id text,
      rate_source text,
      rate_day text collate "C",
      line jsonb not null,
      digest text not null,
      hash text not null
    )`.execute(db);
  for (const column of ['group_key', 'partner_id', 'deal_id', 'sale_id']) {
    await sql`create index on earning_lines (${sql.id(column)})`.execute(db);
  }
  await sql`create index on earning_lines (rate_source, rate_day)`.execute(db);
  await sql`create index on earning_lines (program_id, payee, line_id)`.execute(db);
}

const PORTION = 200;

/** What lines are in all. */
export interface Summary {
  readonly lines: number;
  /** SHA-256 of the hashes of the lines, payee by payee, each payee's by id: one text, without a separator. */
  readonly hash: string;
}

/** Made where the lines are: none is read. */
export async function summaryOf(
  db: ViewDb,
  programId: string,
  through: FiscalQuarter,
): Promise<Summary> {
  const { rows } = await sql<{ lines: string; hash: string }>`
    select count(*) as lines, encode(sha256(convert_to(
      coalesce(string_agg(hash, '' order by payee, line_id), ''), 'UTF8')), 'hex') as hash
    from earning_lines where program_id = ${programId} and quarter <= ${through}`.execute(db);
  return { lines: Number(rows[0]?.lines), hash: String(rows[0]?.hash) };
}

/**
 * Through a cursor, so that neither side holds them all; the database reads the next portion while this
 * one is used.
 */
export async function* linesByPayee(
  db: ViewDb,
  programId: string,
  through: FiscalQuarter,
): AsyncGenerator<EarningLine[], void, undefined> {
  await sql`
    declare lines_by_payee no scroll cursor for
    select line from earning_lines where program_id = ${programId} and quarter <= ${through}
    order by payee, line_id`.execute(db);
  const fetch = () => {
    const portion = sql<Pick<LineRow, 'line'>>`
      fetch ${sql.lit(PORTION)} from lines_by_payee`.execute(db);
    // What fails while another portion is used is thrown once this one is awaited.
    portion.catch(() => undefined);
    return portion;
  };
  let next = fetch();
  for (let count = PORTION; count === PORTION;) {
    const { rows } = await next;
    count = rows.length;
    if (count === PORTION) next = fetch();
    if (count > 0) yield rows.map(({ line }) => line);
  }
  await sql`close lines_by_payee`.execute(db);
}

/** @returns the groups in which these sales stand now */
export async function groupsOfSales(db: ViewDb, saleIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ group_key: string }>`
    select distinct group_key from earning_lines where sale_id = any(${saleIds})`.execute(db);
  return rows.map(({ group_key }) => group_key);
}

/** @returns every sale that stands in one of these groups now */
export async function salesOfGroups(db: ViewDb, groups: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sale_id: string }>`
    select distinct sale_id from earning_lines
    where group_key = any(${groups}) and sale_id is not null`.execute(db);
  return rows.map(({ sale_id }) => sale_id);
}

/** Where guarantees stand now. */
export interface GuaranteedRow {
  readonly partner_id: string;
  readonly group_key: string;
}

/** @returns what stands without a sale for these partners, or in these groups */
export async function guaranteedLines(
  db: ViewDb,
  { partners = [], groups = [] }: { readonly partners?: string[]; readonly groups?: string[] },
): Promise<GuaranteedRow[]> {
  if (partners.length + groups.length === 0) return [];
  const { rows } = await sql<GuaranteedRow>`
    select distinct partner_id, group_key from earning_lines
    where sale_id is null and (partner_id = any(${partners}) or group_key = any(${groups}))`.execute(
    db,
  );
  return rows;
}

/** Puts the lines of whole groups in place of those that stood there. */
export async function replaceGroups(
  db: ViewDb,
  groups: ReadonlySet<string>,
  lines: readonly (readonly [group: string, line: EarningLine])[],
): Promise<void> {
  const rows = lines.map(([group_key, line]) => toRow(group_key, line));
  const stored = await sql<Pick<LineRow, 'line_id' | 'digest'>>`
    select line_id, digest from earning_lines where group_key = any(${[...groups]})`.execute(db);
  const kept = new Set(rows.map(({ line_id }) => line_id));
  const gone = stored.rows.filter(({ line_id }) => !kept.has(line_id));
  await remove(db, 'earning_lines', ['line_id'], gone);
  const digestOf = new Map(stored.rows.map(({ line_id, digest }) => [line_id, digest]));
  const changed = rows.filter(({ line_id, digest }) => digestOf.get(line_id) !== digest);
  const hashed = changed.map((row) => ({ ...row, hash: sha256Hex(canonicalJson(row.line)) }));
  await upsert(db, 'earning_lines', ['line_id'], COLUMNS, hashed);
}

function toRow(group_key: string, line: EarningLine): Omit<LineRow, 'hash'> {
  const row = {
    line_id: line.lineId,
    group_key,
    program_id: line.programId,
    partner_id: line.partnerId,
    payee: payeeOf(line),
    quarter: line.quarter,
    rule: line.rule,
    deal_id: line.dealId,
    sale_id: line.saleId,
    rate_source: line.conversion?.source ?? null,
    rate_day: line.conversion?.day ?? null,
    line,
  };
  return { ...row, digest: sha256Hex(JSON.stringify(row)) };
}
