import { asObject, cell, grouped, heading, sumOf } from './table';

type Row = Readonly<Record<string, unknown>>;

/**
 * What was known on a day beside what is known now, and what made the difference.
 * @param then what a replay as of that day gave; @param now what a replay of everything gives
 */
export function reportThenAndNow(
  day: string,
  then: unknown,
  now: unknown,
  say: (text: string) => void,
): void {
  say(heading(`Earned, as known on ${day} and as known now`));
  const before = linesOf(then);
  const after = linesOf(now);
  const partners = new Set([...before.values(), ...after.values()].map(partnerOf));
  for (const partner of [...partners].toSorted()) {
    const of = (lines: ReadonlyMap<string, Row>): Row[] =>
      [...lines.values()].filter((line) => partnerOf(line) === partner);
    const known = sumOf(of(before).map(amountOf));
    const today = sumOf(of(after).map(amountOf));
    const difference = sumOf([today, known.startsWith('-') ? known.slice(1) : `-${known}`]);
    say(
      `${partner.padEnd(14)}${grouped(known).padStart(12)} → ${grouped(today).padStart(12)}` +
        `  ${grouped(difference).padStart(12)}`,
    );
    for (const why of reasons(of(after), before)) say(`    ${why}`);
  }
}

/** Lines that are new or differ, like ones counted together. */
function reasons(lines: readonly Row[], before: ReadonlyMap<string, Row>): string[] {
  const found = new Map<string, { count: number; amounts: string[] }>();
  for (const line of lines) {
    const was = before.get(cell(line, 'lineId'));
    const change = sumOf([amountOf(line), was ? `-${amountOf(was)}` : '0.00']);
    if (change === '0.00') continue;
    const why = was
      ? `${shortly(was)} is now ${shortly(line)}`
      : `learnt since: ${cell(line, 'rule')}`;
    const group = found.get(why) ?? { count: 0, amounts: [] };
    found.set(why, { count: group.count + 1, amounts: [...group.amounts, change] });
  }
  return [...found].map(
    ([why, { count, amounts }]) =>
      `${grouped(sumOf(amounts)).padStart(12)}  ${count} line${count === 1 ? '' : 's'} ${why}`,
  );
}

/** What sets the amount: why it is nothing, or the rate with the count that gave it. */
function shortly(line: Row): string {
  const zero = cell(line, 'zeroReason');
  if (zero) return `nothing (${zero})`;
  const tier = asObject(line['tier']);
  const rate = cell(line, 'rate');
  return 'count' in tier ? `${rate} (${cell(tier, 'count')} services)` : rate;
}

const partnerOf = (line: Row): string => cell(line, 'partnerId');
const amountOf = (line: Row): string => cell(line, 'amount');

const linesOf = (known: unknown): ReadonlyMap<string, Row> => {
  const { lines } = asObject(known);
  const rows = Array.isArray(lines) ? lines.map(asObject) : [];
  return new Map(rows.map((row) => [cell(row, 'lineId'), row]));
};
