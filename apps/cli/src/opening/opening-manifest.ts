import { z } from 'zod';

const amount = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,4})?$/, 'is an amount such as "1234.50", in quotes');
const count = z.int().min(0);
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/, 'is no id');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is a date YYYY-MM-DD');

/** What is taken over, and what the old books say it all adds up to. */
export const openingManifest = z.strictObject({
  /** The vendor's own id of what is taken over. */
  openingId: name,
  /** The program whose book it is. */
  book: name,
  currency: z.string().length(3),
  /** The day with whose end the old books end. */
  cutoverOn: day,
  /** The system that the references are from. */
  source: name,
  controls: z.strictObject({
    registrations: z.strictObject({ count, amount }).optional(),
    incumbents: z.strictObject({ count }).optional(),
    funds: z
      .strictObject({ count, available: amount, consumed: amount, expired: amount })
      .optional(),
    balances: z
      .strictObject({
        count: count.min(1),
        carriedForward: amount,
        paid: amount,
        receivable: amount,
      })
      .optional(),
  }),
});

export type OpeningManifest = z.infer<typeof openingManifest>;
export type Part = keyof OpeningManifest['controls'];
