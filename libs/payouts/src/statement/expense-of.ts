import type { EarningLine } from '@accord/incentives';
import { INCENTIVE_ACCOUNTS, type IncentiveAccount } from '@accord/programs';

/** What earnings are booked against. */
export const EXPENSES = INCENTIVE_ACCOUNTS;
export type Expense = IncentiveAccount;

export function expenseOf({ kind, account }: Pick<EarningLine, 'kind' | 'account'>): Expense {
  if (account) return account;
  switch (kind) {
    case 'countTierRebate':
    case 'formula':
      return '4900';
    case 'referralFee':
      return '6100';
  }
}
