import type { EarningLine } from '../earning-line';
import type { DerivationJson, Unit } from '../formula/derivation';
import type { Input } from '../calculation/measures';

/** What a line says of facts that it does not name one by one: how many, what in all, and their hash. */
export interface LineMeasure {
  /** By which it is asked for: "tier", "share", "input-1", "input-2" … in the order of the formula. */
  readonly measure: string;
  /** What is measured of each member; null: they are counted. */
  readonly input: Input | null;
  readonly count: number;
  /** SHA-256 over the sorted ids of the members, one per line. */
  readonly membersHash: string;
  /** What they come to in all, exact; null where they are counted alone. */
  readonly sum: { readonly unit: Unit; readonly exact: string } | null;
}

/** @returns what the line measured over more than its own sale */
export function measuresOf({ tier, share, steps }: EarningLine): LineMeasure[] {
  const inputs = new Map<string, Omit<LineMeasure, 'measure'>>();
  if (steps) addInputs(steps, inputs);
  return [
    ...(tier ? [{ measure: 'tier', input: null, ...counted(tier.count, tier.membersHash) }] : []),
    ...(share
      ? [{ measure: 'share', input: null, ...counted(share.sales, share.membersHash) }]
      : []),
    ...[...inputs.values()].map((one, i) => ({ measure: `input-${i + 1}`, ...one })),
  ];
}

const counted = (count: number, membersHash: string) => ({ count, membersHash, sum: null });

/** The same input stands in a formula more than once where it also chooses the row. */
function addInputs(
  { step, parts, value }: DerivationJson,
  inputs: Map<string, Omit<LineMeasure, 'measure'>>,
): void {
  if (step.op === 'input' && step.from) {
    const { input, from } = step;
    const { sales: count, membersHash } = from;
    inputs.set(JSON.stringify(input), { input, count, membersHash, sum: value });
  }
  for (const part of parts) addInputs(part, inputs);
}
