import { asObject, type Answer, type ApiClient } from './api-client';
import type { Row } from './sample';
import type { Ids } from './tell-deals';

/** The sales system reports a closed order. */
export async function tellBooking(
  crm: ApiClient,
  programId: string,
  row: Row,
  deals: Ids,
  sales: Ids,
): Promise<Answer> {
  const { ref = '', dealRef, opportunityRef, annualFees, netArr, currency, occurredOn } = row;
  const answer = await crm.command('/v1/sales', {
    programId,
    origin: { source: 'crm', ref },
    ...(dealRef && { dealId: deals.get(dealRef) }),
    ...(opportunityRef && { opportunity: { source: 'crm', ref: opportunityRef } }),
    annualFees,
    netArr,
    currency,
    occurredOn,
  });
  const { id } = asObject(answer.body);
  if (typeof id === 'string') sales.set(ref, id);
  return answer;
}

/** The sales system reports that the customer paid. */
export function tellPayment(crm: ApiClient, row: Row, sales: Ids): Promise<Answer> {
  const { paymentRef, saleRef = '', amount, currency, occurredOn } = row;
  const body = { paymentRef, amount, currency, occurredOn };
  return crm.command(`/v1/sales/${sales.get(saleRef)}/payments`, body);
}

/** The sales system reports that an order was undone. */
export function tellReversal(crm: ApiClient, row: Row, sales: Ids): Promise<Answer> {
  const { saleRef = '', reason, occurredOn } = row;
  return crm.command(`/v1/sales/${sales.get(saleRef)}/reversal`, { reason, occurredOn });
}
