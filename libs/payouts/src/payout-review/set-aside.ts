import { fromJson, zero, type Money } from '@accord/kernel';
import type { PlacedDraft } from '../payout/drafted';
import type { StatementLine } from '../statement/statement-line';
import { heldOf, isExcluded, rejectedOf, waitingOf } from './draft-figures';

/** Why a line, or a part of it, is not paid by a run. */
export type Why = 'held' | 'waiting' | 'excluded' | 'carried' | 'rejected';

/** What of a line is not paid, and why. */
interface Part {
  readonly why: Why;
  /** Of an excluded line nothing; of a rejected change what it would take back as well. */
  readonly amount: Money;
  readonly line: StatementLine;
}

/** Where a list has come to: so many parts of the draft that begins at this revision. */
export interface Place {
  readonly from: number;
  readonly parts: number;
}

/** What of a draft is not paid, and where the list goes on behind it. */
export interface SetAside extends Part {
  readonly accountId: string;
  readonly partnerId: string;
  readonly place: Place;
}

/**
 * @param drafts from the place on
 * @param wanted one reason alone; null: all
 */
export async function* setAsideIn(
  drafts: AsyncIterable<PlacedDraft>,
  { from, parts: seen }: Place,
  wanted: Why | null,
): AsyncGenerator<SetAside, void, undefined> {
  let begins = from;
  let skip = seen;
  for await (const { draft, revision } of drafts) {
    const { accountId, partnerId, pages } = draft;
    const parts = pages.flatMap(({ lines }) => lines.flatMap(partsOf));
    for (const [i, part] of parts.entries()) {
      if (i < skip || (wanted !== null && part.why !== wanted)) continue;
      yield { ...part, accountId, partnerId, place: { from: begins, parts: i + 1 } };
    }
    begins = revision + 1;
    skip = 0;
  }
}

function partsOf(line: StatementLine): Part[] {
  const { basis } = line;
  const carried = basis.kind === 'carryForward' ? fromJson(basis.carry.carried) : null;
  const [held, waiting] = [heldOf(line), waitingOf(line)];
  const rejected = rejectedOf(line);
  const parts: Part[] = [];
  if (line.rejected) parts.push({ why: 'rejected', amount: rejected, line });
  if (isExcluded(line)) parts.push({ why: 'excluded', amount: zero(held.currency), line });
  if (held.minor > 0n) parts.push({ why: 'held', amount: held, line });
  if (waiting.minor > 0n) parts.push({ why: 'waiting', amount: waiting, line });
  if (carried && carried.minor > 0n) parts.push({ why: 'carried', amount: carried, line });
  return parts;
}
