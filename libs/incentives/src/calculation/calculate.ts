import type { FiscalQuarter } from '@accord/kernel';
import type { EarningLine } from '../earning-line';
import { Cascade } from './cascade';
import { byRuleOrder, type Claim, type World } from './claim';
import { countTierRebates, type Service } from './count-tier-rebate';
import { exclusions } from './exclusion';
import { formulaRebates, type FormulaSale } from './formula-rebate';
import { highestOnly } from './highest-only';
import { referralFee } from './referral-fee';
import { refusalOf, type Refusal } from './refusal';

/** What is reckoned together: everything of one partner in one quarter. */
export const groupOf = ({
  deal,
  quarter,
}: {
  readonly deal: { readonly programId: string; readonly partnerId: string };
  readonly quarter: FiscalQuarter;
}): string => `${deal.programId} ${deal.partnerId} ${quarter}`;

/**
 * What the claims of whole groups earn. A pure function of the facts: the order in which they were
 * learnt does not matter.
 * @param claims every claim of the groups wanted, and every other claim on the sales among them
 * @returns one line per claim, zero lines with their reason, ordered by line id
 */
export function calculate(claims: readonly Claim[], world: World): EarningLine[] {
  const refusals = new Map(claims.map((claim) => [claim, refusalOf(claim, world)]));
  const standing = claims.filter((claim) => refusals.get(claim) === null);
  const lost = exclusions(standing.filter(({ sale }) => sale.reversedOn === null));
  const refusalFor = (claim: Claim): Refusal | null =>
    refusals.get(claim) ?? lost.get(claim) ?? null;

  const lines: EarningLine[] = [];
  const services = new Map<string, Service[]>();
  const formulas = new Map<string, FormulaSale[]>();
  for (const claim of claims.toSorted(byRuleOrder)) {
    const { rule } = claim;
    switch (rule.kind) {
      case 'referralFee':
        lines.push(referralFee(claim, rule, refusalFor(claim)));
        break;
      case 'countTierRebate': {
        grouped(services, claim).push({ claim, rule, refusal: refusalFor(claim) });
        break;
      }
      case 'formula': {
        grouped(formulas, claim).push({ claim, rule, refusal: refusalFor(claim) });
        break;
      }
    }
  }
  for (const group of services.values()) lines.push(...countTierRebates(group));
  const cascade = new Cascade();
  for (const group of formulas.values()) lines.push(...formulaRebates(group, cascade));
  return highestOnly(claims, lines).toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
}

/** The claims of one partner, quarter and rule; begins the list when there is none. */
function grouped<T>(groups: Map<string, T[]>, claim: Claim): T[] {
  const key = `${groupOf(claim)} ${claim.rule.rule}`;
  const group = groups.get(key) ?? [];
  groups.set(key, group);
  return group;
}
