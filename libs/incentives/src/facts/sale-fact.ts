import {
  add,
  fromJson,
  toJson,
  zero,
  type IsoDate,
  type MoneyJson,
  type Recorded,
} from '@accord/kernel';
import type { SaleEvent } from '@accord/sales';
import type { SourceEvent } from '../earning-line';
import { opportunityKey } from './deal-fact';
import { sourceOf } from './source-of';

/** What incentives must know of a sale. */
export interface SaleFact {
  readonly saleId: string;
  readonly programId: string;
  readonly dealId: string | null;
  readonly opportunity: string | null;
  readonly annualFees: MoneyJson;
  readonly netArr: MoneyJson;
  readonly bookedOn: IsoDate;
  readonly paid: MoneyJson;
  /** Day of the payment with which the annual fees were paid in full; null until then. */
  readonly paidInFullOn: IsoDate | null;
  readonly reversedOn: IsoDate | null;
  readonly sources: readonly SourceEvent[];
}

/** @throws Error when an event comes before the booking */
export function foldSale(fact: SaleFact | undefined, event: Recorded<SaleEvent>): SaleFact {
  if (event.type === 'SaleBooked') {
    const { saleId, programId, dealId, opportunity, annualFees, netArr, bookedOn } = event.data;
    return {
      saleId,
      programId,
      dealId,
      opportunity: opportunityKey(opportunity),
      annualFees,
      netArr,
      bookedOn,
      paid: toJson(zero(fromJson(annualFees).currency)),
      paidInFullOn: null,
      reversedOn: null,
      sources: [sourceOf(event)],
    };
  }
  if (!fact) throw new Error(`${event.type} in "${event.stream}" before the booking`);
  const sources = [...fact.sources, sourceOf(event)];
  switch (event.type) {
    case 'CustomerPaid': {
      const paid = add(fromJson(fact.paid), fromJson(event.data.amount));
      const isFull = paid.minor >= fromJson(fact.annualFees).minor;
      const paidInFullOn = fact.paidInFullOn ?? (isFull ? event.data.paidOn : null);
      return { ...fact, paid: toJson(paid), paidInFullOn, sources };
    }
    case 'PurchaseOrderReceived':
      return fact;
    case 'SaleReversed':
      return { ...fact, reversedOn: event.data.reversedOn, sources };
  }
}
