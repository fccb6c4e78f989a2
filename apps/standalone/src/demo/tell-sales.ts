import type { AccordClient } from '@accord/client';
import type { Row } from './sample';
import type { Ids } from './tell-deals';
import type { Told } from './told';

/** The sales system reports how an opportunity stands. */
export function tellOpportunity(crm: AccordClient, row: Row): Promise<Told> {
  const { ref = '', stage = '', occurredOn } = row;
  return crm.POST('/v1/opportunities', { body: { source: 'crm', ref, stage, occurredOn } });
}

/** The sales system reports a closed order. */
export async function tellBooking(
  crm: AccordClient,
  programId: string,
  row: Row,
  deals: Ids,
  sales: Ids,
): Promise<Told> {
  const { ref = '', dealRef, opportunityRef, occurredOn } = row;
  const { annualFees = '', netArr = '', currency = '' } = row;
  const answer = await crm.POST('/v1/sales', {
    body: {
      programId,
      origin: { source: 'crm', ref },
      ...(dealRef && { dealId: deals.get(dealRef) }),
      ...(opportunityRef && { opportunity: { source: 'crm', ref: opportunityRef } }),
      annualFees,
      netArr,
      currency,
      occurredOn,
    },
  });
  if (answer.data) sales.set(ref, answer.data.id);
  return answer;
}

/** The sales system reports that the customer paid. */
export function tellPayment(crm: AccordClient, row: Row, sales: Ids): Promise<Told> {
  const { paymentRef = '', saleRef = '', amount = '', currency = '', occurredOn } = row;
  return crm.POST('/v1/sales/{saleId}/payments', {
    params: { path: { saleId: sales.get(saleRef) ?? saleRef } },
    body: { paymentRef, amount, currency, occurredOn },
  });
}

/** The sales system reports that an order was undone. */
export function tellReversal(crm: AccordClient, row: Row, sales: Ids): Promise<Told> {
  const { saleRef = '', reason = '', occurredOn } = row;
  return crm.POST('/v1/sales/{saleId}/reversal', {
    params: { path: { saleId: sales.get(saleRef) ?? saleRef } },
    body: { reason, occurredOn },
  });
}
