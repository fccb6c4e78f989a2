import type { EarningLine } from '../earning-line';
import { booked } from './booked';
import { byBooking, lineIdOf, type Claim, type World } from './claim';
import { countTierRebates } from './count-tier-rebate';
import { byException } from './exceptions';
import { formulaRebates } from './formula-rebate';
import { groupedBy } from './grouped';
import { highestOnly } from './highest-only';
import { PriorLines } from './prior-lines';
import { referralFee } from './referral-fee';
import type { Refusal } from './because';
import { inStages } from './stages';
import { TaxForms } from './tax-forms';
import { weigh } from './weigh';

/**
 * What is reckoned together: everything on one sale under rules that look no further, else everything of one
 * partner in one quarter, in all quarters under a rule that looks beyond the quarter, and of all partners
 * under one that limits them together.
 */
export function groupOf({ deal, sale, quarter, rule, reach }: Claim): string {
  switch (reach) {
    case 'sale':
      return `${deal.programId} sale ${sale.saleId}`;
    case 'quarter':
      return `${deal.programId} ${deal.partnerId} ${quarter}`;
    case 'partner':
      return `${deal.programId} ${deal.partnerId} every ${rule.rule}`;
    case 'everybody':
      return `${deal.programId} everybody every ${rule.rule}`;
  }
}

/**
 * What the claims of whole groups earn, sales in other currencies by the rates of the world. A pure function of the facts: the order in which they were
 * learnt does not matter.
 * @param found every claim of the groups wanted, and every other claim on the sales among them
 * @returns one line per claim, zero lines with their reason, ordered by line id
 */
export function calculate(found: readonly Claim[], world: World): EarningLine[] {
  const { claims, outside, fees, services, formulas } = weigh(found, world);
  const lines = fees.map(({ claim, rule, refusal }) => referralFee(claim, rule, refusal));
  for (const group of groupedBy(services, keyOf).values()) lines.push(...countTierRebates(group));
  const before = new PriorLines();
  for (const group of groupedBy(formulas, keyOf).values()) {
    lines.push(...formulaRebates(group, before));
  }
  const earned = highestOnly(claims, lines);
  return payable(claims, earned, outside, world).toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
}

/** What is earned, as it is paid and booked: by exception, in stages, and once the payee's tax form is there. */
function payable(
  claims: readonly Claim[],
  lines: readonly EarningLine[],
  outside: ReadonlyMap<Claim, Refusal | null>,
  world: World,
): EarningLine[] {
  const lineOf = new Map(lines.map((line) => [line.lineId, line]));
  const forms = new TaxForms(world);
  return claims.toSorted(byBooking).flatMap((claim) => {
    const earned = lineOf.get(lineIdOf(claim));
    const line = earned && byException(claim, earned, outside.get(claim) ?? null);
    if (!line) return [];
    return inStages(claim, line).map((part) => booked(claim.rule, forms.hold(claim, part)));
  });
}

/** Claims of one group and rule are reckoned together. */
export const keyOf = ({ claim }: { readonly claim: Claim }): string =>
  `${groupOf(claim)} ${claim.rule.rule}`;
