import { compare, formatAmount, fromJson, toJson, zero } from '@accord/kernel';
import { stackingOf } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import { byRuleOrder, lineIdOf, type Claim } from './claim';

/**
 * Leaves, of the rules of a group of which only the highest counts, the one that gives most on a sale of
 * a partner; of equal ones the first in the group's order.
 */
export function highestOnly(
  claims: readonly Claim[],
  lines: readonly EarningLine[],
): readonly EarningLine[] {
  const weighed = claims
    .filter(({ rule, rules }) => stackingOf(rules, rule.exclusiveGroup)?.mode === 'highest')
    .toSorted(byRuleOrder);
  if (weighed.length === 0) return lines;
  const lineOf = new Map(lines.map((line) => [line.lineId, line]));
  const highest = new Map<string, EarningLine>();
  for (const claim of weighed) {
    const line = lineOf.get(lineIdOf(claim));
    const before = highest.get(keyOf(claim));
    if (line && (!before || isMore(line, before))) highest.set(keyOf(claim), line);
  }
  const beaten = new Map<string, EarningLine>();
  for (const claim of weighed) {
    const winner = highest.get(keyOf(claim));
    if (winner && winner.lineId !== lineIdOf(claim)) beaten.set(lineIdOf(claim), winner);
  }
  return lines.map((line) => {
    const winner = beaten.get(line.lineId);
    return winner && line.zeroReason === null ? nothing(line, winner) : line;
  });
}

const isMore = (a: EarningLine, b: EarningLine): boolean =>
  compare(fromJson(a.amount), fromJson(b.amount)) > 0;

const keyOf = ({ sale, deal, rule }: Claim): string =>
  `${sale.saleId} ${deal.partnerId} ${rule.exclusiveGroup}`;

function nothing(line: EarningLine, winner: EarningLine): EarningLine {
  const amount = fromJson(winner.amount);
  const reason = `Only the highest counts: "${winner.rule}" gives ${formatAmount(amount)} ${amount.currency}`;
  return { ...line, amount: toJson(zero(amount.currency)), zeroReason: reason, derivation: reason };
}
