import type { IncentiveKind } from '@accord/incentives';

/** What earnings are booked against. */
export const EXPENSES = ['4900', '6100'] as const;
export type Expense = (typeof EXPENSES)[number];

export function expenseOfKind(kind: IncentiveKind): Expense {
  switch (kind) {
    case 'countTierRebate':
    case 'formula':
      return '4900';
    case 'referralFee':
      return '6100';
  }
}
