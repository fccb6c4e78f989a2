import { stackingOf } from '@accord/programs';
import { byRuleOrder, type Claim } from './claim';
import { because, type Refusal } from './because';

/**
 * Of claims that pay for the same thing, all but one lose:
 * - one fee per transaction, to the first approved (GitLab Master Partner Agreement, referral exhibit);
 * - one payment per partner and transaction within an exclusive group, by the order of the program.
 * @param claims that nothing else speaks against, of any partner, on the same sales
 */
export function exclusions(claims: readonly Claim[]): Map<Claim, Refusal> {
  const lost = new Map<Claim, Refusal>();
  const fees = claims.filter(({ rule }) => rule.kind === 'referralFee');
  for (const [winner, loser] of losers(fees, ({ sale, rule }) => `${sale.saleId} ${rule.rule}`)) {
    lost.set(loser, because(feeGoesTo(`deal "${winner.deal.dealId}"`)));
  }
  const grouped = claims.filter((claim) => paysFirstOnly(claim) && !lost.has(claim));
  const groupKey = ({ sale, deal, rule }: Claim): string =>
    `${sale.saleId} ${deal.partnerId} ${rule.exclusiveGroup}`;
  for (const [winner, loser] of losers(grouped, groupKey)) {
    lost.set(loser, because(`The same sale is paid for under "${winner.rule.rule}" already`));
  }
  return lost;
}

const feeGoesTo = (deal: string): string => `One fee per transaction: ${deal} was approved first`;
const NAMES_ITS_DEAL = new RegExp(`^${feeGoesTo('deal ".*"')}$`, 's');

/** @returns the reason without the deal that the fee went to, which may be another partner's */
export const withoutWinner = (reason: string): string =>
  NAMES_ITS_DEAL.test(reason) ? feeGoesTo('another deal') : reason;

/** Every claim that is not the first of its key, with the first. */
function losers(claims: readonly Claim[], keyOf: (claim: Claim) => string): [Claim, Claim][] {
  const first = new Map<string, Claim>();
  const pairs: [Claim, Claim][] = [];
  for (const claim of claims.toSorted(byRuleOrder)) {
    const winner = first.get(keyOf(claim));
    if (winner) pairs.push([winner, claim]);
    else first.set(keyOf(claim), claim);
  }
  return pairs;
}

function paysFirstOnly({ rule: { exclusiveGroup }, rules }: Claim): boolean {
  return (
    exclusiveGroup !== null && (stackingOf(rules, exclusiveGroup)?.mode ?? 'first') === 'first'
  );
}
