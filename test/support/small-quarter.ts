import type { ApiClient } from './api-client';
import { registration } from './small-program';

interface Teller {
  readonly crm: ApiClient;
  readonly programs: ApiClient;
}

/** A deal that was registered and approved. @returns its id */
export async function approvedDeal(
  { crm, programs }: Teller,
  partnerId: string,
  ref: string,
  dealType: 'referral' | 'serviceAttach',
): Promise<string> {
  const { id } = await crm.must(
    '/v1/deals',
    registration(partnerId, ref, {
      dealType,
      customer: { name: `Customer ${ref}`, country: 'DE' },
      opportunity: { source: 'crm', ref: `OPP-${ref}` },
    }),
  );
  await programs.must(`/v1/deals/${String(id)}/approval`, {});
  return String(id);
}

/** A closed order of the deal. @returns its id */
export async function bookedSale(
  { crm }: Teller,
  ref: string,
  dealId: string,
  amount: string,
): Promise<string> {
  const { id } = await crm.must('/v1/sales', {
    programId: 'gitlab',
    origin: { source: 'crm', ref },
    dealId,
    annualFees: amount,
    netArr: amount,
    currency: 'USD',
  });
  return String(id);
}
