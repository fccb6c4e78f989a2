import { compareRatios, parseAmount, ratio, type Currency, type Ratio } from '@accord/kernel';
import type { Tiers } from '../formula';
import type { FormulaUnit } from '../formula-unit';
import type { ProgramRules } from '../program-document';
import { amountAt } from './amounts';
import type { Fault } from './check';

/** Each row starts where the one before it ends, and only the last one has no end. */
export function checkTiers(
  { boundary, rows }: Pick<Tiers, 'boundary' | 'rows'>,
  unit: FormulaUnit,
  path: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  if (boundary === 'integers' && unit !== 'number') {
    fault(`${path}.boundary`, `expected "from" or "to": ${unit} does not come in whole numbers`);
  }
  rows.forEach(({ from, to, perUnit, flat }, i) => {
    const at = `${path}.rows.${i}`;
    if (perUnit !== undefined) amountAt(rules, fault, `${at}.perUnit`, perUnit);
    if (flat !== undefined) amountAt(rules, fault, `${at}.flat`, flat);
    const isLast = i === rows.length - 1;
    if (isLast !== (to === null)) {
      fault(`${at}.to`, isLast ? 'expected null: what lies above has no row' : 'expected an end');
    }
    if (from === null && i > 0) fault(`${at}.from`, 'expected a start: another row comes before');
    const [start, end] = [bound(from, unit, rules.currency), bound(to, unit, rules.currency)];
    for (const [name, text, read] of [
      ['from', from, start],
      ['to', to, end],
    ] as const) {
      if (text !== null && read === null)
        fault(`${at}.${name}`, `expected a ${unit}, got "${text}"`);
    }
    if (start && end && compareRatios(start, end) > (boundary === 'integers' ? 0 : -1)) {
      fault(`${at}.to`, `expected more than ${from}, got ${to}`);
    }
    const before = i === 0 ? null : (rows[i - 1]?.to ?? null);
    if (before === null || from === null) return;
    const wanted =
      boundary === 'integers' ? `${BigInt(before.split('.')[0] ?? before) + 1n}` : before;
    const expected = bound(wanted, unit, rules.currency);
    if (!start || !expected) return;
    const gap = compareRatios(start, expected);
    if (gap > 0) fault(`${at}.from`, `no row has ${wanted}: the one before ends at ${before}`);
    if (gap < 0) fault(`${at}.from`, `two rows have ${from}: the one before ends at ${before}`);
  });
}

/** A bound in the unit of its measure; null where it is none. */
function bound(text: string | null, unit: FormulaUnit, currency: Currency): Ratio | null {
  if (text === null) return null;
  if (unit !== 'money') return unit === 'number' && text.endsWith('%') ? null : ratio(text);
  try {
    return { numerator: parseAmount(text, currency).minor, denominator: 1n };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
