import { fromJson, whole } from '@accord/kernel';
import { stackingOf } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import type { Derivation } from '../formula/derivation';
import type { Claim } from './claim';

/**
 * What rules of a group gave before on the same sale of the same partner, where later ones are to feel
 * it. Rules come in their order.
 */
export class PriorLines {
  private readonly given = new Map<string, EarningLine[]>();

  add(claim: Claim, line: EarningLine): void {
    if (!isFelt(claim) || line.amount.minor === '0') return;
    const key = keyOf(claim);
    this.given.set(key, [...(this.given.get(key) ?? []), line]);
  }

  /** @returns the sum with the lines that gave it; undefined where there are none */
  of(claim: Claim): Derivation | undefined {
    const lines = this.given.get(keyOf(claim));
    if (!lines) return undefined;
    const sum = lines.reduce((so, { amount }) => so + fromJson(amount).minor, 0n);
    return {
      step: { op: 'prior', lines: lines.map(({ lineId }) => lineId) },
      parts: [],
      value: { unit: 'money', ...whole(sum) },
    };
  }
}

function isFelt({ rule, rules }: Claim): boolean {
  const group = stackingOf(rules, rule.exclusiveGroup);
  switch (group?.mode) {
    case 'cascade':
      return group.order.some((row) => row.rule === rule.rule && row.reducesLater);
    case 'additive':
      return true;
    case 'first':
    case 'highest':
    case 'election':
    case 'independent':
    case undefined:
      return false;
  }
}

const keyOf = ({ sale, deal, rule }: Claim): string =>
  `${sale.saleId} ${deal.partnerId} ${rule.exclusiveGroup}`;
