import { fromJson, money, posting } from '@accord/kernel';
import type { EstimateTarget } from '../account/accrual';
import type { FinancialPosting } from '../account/financial-posting';

/**
 * Brings 2100 to its targets: what is missing is booked as an expense (R1), what is too much goes back.
 * @param release under which rule what is too much goes back: estimated anew (R1), or settled for less
 *   than was provided (R2b)
 * @returns none where every target stands
 */
export const accrualPostings = (
  targets: readonly EstimateTarget[],
  release: 'R1' | 'R2b',
): FinancialPosting[] =>
  targets.flatMap(({ expense, before, target }): FinancialPosting[] => {
    const { minor: stands, currency } = fromJson(before);
    const change = fromJson(target).minor - stands;
    if (change === 0n) return [];
    return change > 0n
      ? [posting('R1', { debit: expense, credit: '2100', amount: money(change, currency) })]
      : [posting(release, { debit: '2100', credit: expense, amount: money(-change, currency) })];
  });
