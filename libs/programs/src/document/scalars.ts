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

/** @returns why the text is no rate; undefined when it is one */
function rateFault(text: string): string | undefined {
  try {
    if (ratio(text).numerator >= 0n) return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (/^\d+\/[1-9]\d*$/.test(text)) return error.message;
  }
  return 'a rate as text, for example "2.5%" or "2/3"';
}
/** An exact rate as text: "2.5%", "0.025" or "2/3". Stored and shown as it is written. */
export const rate = z.string().superRefine((text, context) => {
  const message = rateFault(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
