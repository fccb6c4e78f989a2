import { z } from 'zod';
import { days } from './scalars';

/** How long an approval protects a deal. */
export const expiry = z.strictObject({ days });

/** How an approval is lengthened. */
export const extension = z.strictObject({ standardDays: days, allowAfterExpiry: z.boolean() });
