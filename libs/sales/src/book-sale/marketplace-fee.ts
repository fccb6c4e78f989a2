import {
  currency,
  formatAmount,
  fromJson,
  ratio,
  round,
  times,
  toJson,
  whole,
  type Money,
  type Rejection,
} from '@accord/kernel';
import { boundOf, isReached, type FeeTerms, type ProgramInForce } from '@accord/programs';
import type { Booking } from '../sale';
import type { MarketplaceFee } from '../sale.events';

/** The order that went through a marketplace, as it is booked. */
export interface MarketplaceOrder extends Pick<Booking, 'annualFees' | 'netArr'> {
  readonly marketplace: string;
  /** Undefined: neither the order nor its registration says it. */
  readonly business: 'new' | 'renewal' | undefined;
}

/**
 * What the marketplace keeps of an order, exactly and rounded once, by the program in force on the day of
 * the booking (GitLab Channel Operations of November 2022, marketplace fees).
 * @returns the fee with its arithmetic, or why the program gives none
 */
export function marketplaceFee(
  order: MarketplaceOrder,
  program: Pick<ProgramInForce, 'rules' | 'label'>,
): { readonly fee: MarketplaceFee } | { readonly rejection: Rejection } {
  const { marketplace, business } = order;
  const { fees, currency: reckonedIn, payout } = program.rules;
  const { of, marketplaces } = fees?.marketplace ?? { of: 'annualFees', marketplaces: {} };
  const known = Object.hasOwn(marketplaces, marketplace) ? marketplaces[marketplace] : undefined;
  if (!known) {
    const names = Object.keys(marketplaces).join(', ') || 'none';
    const message = `${program.label} knows no marketplace "${marketplace}"; it knows ${names}`;
    return refuse('marketplace-unknown', message, 'marketplace');
  }
  if (!business) {
    const message = `What "${marketplace}" keeps depends on whether this is new business or a renewal`;
    return refuse('business-unknown', message, 'business');
  }
  const booking = fromJson(order[of]);
  if (known[business].bands && booking.currency !== reckonedIn) {
    const message = `What "${marketplace}" keeps goes by amounts in ${reckonedIn}; the order is in ${booking.currency}`;
    return refuse('fee-in-other-currency', message, 'currency');
  }
  const { rate, band } = termsFor(known[business], booking);
  const exact = times(booking, ratio(rate));
  return {
    fee: {
      marketplace,
      business,
      of,
      booking: toJson(booking),
      rate,
      band,
      exact: { numerator: String(exact.numerator), denominator: String(exact.denominator) },
      rounding: payout.rounding,
      amount: toJson(round(exact, payout.rounding)),
      programVersion: program.label,
    },
  };
}

const refuse = (code: string, message: string, path: string) => ({
  rejection: { code, message, path },
});

/** @throws Error for terms that give the booking no rate; a document with such terms is refused */
function termsFor(
  { rate, bands }: FeeTerms,
  booking: Money,
): Pick<MarketplaceFee, 'rate' | 'band'> {
  if (rate !== undefined) return { rate, band: null };
  if (!bands) throw new Error('Terms without a rate and without bands');
  const { boundary, rows } = bands;
  const bound = (text: string) => boundOf(text, 'money', booking.currency);
  const row = rows.findLast((one) => isReached(one, boundary, whole(booking.minor), bound));
  if (!row) throw new Error('Bands that begin above a booking');
  return { rate: row.rate, band: { from: row.from, to: row.to, boundary } };
}

/** @returns the arithmetic in one sentence, for people */
export function spokenFee({ of, booking, rate, band, amount, ...rest }: MarketplaceFee): string {
  const what = of === 'netArr' ? 'net ARR' : 'annual fees';
  const code = currency(amount.currency);
  const within = band ? ` ${spokenBand(band, code)}` : '';
  const result = `${formatAmount(fromJson(amount))} ${code}`;
  return `${rest.marketplace}, ${rest.business}${within}: ${rate} of ${what} ${formatAmount(fromJson(booking))} = ${result}`;
}

function spokenBand({ from, to, boundary }: NonNullable<MarketplaceFee['band']>, code: string) {
  const belongs = boundary === 'from';
  const start = from === null ? [] : [`${belongs ? 'from' : 'above'} ${from} ${code}`];
  const end = to === null ? [] : [`${belongs ? 'below' : 'up to'} ${to} ${code}`];
  return [...start, ...end].join(' and ') || 'whatever the amount';
}
