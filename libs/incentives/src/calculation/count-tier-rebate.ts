import { parseAmount, plusDays, quarterEnd, sha256Hex, type IsoDate } from '@accord/kernel';
import type { CountTierRule } from '@accord/programs';
import type { EarningLine, ReachedTier } from '../earning-line';
import type { Claim } from './claim';
import { lineOf } from './line-of';
import type { Refusal } from './because';
import { reversal } from './refusal';

/** One service of a partner in a quarter, and why it earns nothing; null when it does. */
export interface Service {
  readonly claim: Claim;
  readonly rule: CountTierRule;
  readonly refusal: Refusal | null;
}

/**
 * The tier that all services of a partner in a quarter reach together sets the rate of each one
 * (GitLab Channel Operations, November 2022). After a reversal the quarter is counted again, or keeps
 * its tier, as the program says; the reversed service itself earns nothing either way.
 */
export function countTierRebates(group: readonly Service[]): EarningLine[] {
  const ids = countedServices(group)
    .map(({ claim }) => claim.deal.dealId)
    .toSorted();
  const membersHash = sha256Hex(ids.join('\n'));
  return group.map((service) => lineOfService(service, ids.length, membersHash));
}

/** Those that set the tier. */
export const countedServices = (group: readonly Service[]): Service[] =>
  group.filter(
    ({ claim, rule, refusal }) =>
      refusal === null && (claim.sale.reversedOn === null || rule.onReversal === 'keepTier'),
  );

function lineOfService(
  { claim, rule, refusal }: Service,
  count: number,
  membersHash: string,
): EarningLine {
  const { sale, rules, quarter } = claim;
  const tier = rule.tiers.find(({ from, to }) => count >= from && (to === null || count <= to));
  const reached: ReachedTier | null = tier
    ? { from: tier.from, to: tier.to, count, membersHash }
    : null;
  const lowest = Math.min(...rule.tiers.map(({ from }) => from));
  const wouldChange = moreServices(rule, count, quarterEnd(quarter, rules.fiscalYear));
  const tooFew = {
    reason: `${services(count)} in ${quarter}; the first tier starts at ${lowest}`,
    wouldChange,
  };
  return lineOf(claim, {
    base: sale.netArr,
    what: 'net ARR',
    rate: tier?.rate ?? '0',
    cap: tier ? parseAmount(tier.capPerOpportunity, rules.currency) : null,
    tier: reached,
    nothing: refusal ?? reversal(claim) ?? (tier ? null : tooFew),
    wouldChange,
    dueOn: plusDays(quarterEnd(quarter, rules.fiscalYear), rule.due.quarterEndPlusDays),
  });
}

const services = (count: number): string => `${count} service${count === 1 ? '' : 's'}`;

/** How many more services would have reached the next tier, and by when. */
function moreServices({ tiers }: CountTierRule, count: number, by: IsoDate): string[] {
  const above = tiers.filter(({ from }) => from > count);
  const next = above.toSorted((a, b) => a.from - b.from)[0];
  return next ? [`${services(next.from - count)} more by ${by}: ${next.rate}`] : [];
}
