import { z } from 'zod';
import { days, name } from './scalars';

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

/** Who may register, and what. */
export const registration = z.strictObject({
  eligibility: z.strictObject({
    /** A partner needs so many people with this credential. */
    credential: name,
    people: z.number().int().min(0),
  }),
  types: z.record(name, registrationTypeRules),
});

export type RegistrationTypeRules = z.infer<typeof registrationTypeRules>;
