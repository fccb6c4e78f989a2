import { formatAmount, plusDays, quarterEnd, toJson, zero } from '@accord/kernel';
import type { EarningLine } from '../earning-line';
import { derivationJson, type Derivation } from '../formula/derivation';
import { roundedIn } from './formula-line';
import { guaranteeIdOf, type Guarantee } from './guarantees';

/** The line of a quarter without sales: of no deal and no sale, and to the partner itself. */
export function guaranteeLine(guarantee: Guarantee, derivation: Derivation): EarningLine {
  const { programId, programVersion, partnerId, rule, rules, quarter } = guarantee;
  const amount = roundedIn(rules, derivation);
  const { numerator, denominator } = derivation.value;
  const isZero = amount.minor === 0n;
  const result = `${formatAmount(amount)} ${amount.currency}`;
  return {
    lineId: guaranteeIdOf(guarantee),
    programId,
    programVersion,
    partnerId,
    rule: rule.rule,
    kind: rule.kind,
    quarter,
    dealId: null,
    saleId: null,
    base: toJson(zero(rules.currency)),
    rate: null,
    tier: null,
    exact: { numerator: numerator.toString(), denominator: denominator.toString() },
    rounding: rules.payout.rounding,
    cap: null,
    amount: toJson(amount),
    zeroReason: isZero ? 'What was earned or settled before covers the guarantee' : null,
    dueOn: plusDays(quarterEnd(quarter, rules.fiscalYear), rule.due.quarterEndPlusDays),
    derivation: `${rule.rule} guarantees ${quarter}, in which no sale counts: ${result}`,
    sources: [],
    steps: derivationJson(derivation),
  };
}
