import {
  fromJson,
  logPosition,
  subtract,
  toJson,
  zero,
  type LogPosition,
  type MoneyJson,
} from '@accord/kernel';
import { payeeOf, type EarningLine, type SourceEvent } from '@accord/incentives';
import { GONE } from '../statement/statement-line';

/** What facts that came after a close make of one line of the closed period. */
export interface LateChange {
  readonly lineId: string;
  /** Who is paid. */
  readonly payee: string;
  readonly quarter: string;
  readonly was: MoneyJson;
  readonly is: MoneyJson;
  readonly delta: MoneyJson;
  /** The late facts that it rests on; none where the rules that gave it do not hold any more. */
  readonly facts: readonly SourceEvent[];
  readonly derivation: string;
}

/**
 * Compares a close with what is known later: every line whose amount is another one.
 * @param closed lines as frozen at `position`
 * @param now lines of the same quarters, as reckoned later
 * @returns ordered by line
 */
export function lateChanges(
  closed: readonly EarningLine[],
  now: readonly EarningLine[],
  position: LogPosition,
): LateChange[] {
  const before = new Map(closed.map((line) => [line.lineId, line]));
  const after = new Map(now.map((line) => [line.lineId, line]));
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((lineId) => {
    const [old, line] = [before.get(lineId), after.get(lineId)];
    const known = line ?? old;
    if (!known) return [];
    const nothing = zero(fromJson(known.amount).currency);
    const was = old ? fromJson(old.amount) : nothing;
    const is = line ? fromJson(line.amount) : nothing;
    const delta = subtract(is, was);
    if (delta.minor === 0n) return [];
    return [
      {
        lineId,
        payee: payeeOf(known),
        quarter: known.quarter,
        was: toJson(was),
        is: toJson(is),
        delta: toJson(delta),
        facts: (line?.sources ?? []).filter((one) => logPosition(one.position) > position),
        derivation: line?.derivation ?? GONE,
      },
    ];
  });
}
