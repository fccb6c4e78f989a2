import { fromJson, minus, whole } from '@accord/kernel';
import { stackingOf } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import type { Derivation } from '../formula/derivation';
import type { Claim } from './claim';

/**
 * What rules of a cascade gave before on the same sale of the same partner: it is taken from the measure
 * of later ones (Dynamics 365 rebate management, reduction principle). Rules come in their order.
 */
export class Cascade {
  private readonly given = new Map<string, EarningLine[]>();

  /** Remembers what a line gave, where later rules are to feel it. */
  add(claim: Claim, line: EarningLine): void {
    if (!rowOf(claim)?.reducesLater || line.amount.minor === '0') return;
    const key = keyOf(claim);
    this.given.set(key, [...(this.given.get(key) ?? []), line]);
  }

  /** @returns the measure less what was given before; as it is where nothing is taken from it */
  reduce(claim: Claim, measure: Derivation): Derivation {
    const lines = this.given.get(keyOf(claim)) ?? [];
    if (!rowOf(claim)?.reducedByPrior || lines.length === 0) return measure;
    const sum = lines.reduce((so, { amount }) => so + fromJson(amount).minor, 0n);
    const prior: Derivation = {
      step: { op: 'prior', lines: lines.map(({ lineId }) => lineId) },
      parts: [],
      value: { unit: 'money', ...whole(sum) },
    };
    return {
      step: { op: 'difference' },
      parts: [measure, prior],
      value: { ...measure.value, ...minus(measure.value, prior.value) },
    };
  }
}

function rowOf({ rule, rules }: Claim) {
  const group = stackingOf(rules, rule.exclusiveGroup);
  if (group?.mode !== 'cascade') return undefined;
  return group.order.find((row) => row.rule === rule.rule);
}

const keyOf = ({ sale, deal, rule }: Claim): string =>
  `${sale.saleId} ${deal.partnerId} ${rule.exclusiveGroup}`;
