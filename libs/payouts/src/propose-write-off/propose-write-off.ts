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

export interface ProposeWriteOff extends Omit<WriteOff, 'amount'> {
  readonly book: string;
  readonly amount: Money;
}

/** Asks to give up what a payee owes (1100), all of it or a part; books nothing yet. */
export function proposeWriteOff(
  { payee, balances, writeOffs }: Account,
  { book, amount, ...of }: ProposeWriteOff,
): Decision<AccountEvent> {
  if (!payee) return accountUnknown();
  if (amount.minor === 0n) return rejected('nothing-to-write-off', 'Zero is nothing', 'amount');
  const [pending] = writeOffs.values();
  if (pending) {
    return rejected('write-off-pending', `"${pending.writeOffId}" waits for a decision`);
  }
  if (amount.minor > balances.receivable) return moreThanOwed(balances.receivable, amount);
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
