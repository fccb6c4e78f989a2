import { fromJson } from '@accord/kernel';
import type { EarningLine } from '../earning-line';

/** What a payee earns in one currency, in minor units. */
export interface PartnerDifference {
  readonly partnerId: string;
  readonly currency: string;
  readonly current: bigint;
  readonly changed: bigint;
  /** Lines whose amount or payee is another one. */
  readonly linesChanged: number;
}

/** A line as it is and as it would be; null where there is none. */
export interface LinePair {
  readonly lineId: string;
  readonly partnerId: string;
  readonly current: EarningLine | null;
  readonly changed: EarningLine | null;
}

export interface Difference {
  readonly partners: readonly PartnerDifference[];
  /** Only those that are not the same. */
  readonly lines: readonly LinePair[];
}

/** What other rules would change, by payee and line; lines are paired by their ids. */
export function differenceBetween(
  current: readonly EarningLine[],
  changed: readonly EarningLine[],
): Difference {
  const pairs = new Map<string, LinePair>();
  for (const line of current) {
    const { lineId, partnerId } = line;
    pairs.set(lineId, { lineId, partnerId, current: line, changed: null });
  }
  for (const line of changed) {
    const { lineId, partnerId } = line;
    const pair = pairs.get(lineId) ?? { lineId, partnerId, current: null };
    pairs.set(lineId, { ...pair, changed: line });
  }
  const lines = [...pairs.values()].filter(isChanged);
  const partners = new Map<string, PartnerDifference>();
  const count = (line: EarningLine | null, side: 'current' | 'changed', isNew: boolean): void => {
    if (!line) return;
    const { partnerId } = line;
    const { minor, currency } = fromJson(line.amount);
    const key = `${partnerId} ${currency}`;
    const nothing = { partnerId, currency, current: 0n, changed: 0n, linesChanged: 0 };
    const so = partners.get(key) ?? nothing;
    const linesChanged = so.linesChanged + (isNew ? 1 : 0);
    partners.set(key, { ...so, [side]: so[side] + minor, linesChanged });
  };
  for (const pair of pairs.values()) {
    const { current: was, changed: is } = pair;
    const isOther = isChanged(pair);
    count(was, 'current', isOther);
    count(is, 'changed', isOther && (!was || keyOf(was) !== keyOf(is)));
  }
  return { partners: [...partners.values()], lines };
}

const keyOf = (line: EarningLine | null): string =>
  line ? `${line.partnerId} ${line.amount.currency}` : '';

/** A line that gives nothing is as good as none. */
const isChanged = ({ current, changed }: LinePair): boolean =>
  (current?.amount.minor ?? '0') !== (changed?.amount.minor ?? '0') ||
  (current !== null && changed !== null && keyOf(current) !== keyOf(changed));
