import {
  MAX_MINOR,
  accepted,
  rejected,
  rejectedFor,
  toJson,
  type Decision,
  type Money,
  posting,
} from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { amountFaults, fundStillOpen } from '../refusals';

/** Puts money into an open fund (M1). */
export function allocateFund(
  state: Fund,
  { amount }: { readonly amount: Money },
): Decision<FundEvent> {
  const open = fundStillOpen(state);
  if (!('fund' in open)) return open;
  const faults = amountFaults(open.fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  if (open.fund.balances.allocated + amount.minor > MAX_MINOR) {
    return rejected('fund-too-large', `A fund holds at most ${MAX_MINOR} minor units`, 'amount');
  }
  return accepted({
    type: 'FundAllocated',
    data: {
      amount: toJson(amount),
      posting: posting('M1', { debit: 'B20', credit: 'B10', amount }),
    },
  });
}
