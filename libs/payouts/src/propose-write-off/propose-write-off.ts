import {
  accepted,
  formatAmount,
  money,
  rejected,
  toJson,
  type Decision,
  type Money,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { WriteOff } from '../account/write-off';
import { claimsAwaitingStatement } from './claims-awaiting';

export interface ProposeWriteOff extends Omit<WriteOff, 'amount'> {
  readonly book: string;
  readonly amount: Money;
}

/** Asks to give up what a payee owes (1100), all of it or a part; books nothing yet. */
export function proposeWriteOff(
  account: Account,
  { book, amount, ...of }: ProposeWriteOff,
): Decision<AccountEvent> {
  const { payee, writeOffs } = account;
  if (!payee) return accountUnknown();
  if (amount.minor === 0n) return rejected('nothing-to-write-off', 'Zero is nothing', 'amount');
  const [pending] = writeOffs.values();
  if (pending) {
    return rejected('write-off-pending', `"${pending.writeOffId}" waits for a decision`);
  }
  const may = mayGiveUp(account, amount);
  if (may.kind === 'rejected') return may;
  const data = { ...payee, book, ...of, amount: toJson(amount), postings: [] } as const;
  return accepted({ type: 'WriteOffProposed', data });
}

export const accountUnknown = () =>
  rejected('account-unknown', 'Nothing happened in this account yet');

export const moreThanOwed = (owed: bigint, { currency }: Money) =>
  rejected(
    'more-than-owed',
    `The payee owes ${formatAmount(money(owed, currency))} ${currency}`,
    'amount',
  );

/**
 * Whether so much of what a payee owes can be given up: no more than it owes, and nothing of which the next
 * statement gives the tax back. What that lowers would be given up already, so that it would be paid.
 */
export function mayGiveUp(account: Account, amount: Money): Decision<never> {
  const { balances } = account;
  if (amount.minor > balances.receivable) return moreThanOwed(balances.receivable, amount);
  const awaiting = balances.withheld > 0n ? claimsAwaitingStatement(account) : 0n;
  if (amount.minor > balances.receivable - awaiting) {
    const text = `${formatAmount(money(awaiting, amount.currency))} ${amount.currency}`;
    const message = `${text} of claims were taken back since the last statement; the next one gives their tax back, and what is owed then may be given up`;
    return rejected('correction-not-stated', message, 'amount');
  }
  return accepted();
}
