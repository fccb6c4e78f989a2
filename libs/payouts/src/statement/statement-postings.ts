import {
  fromJson,
  min,
  money,
  posting,
  subtract,
  toJson,
  type Currency,
  type Money,
  type MoneyJson,
} from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import { book } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import type { PayoutTerms } from './payout-terms';
import type { Drawn } from '../account/accrual';
import { EXPENSES, expenseOfKind, type Expense } from './expense-of-kind';
import type { StatementLine } from './statement-line';

/** Where the other side of an earned amount goes; claims and opening balances were booked before. */
function expenseOf({ basis }: StatementLine): Expense | null {
  switch (basis.kind) {
    case 'fundClaim':
    case 'carryForward':
    case 'withholding':
    case 'opening':
      return null;
    case 'adjustment':
      return basis.adjustment.contra;
    case 'earning':
      return expenseOfKind(basis.earning.kind);
  }
}

/** Where the money of one line moves, in minor units. */
interface Moves {
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
function movesOf(line: StatementLine): Moves {
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
    expense: expenseOf(line),
    owed,
    fromReleased,
    fromHeld,
    fromStated: back - fromReleased - fromHeld,
    hold: isHeld ? pool : 0n,
    release,
    state: isHeld ? 0n : pool + release,
  };
}

/** @returns what of the lines is newly owed, by what it is booked against; nothing where that is nothing */
export function drawnBy(lines: readonly StatementLine[], currency: Currency): Drawn[] {
  const moves = lines.map(movesOf);
  return EXPENSES.flatMap((expense) => {
    const own = moves.filter((one) => one.expense === expense);
    const minorOwed = own.reduce((so, { owed }) => so + owed, 0n);
    return minorOwed === 0n ? [] : [{ expense, amount: toJson(money(minorOwed, currency)) }];
  });
}

/**
 * The journal lines of a page of a statement: what is newly owed passes from earned over approved to
 * payable, or to held; what was too much is taken from what is kept back, then from what is payable
 * and, for the rest, owed by the partner; what the partner owes is offset at once, if the terms say so.
 * @param balances of the account before the page
 * @param isAccrued whether what is earned comes out of what was accrued (2100), not out of the expense
 */
export function statementPostings(
  lines: readonly StatementLine[],
  balances: AccountBalances,
  currency: Currency,
  { setOff }: PayoutTerms,
  isAccrued: boolean,
): FinancialPosting[] {
  const moves = lines.map(movesOf);
  const total = (of: keyof Omit<Moves, 'expense'>, ...expenses: readonly Expense[]): Money =>
    money(
      moves
        .filter(({ expense }) => expenses.length === 0 || (expense && expenses.includes(expense)))
        .reduce((so, one) => so + one[of], 0n),
      currency,
    );
  const postings: FinancialPosting[] = [];
  const add = (next: FinancialPosting): void => {
    if (next.lines.length > 0) postings.push(next);
  };

  for (const expense of EXPENSES) {
    const debit = isAccrued ? '2100' : expense;
    add(posting('R2', { debit, credit: '2110', amount: total('owed', expense) }));
  }
  add(posting('R3', { debit: '2110', credit: '2120', amount: total('owed') }));
  add(posting('R4', { debit: '2120', credit: '2125', amount: total('hold') }));
  add(posting('R4', { debit: '2125', credit: '2120', amount: total('release') }));
  add(posting('R5', { debit: '2120', credit: '2130', amount: total('state') }));

  for (const expense of EXPENSES) {
    const payable = money(book(balances, postings).payable, currency);
    const back = total('fromStated', expense);
    const unpaid = min(back, payable);
    add(
      posting(
        'R7a',
        { debit: '2120', credit: expense, amount: total('fromReleased', expense) },
        { debit: '2125', credit: expense, amount: total('fromHeld', expense) },
        { debit: '2130', credit: expense, amount: unpaid },
      ),
    );
    add(posting('R7', { debit: '1100', credit: expense, amount: subtract(back, unpaid) }));
  }
  if (!setOff) return postings;
  const { payable, receivable } = book(balances, postings);
  const offset = min(money(payable, currency), money(receivable, currency));
  add(posting('R8', { debit: '2130', credit: '1100', amount: offset }));
  return postings;
}
