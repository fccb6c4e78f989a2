import { z } from 'zod';
import { days, name } from './scalars';

/** The clock of the vendor's silence. */
const silenceClock = {
  afterDays: days.min(1, 'expected at least 1: nobody could decide before'),
  dayKind: z.enum(['calendar', 'business']),
  /** What starts it: the submission, or coming to an approval step. */
  start: z.enum(['submission', 'step']).optional(),
  /** The one step at which it runs; absent: at every step anew. */
  step: name.optional(),
  /** The region whose business days count; absent: that of the registration's territory. */
  calendar: name.optional(),
};

/** What happens when nobody decides. */
const silence = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('none') }),
  z.strictObject({ effect: z.literal('approve'), ...silenceClock }),
  z.strictObject({
    effect: z.literal('escalate'),
    ...silenceClock,
    /** The role whose holders may decide as well from then on. */
    escalateTo: name.optional(),
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

/** Who may register, and what. */
export const registration = z.strictObject({
  eligibility: z.strictObject({
    /** A partner needs so many people with this credential. */
    credential: name,
    people: z.number().int().min(0),
    /** Whether the partner must be in good standing; it need not when absent. */
    goodStanding: z.boolean().optional(),
  }),
  /** So many registrations may a partner have open at a time: neither decided against nor ended. */
  openLimit: z
    .strictObject({
      count: z.number().int().min(1),
      /** Only for these kinds of partners; absent: for all. */
      partnerKinds: z.array(name).min(1).optional(),
    })
    .optional(),
  types: z.record(name, registrationTypeRules),
});

export type SilenceRule = z.infer<typeof silence>;
export type RegistrationTypeRules = z.infer<typeof registrationTypeRules>;
