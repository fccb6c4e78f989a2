import { toJson, uuidFrom } from '@accord/kernel';
import { amountOf } from '@accord/platform';
import { particularsOf } from './particulars';
import type { RegisterDeal } from './register-deal';
import type { RegisterDealRequest } from './register-deal.request';

/**
 * Translates a request into the command. A deal takes its id from the system and reference that it
 * comes from, so that a repeated submission is the same deal; else from caller and key.
 * @param commandId of the request's envelope
 * @throws Problem 400 when the amount is more precise than its currency
 */
export function registerDealCommand(request: RegisterDealRequest, commandId: string): RegisterDeal {
  const { partnerId, programId, dealType, productFamily, territory, customer } = request;
  const {
    opportunity = null,
    origin = null,
    renewal = 'none',
    softwareOwnedByPartner = false,
  } = request;
  const { name, country, domain = null, registerNumbers = [] } = customer;
  return {
    dealId: origin ? uuidFrom('deal', origin.source, origin.ref) : uuidFrom('deal', commandId),
    partnerId,
    programId,
    dealType,
    claim: {
      name,
      country,
      domain,
      registerNumbers: registerNumbers.map((number) => ({
        ...number,
        country: number.country ?? null,
      })),
    },
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
