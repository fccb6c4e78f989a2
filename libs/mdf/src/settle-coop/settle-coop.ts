import {
  accepted,
  compare,
  isBefore,
  money,
  parseAmount,
  toJson,
  type Decision,
  type IsoDate,
  posting,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { accruedIn } from '../accrue-coop/accrue-coop';
import { namedCredits } from '../credits/fund-credits';
import type { Fund } from '../fund';
import { inBucket } from '../fund-balances';
import type { FundEvent } from '../fund.events';
import { knownFund } from '../refusals';

/**
 * Looks, once its bookings are complete and again after a late one, whether they come to the program's
 * minimum. If not, what is available lapses or is paid out as a rebate (C3).
 */
export function settleCoop(
  state: Fund,
  { on, rules }: { readonly on: IsoDate; readonly rules: ProgramRules | undefined },
): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { fund } = known;
  const { earns, isSettled, partnerId, balances } = fund;
  if (!earns?.settleOn || isBefore(on, earns.settleOn) || isSettled || partnerId === null) {
    return accepted();
  }
  const { currency } = balances;
  const accrued = accruedIn(fund);
  // The least amount is in the program's currency: it says nothing of a fund in another one.
  const least = rules?.currency === currency ? rules.coop?.minimum : undefined;
  const minimum = least ? parseAmount(least.amount, currency) : money(0n, currency);
  const isEnough = !least || compare(accrued, minimum) >= 0;
  const amount = isEnough ? money(0n, currency) : inBucket(balances, 'available');
  const isPaid = least?.below === 'rebate';
  const outcome = isEnough ? 'enough' : isPaid ? 'paid-out' : 'lapsed';
  return accepted({
    type: 'CoopSettled',
    data: {
      partnerId,
      outcome,
      accrued: toJson(accrued),
      minimum: toJson(minimum),
      amount: toJson(amount),
      credits: isEnough ? [] : namedCredits(fund.credits.free, currency),
      settledOn: on,
      posting: posting('C3', { debit: isPaid ? 'B60' : 'B70', credit: 'B20', amount }),
    },
  });
}
