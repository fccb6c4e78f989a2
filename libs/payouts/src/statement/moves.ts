import { fromJson, type MoneyJson } from '@accord/kernel';
import { expenseOf, type Expense } from './expense-of';
import type { StatementLine } from './statement-line';

/** Where the money of one line moves, in minor units. */
export interface Moves {
  readonly expense: Expense | null;
  /** Newly owed, out of what is earned. */
  readonly owed: bigint;
  /** Taken back of what was released, of what is held, and of what statements have said. */
  readonly fromReleased: bigint;
  readonly fromHeld: bigint;
  readonly fromStated: bigint;
  /** Newly held, and no longer held. */
  readonly hold: bigint;
  readonly release: bigint;
  /** Put on the statement. */
  readonly state: bigint;
}

const minor = (amount: MoneyJson | undefined): bigint => (amount ? fromJson(amount).minor : 0n);
const less = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const above = (a: bigint): bigint => (a > 0n ? a : 0n);

/** What is too much is taken from what is kept back first, the earliest stage before the later one. */
export function movesOf(line: StatementLine): Moves {
  const { aside } = line;
  const [target, posted] = [minor(line.target), minor(line.posted)];
  const [released, heldBefore] = [minor(aside?.released), minor(aside?.heldBefore)];
  const change = target + minor(aside?.held) - (posted + heldBefore + released);
  const owed = above(change);
  const back = above(-change);
  const fromReleased = less(back, released);
  const fromHeld = less(back - fromReleased, heldBefore);
  const pool = owed + released - fromReleased;
  const isHeld = aside?.hold != null;
  const release = isHeld ? 0n : heldBefore - fromHeld;
  return {
    expense: contraOf(line),
    owed,
    fromReleased,
    fromHeld,
    fromStated: back - fromReleased - fromHeld,
    hold: isHeld ? pool : 0n,
    release,
    state: isHeld ? 0n : pool + release,
  };
}

/** Where the other side of an earned amount goes; claims and opening balances were booked before. */
function contraOf({ basis }: StatementLine): Expense | null {
  switch (basis.kind) {
    case 'fundClaim':
    case 'carryForward':
    case 'withholding':
    case 'opening':
      return null;
    case 'adjustment':
      return basis.adjustment.contra;
    case 'earning':
      return expenseOf(basis.earning);
  }
}
