import type { IsoDate } from '@accord/kernel';
import { standingOn } from '@accord/partners';
import type { EarningLine } from '../earning-line';
import { booked } from './booked';
import { byBooking, byRuleOrder, lineIdOf, type Claim, type World } from './claim';
import { converted } from './conversion';
import { countTierRebates, type Service } from './count-tier-rebate';
import { surplusEngagements } from './engagements';
import { byException, exceptionOf } from './exceptions';
import { exclusions } from './exclusion';
import { formulaRebates } from './formula-rebate';
import type { FormulaSale } from './formula-sale';
import { groupedBy } from './grouped';
import { highestOnly } from './highest-only';
import { PriorLines } from './prior-lines';
import { referralFee } from './referral-fee';
import type { Refusal } from './because';
import { conditionRefusal, refusalOf } from './refusal';
import { inStages } from './stages';
import { TaxForms } from './tax-forms';

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
  const claims = found.map((claim) => converted(claim, world));
  const outside = new Map(claims.map((claim) => [claim, conditionRefusal(claim, world)]));
  const refusals = new Map(
    claims.map((claim) => {
      const lifted = exceptionOf(claim) !== undefined;
      return [claim, refusalOf(claim) ?? (lifted ? null : (outside.get(claim) ?? null))];
    }),
  );
  const standing = claims.filter((claim) => refusals.get(claim) === null);
  const ranked = standing.filter(({ sale }) => sale.reversedOn === null);
  const excluded = exclusions(ranked);
  const surplus = surplusEngagements(ranked.filter((claim) => !excluded.has(claim)));
  const refusalFor = (claim: Claim): Refusal | null =>
    refusals.get(claim) ?? excluded.get(claim) ?? surplus.get(claim) ?? null;

  const lines: EarningLine[] = [];
  const services: Service[] = [];
  const formulas: FormulaSale[] = [];
  for (const claim of claims.toSorted(byRuleOrder)) {
    const { rule } = claim;
    switch (rule.kind) {
      case 'referralFee':
        lines.push(referralFee(claim, rule, refusalFor(claim)));
        break;
      case 'countTierRebate':
        services.push({ claim, rule, refusal: refusalFor(claim) });
        break;
      case 'formula':
        formulas.push({ claim, rule, refusal: refusalFor(claim), trackOn: trackOf(claim, world) });
        break;
    }
  }
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

const trackOf =
  ({ deal }: Claim, world: World) =>
  (day: IsoDate): string | undefined => {
    const partner = world.partner(deal.partnerId);
    const standing = partner && standingOn(partner, day);
    return standing?.enrolled ? standing.track : undefined;
  };

/** Claims of one group and rule are reckoned together. */
const keyOf = ({ claim }: { readonly claim: Claim }): string =>
  `${groupOf(claim)} ${claim.rule.rule}`;
