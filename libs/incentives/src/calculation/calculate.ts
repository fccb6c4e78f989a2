import type { EarningLine } from '../earning-line';
import { booked } from './booked';
import { byBooking, lineIdOf, type Claim, type World } from './claim';
import { countTierRebates } from './count-tier-rebate';
import { byException } from './exceptions';
import { formulaRebates } from './formula-rebate';
import { groupedBy } from './grouped';
import { keyOf, keyOfGuarantee } from './groups';
import { guaranteeIdOf, type Guarantee } from './guarantees';
import { highestOnly } from './highest-only';
import { PriorLines } from './prior-lines';
import { referralFee } from './referral-fee';
import type { Refusal } from './because';
import { inStages } from './stages';
import { TaxForms } from './tax-forms';
import { weigh } from './weigh';

/**
 * What the claims of whole groups earn, sales in other currencies by the rates of the world. A pure function of the facts: the order in which they were
 * learnt does not matter.
 * @param found every claim of the groups wanted, and every other claim on the sales among them
 * @param owed every guarantee of the groups wanted
 * @returns one line per claim, zero lines with their reason, and of guarantees those of quarters without a
 *   sale; ordered by line id
 */
export function calculate(
  found: readonly Claim[],
  world: World,
  owed: readonly Guarantee[] = [],
): EarningLine[] {
  const { claims, outside, fees, services, formulas } = weigh(found, world);
  const lines = fees.map(({ claim, rule, refusal }) => referralFee(claim, rule, refusal));
  for (const group of groupedBy(services, keyOf).values()) lines.push(...countTierRebates(group));
  const before = new PriorLines();
  const sold = groupedBy(formulas, keyOf);
  const promised = groupedBy(owed, keyOfGuarantee);
  for (const key of new Set([...sold.keys(), ...promised.keys()])) {
    lines.push(...formulaRebates(sold.get(key) ?? [], promised.get(key) ?? [], before, world));
  }
  const earned = highestOnly(claims, lines);
  const all = payable({ claims, owed, lines: earned, outside }, world);
  return all.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
}

interface Reckoned {
  readonly claims: readonly Claim[];
  readonly owed: readonly Guarantee[];
  readonly lines: readonly EarningLine[];
  readonly outside: ReadonlyMap<Claim, Refusal | null>;
}

/** What is earned, as it is paid and booked: by exception, in stages, and once the payee's tax form is there. */
function payable({ claims, owed, lines, outside }: Reckoned, world: World): EarningLine[] {
  const lineOf = new Map(lines.map((line) => [line.lineId, line]));
  const forms = new TaxForms(world);
  const sold = claims.toSorted(byBooking).flatMap((claim) => {
    const earned = lineOf.get(lineIdOf(claim));
    const line = earned && byException(claim, earned, outside.get(claim) ?? null);
    if (!line) return [];
    return inStages(claim, line).map((part) => booked(claim.rule, forms.hold(claim, part)));
  });
  const guaranteed = owed.flatMap((guarantee) => {
    const line = lineOf.get(guaranteeIdOf(guarantee));
    return line ? [booked(guarantee.rule, forms.hold(guarantee, line))] : [];
  });
  return [...sold, ...guaranteed];
}
