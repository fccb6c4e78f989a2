import { z } from 'zod';
import { isCurrency, isIsoDate, ratio, type Currency, type IsoDate } from '@accord/kernel';

const date = z.custom<IsoDate>((value) => typeof value === 'string' && isIsoDate(value), {
  error: 'a date, YYYY-MM-DD',
});
const currencyCode = z.custom<Currency>((value) => typeof value === 'string' && isCurrency(value), {
  error: 'an ISO 4217 currency code',
});
const name = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._ -]{0,98}[A-Za-z0-9])?$/,
    'a name of letters, digits, ".", "_", "-"',
  );
const amount = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,4})?$/, 'an amount as text, for example "1000.00"');
const days = z.number().int().min(0).max(3_660);

const isRate = (text: string): boolean => {
  try {
    return ratio(text).numerator >= 0n;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
/** An exact rate as text: "2.5%" or "0.025". */
const rate = z.string().refine(isRate, 'a rate as text, for example "2.5%"');

/** What happens when nobody decides. */
const silence = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('none') }),
  z.strictObject({
    effect: z.enum(['approve', 'escalate']),
    afterDays: days,
    dayKind: z.enum(['calendar', 'business']),
  }),
]);

const registrationTypeRules = z.strictObject({
  /** Exhibit of the partner's agreement without which the type is closed to it. */
  exhibit: name,
  /**
   * Registrations of the same group exclude one another within the exclusivity scope; null: no
   * exclusivity at all.
   */
  exclusivityGroup: name.nullable(),
  /** Whether a renewal without growth may be registered. */
  flatRenewal: z.enum(['accept', 'refuse']),
  silence,
});

const referralFee = z.strictObject({
  kind: z.literal('referralFee'),
  rule: name,
  dealType: name,
  /** Share of the annual fees that the customer pays. */
  rate,
  /** True where the vendor does not publish the rate and this one is made up. */
  illustrative: z.boolean(),
  /** Due on the later of quarter end and customer's payment, each plus its days. */
  due: z.strictObject({ quarterEndPlusDays: days, paymentPlusDays: days }),
  /** Rules of one group never pay for the same sale twice. */
  exclusiveGroup: name.nullable(),
});

const countTierRebate = z.strictObject({
  kind: z.literal('countTierRebate'),
  rule: name,
  dealType: name,
  /** Inclusive counts of services in the quarter; a count in no tier earns nothing. */
  tiers: z
    .array(
      z.strictObject({
        from: z.number().int().min(1),
        to: z.number().int().min(1).nullable(),
        rate,
        /** Highest amount per closed-won opportunity. */
        capPerOpportunity: amount,
      }),
    )
    .min(1),
  illustrative: z.boolean(),
  /** After a reversal: count the quarter again without it, or keep the tier that was reached. */
  onReversal: z.enum(['recount', 'keepTier']),
  /** Only partners that hold one of these designations or tracks; empty: everybody. */
  requires: z.strictObject({ designations: z.array(name), tracks: z.array(name) }),
  due: z.strictObject({ quarterEndPlusDays: days }),
  exclusiveGroup: name.nullable(),
});

const mdfActivity = z.strictObject({
  activity: name,
  /** Every one of these proofs is needed. */
  required: z.array(name),
  /** And at least one of these, when there are any. */
  anyOf: z.array(name),
});

const mdf = z.strictObject({
  minRequest: amount,
  /** Share of the eligible cost that the vendor pays. */
  share: rate,
  leadBusinessDays: days,
  decisionBusinessDays: days,
  claimDays: days,
  firstClaimDays: days,
  reminderDays: z.array(days),
  excludedCosts: z.array(name),
  activities: z.array(mdfActivity).min(1),
});

/** A channel program: every rule that Accord applies, as one versioned document. */
export const programDocument = z.strictObject({
  program: z.string().regex(/^[a-z][a-z0-9]{0,30}$/, 'lower-case letters and digits'),
  name: z.string().min(1).max(200),
  /** Where the rules were published, for people. */
  source: z.string().min(1).max(2_000),
  effectiveFrom: date,
  timeZone: z.string().min(1),
  currency: currencyCode,
  /** Legal entity that pays. */
  entity: z.string().regex(/^[a-z][a-z0-9]{0,30}$/, 'lower-case letters and digits'),
  fiscalYear: z.strictObject({ firstMonth: z.number().int().min(1).max(12) }),
  holidays: z.array(date),
  territories: z.array(name).min(1),
  tracks: z.array(name).min(1),
  designations: z.array(name),
  registration: z.strictObject({
    eligibility: z.strictObject({
      /** A partner needs so many people with this credential. */
      credential: name,
      people: z.number().int().min(0),
    }),
    types: z.record(name, registrationTypeRules),
  }),
  exclusivity: z.strictObject({ scope: z.enum(['opportunity', 'familyTerritory', 'customer']) }),
  expiry: z.strictObject({ days }),
  extension: z.strictObject({ standardDays: days, allowAfterExpiry: z.boolean() }),
  incentives: z.array(z.discriminatedUnion('kind', [referralFee, countTierRebate])),
  mdf: mdf.nullable(),
  payout: z.strictObject({ rounding: z.enum(['half-up', 'half-even']) }),
});

export type ProgramRules = z.infer<typeof programDocument>;
export type RegistrationTypeRules = ProgramRules['registration']['types'][string];
export type IncentiveRule = ProgramRules['incentives'][number];
export type ReferralFeeRule = z.infer<typeof referralFee>;
export type CountTierRule = z.infer<typeof countTierRebate>;
export type MdfRules = z.infer<typeof mdf>;

/** @returns the rules for a type of registration; undefined when the program knows no such type */
export const registrationType = (
  { registration: { types } }: ProgramRules,
  dealType: string,
): RegistrationTypeRules | undefined =>
  Object.hasOwn(types, dealType) ? types[dealType] : undefined;
