import { toJson, uuidFrom } from '@accord/kernel';
import { amountOf } from '@accord/platform';
import type { CustomerClaim } from '@accord/customers';
import { particularsOf } from './particulars';
import type { RegisterDeal } from './register-deal';
import type { CustomerRequest, RegisterDealRequest } from './register-deal.request';

/**
 * Translates a request into the command. A deal takes its id from the system and reference that it
 * comes from, so that a repeated submission is the same deal; else from caller and key.
 * @param commandId of the request's envelope
 * @throws Problem 400 when the amount is more precise than its currency
 */
export function registerDealCommand(
  request: Omit<RegisterDealRequest, 'occurredOn'>,
  commandId: string,
): RegisterDeal {
  const { partnerId, programId, dealType, productFamily, territory, customer } = request;
  const {
    opportunity = null,
    origin = null,
    renewal = 'none',
    softwareOwnedByPartner = false,
  } = request;
  return {
    dealId: origin ? uuidFrom('deal', origin.source, origin.ref) : uuidFrom('deal', commandId),
    partnerId,
    programId,
    dealType,
    claim: claimOf(customer),
    opportunity: opportunity && { ...opportunity },
    value: toJson(amountOf(request.amount, request.currency, 'amount')),
    productFamily,
    territory,
    renewal,
    softwareOwnedByPartner,
    origin: origin && { ...origin },
    ...particularsOf(request, request.currency),
  };
}

/** @returns what a request says of a customer */
export function claimOf(customer: CustomerRequest): CustomerClaim {
  const { name, country, domain = null, registerNumbers = [] } = customer;
  return {
    name,
    country,
    domain,
    registerNumbers: registerNumbers.map((number) => ({
      ...number,
      country: number.country ?? null,
    })),
  };
}
