import {
  accepted,
  rejectedFor,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  posting,
} from '@accord/kernel';
import { namedCredits, oldest } from '../credits/fund-credits';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { amountFaults, availableOn, fundStillOpen, limitFaults } from '../refusals';

/** Takes money out of an open fund again, at most what is available (M1). */
export function cutFund(
  state: Fund,
  { amount }: { readonly amount: Money },
  { on }: { readonly on: IsoDate },
): Decision<FundEvent> {
  const open = fundStillOpen(state);
  if (!('fund' in open)) return open;
  const { fund } = open;
  const faults = amountFaults(fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(
    amount,
    availableOn(fund, on),
    'fund-exhausted',
    'the fund has available',
  );
  if (above.length > 0) return rejectedFor(above);
  return accepted({
    type: 'FundCut',
    data: {
      amount: toJson(amount),
      credits: namedCredits(oldest(fund.credits, amount.minor, on), amount.currency),
      cutOn: on,
      posting: posting('M1', { debit: 'B10', credit: 'B20', amount }),
    },
  });
}
