import { add, fromJson, max, min, subtract, toJson, zero, type Money } from '@accord/kernel';
import type { AdjustmentLine } from '../account/dispute';

/**
 * What is still owed for what accepted disputes have given. A correction of the line that was disputed is
 * set against it: often it is the very thing that the partner missed, and would be paid a second time.
 * Each cent of a correction counts once, against the dispute that was answered first.
 * @param adjustments of one account, in the order given
 * @param standsFor what stands for a line once the statement is issued; undefined where there is no such line
 */
export function grantsLeft(
  adjustments: readonly AdjustmentLine[],
  standsFor: (lineId: string) => Money | undefined,
): AdjustmentLine[] {
  /** How far what stands for a line is accounted for. */
  const through = new Map<string, Money>();
  return adjustments.map((adjustment) => {
    const { disputed, stood } = adjustment;
    if (disputed.kind !== 'line' || !stood) return adjustment;
    const { lineId } = disputed;
    const stands = standsFor(lineId);
    if (!stands) return adjustment;
    const granted = fromJson(adjustment.amount);
    const before = fromJson(stood);
    const from = max(before, through.get(lineId) ?? before);
    const given = min(granted, max(subtract(stands, from), zero(stands.currency)));
    through.set(lineId, add(from, given));
    if (given.minor === 0n) return adjustment;
    return { ...adjustment, amount: toJson(subtract(granted, given)), givenByLine: toJson(given) };
  });
}
