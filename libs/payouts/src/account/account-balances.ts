import { debited } from '@accord/kernel';
import type { FinancialPosting } from './financial-posting';

/** What stands between the vendor and one payee, in minor units; none is ever below zero. */
export interface AccountBalances {
  /** 2110: earned and not on a statement yet. */
  readonly earned: bigint;
  /** 2130: on issued statements. */
  readonly payable: bigint;
  /** 1100: what the payee owes, offset against later statements. */
  readonly receivable: bigint;
}

export const NOTHING_OWED: AccountBalances = { earned: 0n, payable: 0n, receivable: 0n };

export const book = (
  balances: AccountBalances,
  postings: readonly FinancialPosting[],
): AccountBalances =>
  postings.reduce(
    ({ earned, payable, receivable }, posting) => ({
      earned: earned - debited(posting, '2110'),
      payable: payable - debited(posting, '2130'),
      receivable: receivable + debited(posting, '1100'),
    }),
    balances,
  );
