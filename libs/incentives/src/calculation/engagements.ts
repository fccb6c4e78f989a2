import { compareRatios, formatAmount, fromJson, parseAmount, whole } from '@accord/kernel';
import { because, type Refusal } from './because';
import { byRuleOrder, type Claim } from './claim';
import { inProgramCurrency } from './conversion';
import { groupedBy } from './grouped';

/**
 * Registrations of a partner on one sale that come after the last one that pays, or are worth less than
 * their turn wants (GitLab Channel Operations, 2020: up to three services, of 7,500, 10,000, 10,000).
 * @param claims that nothing else speaks against
 */
export function surplusEngagements(claims: readonly Claim[]): Map<Claim, Refusal> {
  const lost = new Map<Claim, Refusal>();
  const counted = claims.filter(({ rule }) => rule.kind === 'formula' && rule.engagements);
  for (const group of groupedBy(counted, keyOf).values()) {
    let turn = 0;
    for (const claim of group.toSorted(byRuleOrder)) {
      const refusal = refusalAt(turn, claim);
      if (refusal) lost.set(claim, refusal);
      else turn += 1;
    }
  }
  return lost;
}

const keyOf = ({ sale, deal, rule }: Claim): string =>
  `${sale.saleId} ${deal.partnerId} ${rule.rule}`;

function refusalAt(turn: number, claim: Claim): Refusal | null {
  const { rule, deal, rules } = claim;
  const engagements = (rule.kind === 'formula' && rule.engagements) || [];
  const least = engagements[turn];
  if (least === undefined) {
    return because(`${engagements.length} registrations on the sale are paid for already`);
  }
  const value = fromJson(deal.value);
  const worth = `${formatAmount(value)} ${value.currency}`;
  const converted = inProgramCurrency(claim, deal.value);
  const wanted = whole(parseAmount(least, rules.currency).minor);
  if (converted && compareRatios(converted, wanted) >= 0) return null;
  return {
    reason: `Worth ${worth}; registration ${turn + 1} on a sale is paid for from ${least} ${rules.currency}`,
    wouldChange: [`A value of ${least} ${rules.currency}`],
  };
}
