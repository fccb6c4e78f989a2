import { z } from 'zod';
import { amount, name, rate } from './scalars';

/** A plain number as text, such as "3" or "0.15". */
const number = z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, 'a number as text, for example "3"');
/** A bound of a tier: an amount, a number, or a percentage where growth is measured. */
const bound = z.string().regex(/^-?\d{1,15}(\.\d{1,9})?%?$/, 'a bound as text, for example "1000"');

/**
 * What a row of tiers pays: a share of the measure or an amount per unit of it, and an amount once. A
 * row without any of them pays nothing.
 */
const tierRow = z.strictObject({
  /** Null: from minus infinity; only where the measure may be below zero. */
  from: bound.nullable(),
  /** Null: no upper end; only the last row has none. */
  to: bound.nullable(),
  rate: rate.optional(),
  perUnit: amount.optional(),
  flat: amount.optional(),
});

const tiers = z.strictObject({
  /**
   * The four meanings of one table (Dynamics 365 rebate management): each band by its own row; the
   * reached row on everything; every reached row on what lies below its end; every reached row on everything.
   */
  method: z.enum(['stepped', 'cumulative', 'rolling', 'total']),
  /** What a bound belongs to: the row that starts there, the row that ends there, or whole numbers. */
  boundary: z.enum(['from', 'to', 'integers']),
  rows: z.array(tierRow).min(1).max(100),
});

const input = z.strictObject({
  op: z.literal('input'),
  /**
   * Money of sales, what marketplaces keep of it, what customers have paid for them, their number, units of
   * their registrations, or quarters reckoned so far; under a guarantee those that it is owed for.
   */
  fact: z.enum(['netArr', 'annualFees', 'marketplaceFee', 'paid', 'sales', 'units', 'quarters']),
  /**
   * Of the sale itself, or of all sales of the partner that the rule counts: in the quarter, in its fiscal
   * year through it, in the same quarter of the year before, in the whole year before, or in the best of
   * all quarters before (the high-water mark of Microsoft's business applications incentive).
   */
  over: z.enum([
    'sale',
    'quarter',
    'yearToDate',
    'quarterLastYear',
    'lastYear',
    'bestQuarterBefore',
  ]),
  /** Product families that count more or less than once; others count once. */
  weights: z.record(name, number).optional(),
  /**
   * Of what is paid: for how many months from the booking payments count, by the partner's track on the
   * day of each. A change of track so reaches back into running terms (HubSpot Solutions Partner Program).
   */
  terms: z
    .array(z.strictObject({ track: name, months: z.number().int().min(1).max(120) }))
    .min(1)
    .max(20)
    .optional(),
});

/** A calculation as data; every step is exact, and the line alone is rounded. */
export type Formula =
  | z.infer<typeof input>
  | { readonly op: 'amount'; readonly amount: string }
  | { readonly op: 'number'; readonly number: string }
  | { readonly op: 'sum' | 'greatest' | 'least'; readonly of: readonly Formula[] }
  | { readonly op: 'difference'; readonly of: Formula; readonly less: Formula }
  | { readonly op: 'percent'; readonly rate: string; readonly of: Formula }
  | { readonly op: 'perUnit'; readonly amount: string; readonly of: Formula }
  | { readonly op: 'growth'; readonly of: Formula; readonly over: Formula }
  | {
      readonly op: 'tiers';
      readonly tiers: Tiers;
      readonly of: Formula;
      /** What chooses the row where it is not what the row's rate applies to: growth, say. */
      readonly by?: Formula | undefined;
    };

export type Tiers = z.infer<typeof tiers>;
/** Whether a fact is counted; others are money. */
export const isCount = (fact: FormulaInput['fact']): boolean => {
  switch (fact) {
    case 'sales':
    case 'units':
    case 'quarters':
      return true;
    case 'netArr':
    case 'annualFees':
    case 'marketplaceFee':
    case 'paid':
      return false;
  }
};

export type TierRow = z.infer<typeof tierRow>;
export type FormulaInput = z.infer<typeof input>;

const inner = z.lazy(() => formula);
const several = z.array(inner).min(1).max(20);

export const formula: z.ZodType<Formula> = z.discriminatedUnion('op', [
  input,
  z.strictObject({ op: z.literal('amount'), amount }),
  z.strictObject({ op: z.literal('number'), number }),
  z.strictObject({ op: z.enum(['sum', 'greatest', 'least']), of: several }),
  z.strictObject({ op: z.literal('difference'), of: inner, less: inner }),
  z.strictObject({ op: z.literal('percent'), rate, of: inner }),
  z.strictObject({ op: z.literal('perUnit'), amount, of: inner }),
  /** (of − over) / over; over a base of zero or less it is no growth, 0%. */
  z.strictObject({ op: z.literal('growth'), of: inner, over: inner }),
  z.strictObject({ op: z.literal('tiers'), tiers, of: inner, by: inner.optional() }),
]);
