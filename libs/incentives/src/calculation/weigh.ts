import type { IsoDate } from '@accord/kernel';
import { standingOn } from '@accord/partners';
import type { ReferralFeeRule } from '@accord/programs';
import { byRuleOrder, type Claim, type World } from './claim';
import { converted } from './conversion';
import type { Service } from './count-tier-rebate';
import { surplusEngagements } from './engagements';
import { exceptionOf } from './exceptions';
import { exclusions } from './exclusion';
import type { FormulaSale } from './formula-sale';
import type { Refusal } from './because';
import { conditionRefusal, refusalOf } from './refusal';

/** A claim on a fee, and why it earns nothing; null when nothing speaks against it. */
export interface Fee {
  readonly claim: Claim;
  readonly rule: ReferralFeeRule;
  readonly refusal: Refusal | null;
}

/** Claims by the kind of their rule, in the order of the rules, each with what speaks against it. */
export interface Weighed {
  readonly claims: readonly Claim[];
  /** Why a claim is outside its rule, whatever was granted. */
  readonly outside: ReadonlyMap<Claim, Refusal | null>;
  readonly fees: readonly Fee[];
  readonly services: readonly Service[];
  readonly formulas: readonly FormulaSale[];
}

/**
 * Which claims count, and why the others do not.
 * @param found every claim of the groups wanted, and every other claim on the sales among them
 */
export function weigh(found: readonly Claim[], world: World): Weighed {
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

  const fees: Fee[] = [];
  const services: Service[] = [];
  const formulas: FormulaSale[] = [];
  for (const claim of claims.toSorted(byRuleOrder)) {
    const { rule } = claim;
    const refusal = refusalFor(claim);
    switch (rule.kind) {
      case 'referralFee':
        fees.push({ claim, rule, refusal });
        break;
      case 'countTierRebate':
        services.push({ claim, rule, refusal });
        break;
      case 'formula':
        formulas.push({ claim, rule, refusal, trackOn: trackOf(claim, world) });
        break;
    }
  }
  return { claims, outside, fees, services, formulas };
}

const trackOf =
  ({ deal }: Claim, world: World) =>
  (day: IsoDate): string | undefined => {
    const partner = world.partner(deal.partnerId);
    const standing = partner && standingOn(partner, day);
    return standing?.enrolled ? standing.track : undefined;
  };
