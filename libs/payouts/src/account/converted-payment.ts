import {
  currency as currencyOf,
  fromJson,
  posting,
  product,
  ratioText,
  round,
  subtract,
  toJson,
  whole,
  type IsoDate,
  type Money,
  type MoneyJson,
  type RoundingMode,
} from '@accord/kernel';
import type { Conversion } from '@accord/rates';
import type { FinancialPosting } from './financial-posting';

/** By which rate a payment leaves in another currency, with all that is needed to do it again. */
export interface ConvertedPayment {
  /** What the bank is told to pay. */
  readonly amount: MoneyJson;
  readonly source: string;
  /** The day whose rate applies. */
  readonly day: IsoDate;
  readonly publication: string;
  readonly publishedOn: IsoDate;
  readonly base: string;
  readonly quotes: Readonly<Record<string, string>>;
  /** Minor units of the one currency for one of the other, exact: `numerator/denominator`. */
  readonly factor: string;
  readonly rounding: RoundingMode;
}

/** A rate that a source has published, for payments from one currency into another. */
export interface PaymentRate {
  readonly source: string;
  readonly day: IsoDate;
  readonly to: string;
  readonly rounding: RoundingMode;
  readonly conversion: Conversion;
}

const by = (amount: Money, { factor }: Conversion, to: string, rounding: RoundingMode): Money =>
  round({ ...product(whole(amount.minor), factor), currency: currencyOf(to) }, rounding);

/** Converts what is payable, rounded once. */
export function convertedPayment(
  amount: Money,
  { source, day, to, rounding, conversion }: PaymentRate,
): ConvertedPayment {
  const { publication, publishedOn, base, quotes, factor } = conversion;
  return {
    amount: toJson(by(amount, conversion, to, rounding)),
    source,
    day,
    publication,
    publishedOn,
    base,
    quotes,
    factor: ratioText(factor),
    rounding,
  };
}

/**
 * The other side of a converted payment (R10): cash in the currency that was paid, against the position in
 * it (9000), and what that is worth more or less on the day of the bank's answer (7100).
 * @param owed what the account was settled by
 * @param back of what was paid on the day of the answer, into the account's currency
 * @param left whether money left; else it came back
 */
export function exchangePostings(
  owed: Money,
  paid: ConvertedPayment,
  back: Conversion,
  left: boolean,
): FinancialPosting[] {
  const amount = fromJson(paid.amount);
  const gone = { debit: '9000', credit: '1200', amount } as const;
  const returned = { debit: '1200', credit: '9000', amount } as const;
  const worth = by(amount, back, owed.currency, paid.rounding);
  const difference = subtract(worth, owed);
  const isLoss = difference.minor > 0n === left;
  const size = {
    ...difference,
    minor: difference.minor < 0n ? -difference.minor : difference.minor,
  };
  const realised = posting(
    'R10',
    isLoss
      ? { debit: '7100', credit: '9000', amount: size }
      : { debit: '9000', credit: '7100', amount: size },
  );
  return [posting('R10', left ? gone : returned), ...(realised.lines.length > 0 ? [realised] : [])];
}
