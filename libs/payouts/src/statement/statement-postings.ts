import {
  fromJson,
  min,
  money,
  negate,
  posting,
  sum,
  type Currency,
  type Money,
} from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import { book } from '../account/account-balances';
import type { FinancialAccount, FinancialPosting } from '../account/financial-posting';
import type { StatementLine } from './statement-line';

const EXPENSES = ['4900', '6100'] as const;

/** Where the other side of an earned amount goes; a claim on a fund was booked with its approval. */
function expenseOf({ basis }: StatementLine): FinancialAccount | null {
  if (basis.kind === 'fundClaim') return null;
  switch (basis.earning.kind) {
    case 'countTierRebate':
    case 'formula':
      return '4900';
    case 'referralFee':
      return '6100';
  }
}

/**
 * The journal lines of a page of a statement: what is newly owed passes from earned over approved to
 * payable; what was too much is taken from what is payable and, for the rest, owed by the partner;
 * what the partner owes is offset at once.
 * @param balances of the account before the page
 */
export function statementPostings(
  lines: readonly StatementLine[],
  balances: AccountBalances,
  currency: Currency,
): FinancialPosting[] {
  const amounts = lines.map((line) => ({
    expense: expenseOf(line),
    amount: fromJson(line.amount),
  }));
  const total = (expense: FinancialAccount | null, isUp: boolean): Money =>
    sum(
      amounts
        .filter(
          (one) =>
            one.expense === expense && (isUp ? one.amount.minor > 0n : one.amount.minor < 0n),
        )
        .map(({ amount }) => amount),
      currency,
    );
  const postings: FinancialPosting[] = [];
  const add = (next: FinancialPosting): void => {
    if (next.lines.length > 0) postings.push(next);
  };

  for (const expense of EXPENSES) {
    add(posting('R2', { debit: expense, credit: '2110', amount: total(expense, true) }));
  }
  const up = sum([total('4900', true), total('6100', true), total(null, true)], currency);
  add(posting('R3', { debit: '2110', credit: '2120', amount: up }));
  add(posting('R5', { debit: '2120', credit: '2130', amount: up }));

  for (const expense of EXPENSES) {
    const back = negate(total(expense, false));
    const payable = money(book(balances, postings).payable, currency);
    const unpaid = min(back, payable);
    add(posting('R7a', { debit: '2130', credit: expense, amount: unpaid }));
    const paid = money(back.minor - unpaid.minor, currency);
    add(posting('R7', { debit: '1100', credit: expense, amount: paid }));
  }
  const { payable, receivable } = book(balances, postings);
  const offset = min(money(payable, currency), money(receivable, currency));
  add(posting('R8', { debit: '2130', credit: '1100', amount: offset }));
  return postings;
}
