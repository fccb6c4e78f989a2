import {
  accepted,
  add,
  max,
  min,
  money,
  parseAmount,
  plusDays,
  product,
  ratio,
  ratioText,
  rejected,
  round,
  subtract,
  times,
  toJson,
  zero,
  type Currency,
  type Decision,
  type Money,
  posting,
} from '@accord/kernel';
import type { CoopRules, ProgramRules } from '@accord/programs';
import type { Fund, KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import { lastClaimDay } from '../open-fund/fund-calendar';
import { releasedTo } from '../refusals';
import type { Booking } from './booking';
import { kept, missingRate, notAccrued, type Converted } from './coop-rate';
import type { CoopPeriod } from './coop-period';

/** What was looked up: the rules of the booking's day. */
export interface AccrualFacts {
  readonly rules: ProgramRules;
  readonly coop: CoopRules;
  readonly period: CoopPeriod;
  /** Null: it is in the program's currency, or the program does not convert. */
  readonly converted: Converted | null;
}

/**
 * Adds a booking's share to the partner's co-op fund, opening it where it is the first (C1). A booking
 * counts once; what was undone and is spent already is made up for first. The fund is kept in the
 * program's currency, in which its cap and least amounts are: without a rate a booking in another one adds nothing.
 */
export function accrueCoop(
  state: Fund,
  booking: Booking,
  { rules, coop, period, converted }: AccrualFacts,
): Decision<FundEvent> {
  const { saleId, partnerId, base, bookedOn } = booking;
  const { currency } = rules;
  const known = state.status === 'unknown' ? undefined : state;
  if (known && known.kind !== 'coop') {
    return rejected('fund-of-other-kind', `Fund "${known.fundId}" is no co-op fund`);
  }
  if (known?.accrued.has(saleId)) return accepted();
  const first = known ? [] : [opened(booking, coop, period, currency)];
  const missing = missingRate(base.currency, currency, converted);
  if (missing) {
    if (known?.unconverted.has(saleId)) return accepted();
    return accepted(...first, notAccrued(booking, missing));
  }
  const { share, earned, granted, conversion } = shareOf(known, booking, {
    rules,
    coop,
    converted,
  });
  const offset = min(granted, money(known?.owed ?? 0n, currency));
  const amount = subtract(granted, offset);
  const { creditDays } = coop.funds;
  const accrued: FundEvent = {
    type: 'CoopAccrued',
    data: {
      creditId: saleId,
      amount: toJson(amount),
      expiresOn: creditDays === undefined ? null : plusDays(bookedOn, creditDays),
      saleId,
      partnerId,
      base: toJson(base),
      rate: coop.rate,
      exact: ratioText(share),
      rounding: rules.payout.rounding,
      capped: toJson(subtract(earned, granted)),
      offset: toJson(offset),
      bookedOn,
      ...(conversion && { conversion: kept(conversion) }),
      posting: posting('C1', { debit: known ? releasedTo(known) : 'B20', credit: 'B10', amount }),
    },
  };
  return accepted(...first, accrued);
}

/** What a booking adds to the fund before offsets: its share, rounded once, as far as the cap has room. */
export function shareOf(
  known: KnownFund | undefined,
  { saleId, base }: Pick<Booking, 'saleId' | 'base'>,
  { rules, coop, converted }: Omit<AccrualFacts, 'period'>,
) {
  const { currency } = rules;
  const conversion = converted && 'conversion' in converted ? converted : null;
  const rate = ratio(coop.rate);
  const factor = conversion ? product(rate, conversion.conversion.factor) : rate;
  const share = { ...times(base, factor), currency };
  const earned = round(share, rules.payout.rounding);
  const room = roomIn(known, saleId, coop, currency);
  return { share, earned, granted: room ? min(earned, room) : earned, conversion };
}

/** What the partner may still accrue in the fund by a sale; undefined where there is no cap. */
function roomIn(
  known: KnownFund | undefined,
  saleId: string,
  { cap }: CoopRules,
  currency: Currency,
): Money | undefined {
  if (cap === undefined) return undefined;
  const all = known ? accruedIn(known) : zero(currency);
  const others = subtract(all, money(known?.accrued.get(saleId) ?? 0n, currency));
  return max(subtract(parseAmount(cap, currency), others), zero(currency));
}

function opened(
  { fundId, programId, partnerId }: Booking,
  { funds }: CoopRules,
  { earns, ...days }: CoopPeriod,
  currency: Currency,
): FundEvent {
  return {
    type: 'FundOpened',
    data: {
      fundId,
      programId,
      kind: 'coop',
      partnerId,
      region: null,
      quarter: null,
      currency,
      ...days,
      claimBy: lastClaimDay(funds, days),
      earns,
    },
  };
}

/** @returns what bookings have added to the fund, before offsets */
export const accruedIn = ({ accrued, balances: { currency } }: KnownFund): Money =>
  [...accrued.values()].reduce((so, minor) => add(so, money(minor, currency)), zero(currency));
