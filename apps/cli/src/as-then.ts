import { currency, formatAmount, money } from '@accord/kernel';
import { earningBody, seenWhole, type EarningBody, type EarningLine } from '@accord/incentives';
import { schemaOf, sql, type Projection, type ReadStore } from '@accord/read-store';

/** What was known at some moment, amounts as decimal text. */
export interface KnownThen {
  readonly lines: readonly EarningBody[];
  readonly earnings: readonly { partnerId: string; rule: string; lines: number; amount: string }[];
  readonly statements: readonly { statementId: string; total: string }[];
  readonly funds: readonly {
    fundId: string;
    available: string;
    reserved: string;
    committed: string;
    claimed: string;
    consumed: string;
    expired: string;
  }[];
}

/** Reads the figures out of rebuilt views. */
export async function knownThen(
  { db }: ReadStore,
  projections: readonly Projection[],
  namespace: string,
): Promise<KnownThen> {
  const table = (name: string) => {
    const owner = projections.find(({ tables }) => tables.includes(name));
    if (!owner) throw new Error(`No view has a table "${name}"`);
    return sql.id(schemaOf(owner, namespace), name);
  };
  const text = (minor: string | bigint, code: string): string =>
    formatAmount(money(BigInt(minor), currency(code)));
  const earnings = await sql<{
    partner_id: string;
    rule: string;
    currency: string;
    lines: bigint;
    minor: string;
  }>`
    select partner_id, rule, line->'amount'->>'currency' as currency, count(*) as lines,
      sum((line->'amount'->>'minor')::numeric)::text as minor
    from ${table('earning_lines')} group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  const lines = await sql<{ line: EarningLine }>`
    select line from ${table('earning_lines')} order by line_id`.execute(db);
  const statements = await sql<{
    statement_id: string;
    total: { minor: string; currency: string };
  }>`
    select statement_id, total from ${table('payout_statements')} order by statement_id`.execute(
    db,
  );
  const funds = await sql<
    Record<
      `${'available' | 'reserved' | 'committed' | 'claimed' | 'consumed' | 'expired'}_minor`,
      bigint
    > & {
      fund_id: string;
      currency: string;
    }
  >`select * from ${table('mdf_balances')} order by fund_id`.execute(db);
  return {
    lines: lines.rows.map(({ line }) => earningBody(seenWhole(line))),
    earnings: earnings.rows.map((row) => ({
      partnerId: row.partner_id,
      rule: row.rule,
      lines: Number(row.lines),
      amount: text(row.minor, row.currency),
    })),
    statements: statements.rows.map(({ statement_id, total }) => ({
      statementId: statement_id,
      total: text(total.minor, total.currency),
    })),
    funds: funds.rows.map((row) => ({
      fundId: row.fund_id,
      available: text(row.available_minor, row.currency),
      reserved: text(row.reserved_minor, row.currency),
      committed: text(row.committed_minor, row.currency),
      claimed: text(row.claimed_minor, row.currency),
      consumed: text(row.consumed_minor, row.currency),
      expired: text(row.expired_minor, row.currency),
    })),
  };
}
