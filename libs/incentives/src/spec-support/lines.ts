import { currency, formatAmount, fromJson, money, ratioText, type Recorded } from '@accord/kernel';
import { calculateEarnings } from '../calculate-earnings';
import type { EarningLine } from '../earning-line';
import { recomputedJson } from './recomputed';

/** Lines of a history, after the stored steps of each were worked out again. */
export function linesOf({ events }: { readonly events: readonly Recorded[] }): EarningLine[] {
  const lines = calculateEarnings(events);
  for (const { steps, exact } of lines) {
    if (steps) expect(recomputedJson(steps)).toBe(lowest(exact));
  }
  return lines;
}

/** What a rule gives in each quarter. */
export function byQuarter(lines: readonly EarningLine[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { quarter, amount } of lines) {
    sums.set(quarter, (sums.get(quarter) ?? 0n) + BigInt(amount.minor));
  }
  return Object.fromEntries([...sums].map(([quarter, minor]) => [quarter, dollars(minor)]));
}

/** What each sale earns, in the order of the sales. */
export const bySale = (lines: readonly EarningLine[]): string[] =>
  lines.map(({ amount }) => formatAmount(fromJson(amount)));

const dollars = (minor: bigint): string => formatAmount(money(minor, currency('USD')));

const lowest = ({ numerator, denominator }: EarningLine['exact']): string =>
  ratioText({ numerator: BigInt(numerator), denominator: BigInt(denominator) });
