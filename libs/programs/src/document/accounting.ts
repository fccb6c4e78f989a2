import { z } from 'zod';

/** Why finance treats it so: the memo or the paragraph. Recorded with the version, never inferred. */
const evidence = z.string().min(1).max(500);

/** Where what a rule earns is booked: contra-revenue, referral fees, SPIFFs, or an asset to be written off. */
export const INCENTIVE_ACCOUNTS = ['4900', '6100', '6300', '1300'] as const;
export type IncentiveAccount = (typeof INCENTIVE_ACCOUNTS)[number];
export const incentiveAccounting = z.strictObject({
  account: z.enum(INCENTIVE_ACCOUNTS),
  evidence,
});

/**
 * Where claims on funds are booked: contra-revenue, or a marketing expense where the vendor buys a distinct
 * service with them (ASC 606-10-32-25).
 */
export const fundAccounting = z.strictObject({ account: z.enum(['4910', '6200']), evidence });
export type FundAccount = z.infer<typeof fundAccounting>['account'];
