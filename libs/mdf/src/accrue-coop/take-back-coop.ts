import {
  accepted,
  add,
  isPositive,
  min,
  money,
  subtract,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  posting,
} from '@accord/kernel';
import { namedCredits, ownFirst } from '../credits/fund-credits';
import type { Fund, KnownFund } from '../fund';
import { inBucket } from '../fund-balances';
import type { FundEvent } from '../fund.events';
import { knownFund } from '../refusals';

/**
 * Takes out what an undone booking had added (C2): from its own credit, then from what else is
 * available, then from what has expired, then from what was paid out as a rebate, which the partner pays back.
 * What is in use stays, and is owed: the fund is never below zero. One that waits for a rate waits no more.
 */
export function takeBackCoop(
  state: Fund,
  { saleId, on }: { readonly saleId: string; readonly on: IsoDate },
): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { fund } = known;
  const { currency } = fund.balances;
  const whole = money(fund.accrued.get(saleId) ?? 0n, currency);
  const isKnown = whole.minor > 0n || fund.unconverted.has(saleId);
  if (!isKnown || fund.partnerId === null) return accepted();
  return accepted({
    type: 'CoopTakenBack',
    data: { saleId, partnerId: fund.partnerId, ...takenOut(fund, saleId, whole), reversedOn: on },
  });
}

/** What is in use stays, and is owed by bookings to come. */
export function takenOut(fund: KnownFund, saleId: string, whole: Money) {
  const { currency } = fund.balances;
  const available = min(whole, inBucket(fund.balances, 'available'));
  const expired = min(subtract(whole, available), inBucket(fund.balances, 'expired'));
  const unpaid = add(available, expired);
  const rebate = min(subtract(whole, unpaid), money(fund.paidOut, currency));
  const taken = add(unpaid, rebate);
  return {
    amount: toJson(taken),
    credits: namedCredits(ownFirst(fund.credits, saleId, available.minor), currency),
    owed: toJson(subtract(whole, taken)),
    ...(isPositive(rebate) && { rebate: toJson(rebate) }),
    posting: posting(
      'C2',
      { debit: 'B10', credit: 'B20', amount: available },
      { debit: 'B10', credit: 'B70', amount: expired },
      { debit: 'B10', credit: 'B60', amount: rebate },
    ),
  };
}
