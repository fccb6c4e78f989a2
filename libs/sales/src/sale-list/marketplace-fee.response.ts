import { formatAmount, fromJson } from '@accord/kernel';
import { spokenFee } from '../book-sale/marketplace-fee';
import type { MarketplaceFee } from '../sale.events';

/** The row of the program's table that a booking has. */
export class FeeBandBody {
  /** Null: no lower end. */
  from: string | null;
  /** Null: no upper end. */
  to: string | null;
  /** Whether an amount that stands at a bound has the row that starts there, or that ends there. */
  boundary: 'from' | 'to';
}

/** What a marketplace keeps of a booking, and how it was reckoned when that was recorded. */
export class MarketplaceFeeBody {
  marketplace: string;
  business: 'new' | 'renewal';
  amount: string;
  currency: string;
  /** Which amount of the order is the booking. */
  of: 'annualFees' | 'netArr';
  booking: string;
  rate: string;
  /** Null: one rate whatever the amount. */
  band: FeeBandBody | null;
  /** Exact product in minor units, before rounding: `numerator/denominator`. */
  exact: string;
  rounding: string;
  programVersion: string;
  /** The arithmetic in one sentence. */
  derivation: string;
}

export function marketplaceFeeBody(
  fee: MarketplaceFee | null | undefined,
): MarketplaceFeeBody | null {
  if (!fee) return null;
  const { amount, booking, band, exact, ...rest } = fee;
  return {
    ...rest,
    amount: formatAmount(fromJson(amount)),
    currency: amount.currency,
    booking: formatAmount(fromJson(booking)),
    band: band && { ...band },
    exact: `${exact.numerator}/${exact.denominator}`,
    derivation: spokenFee(fee),
  };
}
