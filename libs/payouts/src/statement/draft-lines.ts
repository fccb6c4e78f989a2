import {
  add,
  fromJson,
  isAfter,
  logPosition,
  min,
  money,
  subtract,
  toJson,
  zero,
  type IsoDate,
  type LogPosition,
  type Money,
} from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import type { Account } from '../account/account';
import type { PostedLine } from '../account/posted-line';
import { holdOn } from '../account/hold';
import { rejectionOf } from '../account/late-change';
import { expenseOf } from './expense-of';
import { grantsLeft } from './grants-left';
import { GONE, dueOn, owedFor, programOf, type Basis, type StatementLine } from './statement-line';

export interface Cut {
  /** Program whose book it is. */
  readonly book: string;
  /** Facts through this log position are in. */
  readonly position: LogPosition;
  /** What is due by this day is paid. */
  readonly payOn: IsoDate;
}

/**
 * What a statement of the account says: every line that is new, has changed, or still waits for its
 * day. Posting is by target, so that a line whose figure stands is not posted again.
 * @param earnings of this payee at the cut
 * @returns lines by id
 */
export function draftLines(
  earnings: readonly EarningLine[],
  account: Account,
  cut: Cut,
): StatementLine[] {
  const bases = new Map<string, Basis>();
  for (const [lineId, { basis }] of account.lines) {
    if (basis.kind === 'earning' && programOf(basis) === cut.book) {
      bases.set(lineId, gone(basis.earning));
    }
  }
  for (const earning of earnings) {
    const before = account.lines.get(earning.lineId);
    bases.set(earning.lineId, { kind: 'earning', earning: asBooked(earning, before) });
  }
  for (const [lineId, claim] of account.claims) {
    const isIn = claim.sources.every(({ position }) => logPosition(position) <= cut.position);
    if (isIn && claim.programId === cut.book) bases.set(lineId, { kind: 'fundClaim', claim });
  }
  for (const [lineId, opening] of account.openings) {
    const isIn = opening.sources.every(({ position }) => logPosition(position) <= cut.position);
    const isOwed = fromJson(opening.amount).minor > 0n;
    if (isIn && isOwed && opening.programId === cut.book)
      bases.set(lineId, { kind: 'opening', opening });
  }
  const standsFor = (lineId: string): Money | undefined => {
    const basis = bases.get(lineId);
    return basis && figuresOf(lineId, basis, account, cut).target;
  };
  const given = [...account.adjustments.values()].filter(({ programId }) => programId === cut.book);
  for (const adjustment of grantsLeft(given, standsFor)) {
    bases.set(adjustment.lineId, { kind: 'adjustment', adjustment });
  }
  return [...bases]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([lineId, basis]) => lineOf(lineId, basis, account, cut));
}

/** A line that was posted and that the facts do not give any more. */
const gone = (earning: EarningLine): Basis => {
  const { currency } = fromJson(earning.amount);
  const amount = toJson(zero(currency));
  return { kind: 'earning', earning: { ...earning, amount, zeroReason: GONE, derivation: GONE } };
};

/** What a line is booked against stays so for as long as anything of it stands. */
function asBooked(earning: EarningLine, before: PostedLine | undefined): EarningLine {
  if (before?.basis.kind !== 'earning') return earning;
  if (before.posted + before.held + before.approved === 0n) return earning;
  const account = expenseOf(before.basis.earning);
  return account === expenseOf(earning) ? earning : { ...earning, account };
}

/** What of a line is owed, stood before, and is to stand. */
function figuresOf(lineId: string, basis: Basis, account: Account, { payOn }: Cut) {
  const owed = fromJson(owedFor(basis));
  const before = account.lines.get(lineId);
  const posted = money(before?.posted ?? 0n, owed.currency);
  const due = dueOn(basis);
  const isDue = due !== null && !isAfter(due, payOn);
  const heldBefore = money(before?.held ?? 0n, owed.currency);
  const released = money(before?.approved ?? 0n, owed.currency);
  const aside = add(heldBefore, released);
  // What was posted too much is taken back whether or not the rest is due.
  const rejected = rejectionOf(account.changes, lineId, owedFor(basis));
  // A change that was rejected leaves the line at what the close said.
  const kept = rejected ? fromJson(rejected.was) : owed;
  const stands = isDue ? kept : min(kept, add(posted, aside));
  const hold = holdOn(account.holds, lineId, basis);
  // A hold keeps back what no statement has said yet.
  const target = hold ? min(stands, posted) : stands;
  return { owed, before, posted, heldBefore, released, aside, stands, hold, target, rejected };
}

function lineOf(
  lineId: string,
  basis: Basis,
  account: Account,
  cut: Cut,
): readonly StatementLine[] {
  const figures = figuresOf(lineId, basis, account, cut);
  const { owed, before, posted, heldBefore, released, aside, stands, hold, target, rejected } =
    figures;
  const held = subtract(stands, target);
  const amount = subtract(target, posted);
  const standing = rejected ? 'held' : standingOf(owed, stands, held);
  const isSettled = amount.minor === 0n && held.minor === aside.minor;
  if (before && isSettled && (standing === 'payable' || standing === 'zero')) return [];
  const isAside = hold !== undefined || aside.minor > 0n;
  return [
    {
      lineId,
      basis,
      standing,
      target: toJson(target),
      posted: toJson(posted),
      amount: toJson(amount),
      corrects: correctedBy(basis, before),
      ...(isAside && {
        aside: {
          hold: hold ? { holdId: hold.holdId, reason: hold.reason } : null,
          held: toJson(held),
          heldBefore: toJson(heldBefore),
          released: toJson(released),
        },
      }),
      ...(rejected && { rejected: { was: rejected.was, reason: rejected.reason } }),
    },
  ];
}

function standingOf(owed: Money, stands: Money, held: Money): StatementLine['standing'] {
  if (owed.minor === 0n) return 'zero';
  if (held.minor > 0n) return 'held';
  return stands.minor < owed.minor ? 'not-yet-due' : 'payable';
}

/** The statement whose figure it changes; null when it says something for the first time. */
function correctedBy(basis: Basis, before: PostedLine | undefined): string | null {
  if (before && before.posted !== 0n) return before.statementId;
  return basis.kind === 'adjustment' ? basis.adjustment.statementId : null;
}
