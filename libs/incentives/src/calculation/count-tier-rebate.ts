import { parseAmount, plusDays, quarterEnd, sha256Hex } from '@accord/kernel';
import type { CountTierRule } from '@accord/programs';
import type { EarningLine, ReachedTier } from '../earning-line';
import type { Claim } from './claim';
import { lineOf } from './line-of';

/** One service of a partner in a quarter, and why it earns nothing; null when it does. */
export interface Service {
  readonly claim: Claim;
  readonly rule: CountTierRule;
  readonly refusal: string | null;
}

/**
 * The tier that all services of a partner in a quarter reach together sets the rate of each one
 * (GitLab Channel Operations, November 2022). After a reversal the quarter is counted again, or keeps
 * its tier, as the program says; the reversed service itself earns nothing either way.
 */
export function countTierRebates(services: readonly Service[]): EarningLine[] {
  const counted = services.filter(
    ({ claim, rule, refusal }) =>
      refusal === null && (claim.sale.reversedOn === null || rule.onReversal === 'keepTier'),
  );
  const ids = counted.map(({ claim }) => claim.deal.dealId).toSorted();
  const membersHash = sha256Hex(ids.join('\n'));
  return services.map((service) => lineOfService(service, ids.length, membersHash));
}

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
  const reversed = sale.reversedOn && `The sale was reversed on ${sale.reversedOn}`;
  const lowest = Math.min(...rule.tiers.map(({ from }) => from));
  const tooFew = `${count} service${count === 1 ? '' : 's'} in ${quarter}; the first tier starts at ${lowest}`;
  return lineOf(claim, {
    base: sale.netArr,
    what: 'net ARR',
    rate: tier?.rate ?? '0',
    cap: tier ? parseAmount(tier.capPerOpportunity, rules.currency) : null,
    tier: reached,
    zeroReason: refusal ?? reversed ?? (tier ? null : tooFew),
    dueOn: plusDays(quarterEnd(quarter, rules.fiscalYear), rule.due.quarterEndPlusDays),
  });
}
