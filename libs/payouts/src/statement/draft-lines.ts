import {
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
} from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import type { Account } from '../account/account';
import { dueOn, owedFor, programOf, type Basis, type StatementLine } from './statement-line';

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
  for (const earning of earnings) bases.set(earning.lineId, { kind: 'earning', earning });
  for (const [lineId, claim] of account.claims) {
    const isIn = claim.sources.every(({ position }) => logPosition(position) <= cut.position);
    if (isIn && claim.programId === cut.book) bases.set(lineId, { kind: 'fundClaim', claim });
  }
  return [...bases]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([lineId, basis]) => lineOf(lineId, basis, account, cut));
}

/** A line that was posted and that the facts do not give any more. */
const gone = (earning: EarningLine): Basis => {
  const { currency } = fromJson(earning.amount);
  const zeroReason = 'The rules that gave it do not hold any more';
  const amount = toJson(zero(currency));
  return { kind: 'earning', earning: { ...earning, amount, zeroReason, derivation: zeroReason } };
};

function lineOf(
  lineId: string,
  basis: Basis,
  account: Account,
  { payOn }: Cut,
): readonly StatementLine[] {
  const owed = fromJson(owedFor(basis));
  const before = account.lines.get(lineId);
  const posted = money(before?.posted ?? 0n, owed.currency);
  const due = dueOn(basis);
  const isDue = due !== null && !isAfter(due, payOn);
  // What was paid too much is taken back whether or not the rest is due.
  const target = isDue ? owed : min(owed, posted);
  const amount = subtract(target, posted);
  const standing =
    owed.minor === 0n ? 'zero' : target.minor < owed.minor ? 'not-yet-due' : 'payable';
  if (before && amount.minor === 0n && standing !== 'not-yet-due') return [];
  return [
    {
      lineId,
      basis,
      standing,
      target: toJson(target),
      posted: toJson(posted),
      amount: toJson(amount),
      corrects: before && before.posted !== 0n ? before.statementId : null,
    },
  ];
}
