import {
  MAX_MINOR,
  accepted,
  isBefore,
  parseAmount,
  plusDays,
  rejected,
  rejectedFor,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  type Rejection,
  posting,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Fund, KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import { sharedFundId } from '../open-fund/shared-fund-id';
import { amountFaults, fundStillOpen, limitFaults, otherCurrencyFaults } from '../refusals';

export interface AllocateFund {
  readonly amount: Money;
  readonly creditId: string;
  /** Last day on which it may be asked for; null: as many days as the program gives it. */
  readonly expiresOn: IsoDate | null;
}

/** Puts money into an open fund (M1), a region's at most up to its budget. */
export function allocateFund(
  state: Fund,
  { amount, creditId, expiresOn }: AllocateFund,
  { on, rules }: { readonly on: IsoDate; readonly rules: ProgramRules | undefined },
): Decision<FundEvent> {
  const open = fundStillOpen(state);
  if (!('fund' in open)) return open;
  const { fund } = open;
  const faults = amountFaults(fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  const after = fund.balances.allocated + amount.minor;
  if (after > MAX_MINOR) {
    return rejected('fund-too-large', `A fund holds at most ${MAX_MINOR} minor units`, 'amount');
  }
  const above = budgetFaults(fund, { ...amount, minor: fund.filled + amount.minor }, rules);
  if (above.length > 0) return rejectedFor(above);
  if (expiresOn !== null && isBefore(expiresOn, on)) {
    return rejected('credit-expired', `It would be gone on ${on} already`, 'expiresOn');
  }
  const days = fundRules(rules, fund.kind)?.creditDays;
  return accepted({
    type: 'FundAllocated',
    data: {
      creditId,
      amount: toJson(amount),
      expiresOn: expiresOn ?? (days === undefined ? null : plusDays(on, days)),
      posting: posting('M1', { debit: 'B20', credit: 'B10', amount }),
    },
  });
}

/** Where a program has budgets, they lie in the funds of the regions' quarters. */
function budgetFaults(
  fund: KnownFund,
  allocated: Money,
  rules: ProgramRules | undefined,
): Rejection[] {
  const { programId, partnerId, region, quarter } = fund;
  const budgets = fundRules(rules, fund.kind)?.budgets;
  if (!rules || !budgets || region === null || quarter === null) return [];
  const other = otherCurrencyFaults(fund, rules);
  if (other.length > 0) return other;
  const budget = budgets.find((one) => one.region === region && one.quarter === quarter);
  if (!budget) {
    const message = `The program has no budget for ${region} in ${quarter}`;
    return [{ code: 'no-budget', message, path: 'amount' }];
  }
  if (partnerId !== null) {
    const { currency } = allocated;
    const shared = sharedFundId({ programId, region, quarter, currency });
    const message = `The budget of ${region} in ${quarter} lies in fund "${shared}": transfer from it`;
    return [{ code: 'budget-in-region', message, path: 'amount' }];
  }
  const limit = parseAmount(budget.amount, allocated.currency);
  return limitFaults(allocated, limit, 'above-budget', `the budget of ${region} in ${quarter}`);
}
