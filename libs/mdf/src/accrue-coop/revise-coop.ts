import {
  accepted,
  isZero,
  min,
  money,
  negate,
  plusDays,
  posting,
  ratioText,
  subtract,
  toJson,
  type Decision,
  type Money,
} from '@accord/kernel';
import type { Fund, KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import { releasedTo } from '../refusals';
import { shareOf, type AccrualFacts } from './accrue-coop';
import type { Booking } from './booking';
import { kept } from './coop-rate';
import { takenOut } from './take-back-coop';

/**
 * Brings what a booking in another currency has added to a fund to what it adds by the source's last word
 * (C1, C2). A fund that is closed stays as it is, and so does a booking that is undone, or that the last word
 * leaves without a rate.
 */
export function reviseCoop(
  state: Fund,
  booking: Booking,
  facts: Omit<AccrualFacts, 'period'>,
): Decision<FundEvent> {
  const { saleId, partnerId, base, bookedOn } = booking;
  const { rules, coop } = facts;
  if (state.status !== 'open' || state.balances.currency !== rules.currency) return accepted();
  const was = money(state.accrued.get(saleId) ?? 0n, rules.currency);
  const { share, earned, granted, conversion } = shareOf(state, booking, facts);
  const change = subtract(granted, was);
  if (isZero(was) || isZero(change) || !conversion) return accepted();
  const { creditDays } = coop.funds;
  const expiresOn = creditDays === undefined ? null : plusDays(bookedOn, creditDays);
  const moved =
    change.minor > 0n
      ? broughtIn(state, { saleId, expiresOn }, change)
      : { effect: 'taken' as const, ...takenOut(state, saleId, negate(change)) };
  return accepted({
    type: 'CoopRevised',
    data: {
      saleId,
      partnerId,
      base: toJson(base),
      rate: coop.rate,
      exact: ratioText(share),
      rounding: rules.payout.rounding,
      capped: toJson(subtract(earned, granted)),
      bookedOn,
      conversion: kept(conversion),
      was: toJson(was),
      accrued: toJson(granted),
      ...moved,
    },
  });
}

/** What was undone and is spent already is made up for first. */
function broughtIn(
  fund: KnownFund,
  {
    saleId,
    expiresOn,
  }: { readonly saleId: string; readonly expiresOn: Booking['bookedOn'] | null },
  change: Money,
) {
  const offset = min(change, money(fund.owed, change.currency));
  const amount = subtract(change, offset);
  const credits = isZero(amount) ? [] : [{ creditId: saleId, amount: toJson(amount), expiresOn }];
  return {
    effect: 'added' as const,
    amount: toJson(amount),
    credits,
    owed: toJson(negate(offset)),
    posting: posting('C1', { debit: releasedTo(fund), credit: 'B10', amount }),
  };
}
