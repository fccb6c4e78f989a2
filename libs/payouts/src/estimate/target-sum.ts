import { currency as currencyOf, fromJson, money, toJson } from '@accord/kernel';
import type { EstimateTarget } from '../account/accrual';
import { EXPENSES } from '../statement/expense-of';

/** @returns the targets of several accounts added up, by expense; none where there are none */
export function targetSum(targets: readonly EstimateTarget[], currency: string): EstimateTarget[] {
  return EXPENSES.flatMap((expense) => {
    const own = targets.filter((one) => one.expense === expense);
    if (own.length === 0) return [];
    const sum = (of: 'before' | 'target') =>
      toJson(
        money(
          own.reduce((so, one) => so + fromJson(one[of]).minor, 0n),
          currencyOf(currency),
        ),
      );
    return [{ expense, before: sum('before'), target: sum('target') }];
  });
}
