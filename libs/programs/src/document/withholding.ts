import { z } from 'zod';
import { isAfter, isBefore, type IsoDate } from '@accord/kernel';
import { date, name, rate } from './scalars';

/** Tax that is kept back from payees of some countries and owed to an authority. */
export const withholding = z.strictObject({
  /** Where the payee, of a person its company, is at home: ISO 3166-1 alpha-2. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/, 'ISO 3166-1 alpha-2')).min(1),
  /** Who is meant; everybody when absent. */
  payee: z.enum(['partner', 'person']).optional(),
  rate,
  /**
   * What the rate is on: all that a statement makes payable (gross), or what is left of it once what the
   * payee owes is set off (net). Gross when absent.
   */
  base: z.enum(['gross', 'net']).optional(),
  /** The law or treaty, as statements name it. */
  legalBasis: z.string().min(1).max(200),
  /** First and last day of payment; always when absent. */
  from: date.optional(),
  to: date.optional(),
  /** What holds instead for payees of whom one of these tax forms is there. */
  reduced: z
    .strictObject({ forms: z.array(name).min(1), rate, legalBasis: z.string().min(1).max(200) })
    .optional(),
});

export type WithholdingRule = z.infer<typeof withholding>;

/** @returns whether a rule is for the day */
export const isForDay = ({ from, to }: WithholdingRule, day: IsoDate): boolean =>
  !(from && isBefore(day, from)) && !(to && isAfter(day, to));
