import { money, posting, toJson, type Currency, type Money } from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import { book } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import type { PayoutTerms } from './payout-terms';
import type { Drawn } from '../account/accrual';
import { EXPENSES, type Expense } from './expense-of';
import { claimsTakenBack, statedApart, type Unpaid } from './kept-apart';
import { movesOf, type Moves } from './moves';
import type { StatementLine } from './statement-line';

/** @returns what of the lines is newly owed, by what it is booked against; nothing where that is nothing */
export function drawnBy(lines: readonly StatementLine[], currency: Currency): Drawn[] {
  const moves = lines.map(movesOf);
  return EXPENSES.flatMap((expense) => {
    const own = moves.filter((one) => one.expense === expense);
    const minorOwed = own.reduce((so, { owed }) => so + owed, 0n);
    return minorOwed === 0n ? [] : [{ expense, amount: toJson(money(minorOwed, currency)) }];
  });
}

/** What a page of a statement builds on. */
export interface PageBase extends Unpaid {
  readonly balances: AccountBalances;
  /** What of the payable money is kept apart from what the partner owes, in minor units. */
  readonly apart: bigint;
}

/**
 * The journal lines of a page of a statement: what is newly owed passes from earned over approved to
 * payable, or to held; what was too much is taken from what is kept back, then from what is payable, then
 * from what is carried forward under a hold and, for the rest, owed by the partner; what the partner owes is
 * offset at once, if the terms say so, and where it is a claim's of which nothing has been paid either way.
 * @param base of the account before the page
 * @param isAccrued whether what is earned comes out of what was accrued (2100), not out of the expense
 */
export function statementPostings(
  lines: readonly StatementLine[],
  base: PageBase,
  currency: Currency,
  { setOff }: PayoutTerms,
  isAccrued: boolean,
): FinancialPosting[] {
  const { balances } = base;
  const moves = lines.map(movesOf);
  const of = (minor: bigint): Money => money(minor, currency);
  const total = (what: keyof Omit<Moves, 'expense'>, ...expenses: readonly Expense[]): bigint =>
    moves
      .filter(({ expense }) => expenses.length === 0 || (expense && expenses.includes(expense)))
      .reduce((so, one) => so + one[what], 0n);
  const postings: FinancialPosting[] = [];
  const add = (next: FinancialPosting): void => {
    if (next.lines.length > 0) postings.push(next);
  };

  for (const expense of EXPENSES) {
    const debit = isAccrued ? '2100' : expense;
    add(posting('R2', { debit, credit: '2110', amount: of(total('owed', expense)) }));
  }
  add(posting('R3', { debit: '2110', credit: '2120', amount: of(total('owed')) }));
  add(posting('R4', { debit: '2120', credit: '2125', amount: of(total('hold')) }));
  add(posting('R4', { debit: '2125', credit: '2120', amount: of(total('release')) }));
  add(posting('R5', { debit: '2120', credit: '2130', amount: of(total('state')) }));

  const apart = base.apart + statedApart(lines);
  for (const expense of EXPENSES) {
    const { payable, carried } = book(balances, postings);
    const back = total('fromStated', expense);
    const unpaid = less(back, payable - apart);
    const waiting = less(back - unpaid, carried);
    add(
      posting(
        'R7a',
        { debit: '2120', credit: expense, amount: of(total('fromReleased', expense)) },
        { debit: '2125', credit: expense, amount: of(total('fromHeld', expense)) },
        { debit: '2130', credit: expense, amount: of(unpaid) },
        { debit: '2135', credit: expense, amount: of(waiting) },
      ),
    );
    add(posting('R7', { debit: '1100', credit: expense, amount: of(back - unpaid - waiting) }));
  }
  const { payable, receivable } = book(balances, postings);
  const own = claimsTakenBack(lines, base);
  const ownApart = less(own.apart, less(apart, receivable));
  const free = less(payable - apart, receivable - ownApart);
  const offset = ownApart + (setOff ? free : less(own.other, free));
  add(posting('R8', { debit: '2130', credit: '1100', amount: of(offset) }));
  return postings;
}

const less = (a: bigint, b: bigint): bigint => (a < b ? a : b);
