import { z } from 'zod';
import { isCurrency, isIsoDate, ratio, type Currency, type IsoDate } from '@accord/kernel';

export const date = z.custom<IsoDate>((value) => typeof value === 'string' && isIsoDate(value), {
  error: 'a date, YYYY-MM-DD',
});
export const currencyCode = z.custom<Currency>(
  (value) => typeof value === 'string' && isCurrency(value),
  { error: 'an ISO 4217 currency code' },
);
export const name = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._ -]{0,98}[A-Za-z0-9])?$/,
    'a name of letters, digits, ".", "_", "-"',
  );
export const amount = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,4})?$/, 'an amount as text, for example "1000.00"');
export const days = z.number().int().min(0).max(3_660);

const isRate = (text: string): boolean => {
  try {
    return ratio(text).numerator >= 0n;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
/** An exact rate as text: "2.5%" or "0.025". */
export const rate = z.string().refine(isRate, 'a rate as text, for example "2.5%"');
