import {
  add,
  fromJson,
  toJson,
  zero,
  type IsoDate,
  type MoneyJson,
  type Recorded,
} from '@accord/kernel';
import type { MarketplaceFee, SaleEvent } from '@accord/sales';
import type { SourceEvent } from '../earning-line';
import { opportunityKey } from './deal-fact';
import { sourceOf } from './source-of';

/** A payment that a rule does not give for a registration, out of a budget. */
export interface GrantedException {
  readonly dealId: string;
  readonly rule: string;
  readonly fundedBy: string;
  readonly decidedOn: IsoDate;
}

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
  readonly payments: readonly { readonly amount: MoneyJson; readonly paidOn: IsoDate }[];
  /** Day of the payment with which the annual fees were paid in full; null until then. */
  readonly paidInFullOn: IsoDate | null;
  readonly reversedOn: IsoDate | null;
  /** Absent: it went through no marketplace. */
  readonly marketplaceFee?: MarketplaceFee;
  /** Who of each partner's people sold it. */
  readonly sellers: readonly { readonly partnerId: string; readonly personId: string }[];
  readonly milestones: readonly { readonly milestone: string; readonly reachedOn: IsoDate }[];
  /** Milestones whose last day has passed without them. */
  readonly missed: readonly string[];
  /** Granted exceptions, each with the budget that pays. */
  readonly exceptions: readonly GrantedException[];
  readonly sources: readonly SourceEvent[];
}

/** @throws Error when an event comes before the booking */
export function foldSale(fact: SaleFact | undefined, event: Recorded<SaleEvent>): SaleFact {
  if (event.type === 'SaleBooked') {
    const { saleId, programId, dealId, opportunity, annualFees, netArr, bookedOn } = event.data;
    const { marketplaceFee } = event.data;
    return {
      saleId,
      programId,
      dealId,
      opportunity: opportunityKey(opportunity),
      annualFees,
      netArr,
      bookedOn,
      paid: toJson(zero(fromJson(annualFees).currency)),
      payments: [],
      paidInFullOn: null,
      reversedOn: null,
      sellers: [],
      milestones: [],
      missed: [],
      exceptions: [],
      ...(marketplaceFee && { marketplaceFee }),
      sources: [sourceOf(event)],
    };
  }
  if (!fact) throw new Error(`${event.type} in "${event.stream}" before the booking`);
  const sources = [...fact.sources, sourceOf(event)];
  switch (event.type) {
    case 'CustomerPaid': {
      const { amount, paidOn } = event.data;
      const paid = add(fromJson(fact.paid), fromJson(amount));
      const isFull = paid.minor >= fromJson(fact.annualFees).minor;
      const paidInFullOn = fact.paidInFullOn ?? (isFull ? paidOn : null);
      const payments = [...fact.payments, { amount, paidOn }];
      return { ...fact, paid: toJson(paid), payments, paidInFullOn, sources };
    }
    case 'PurchaseOrderReceived':
      return fact;
    case 'SellerNamed': {
      const others = fact.sellers.filter(({ partnerId }) => partnerId !== event.data.partnerId);
      return { ...fact, sellers: [...others, event.data], sources };
    }
    case 'MilestoneReached':
      return { ...fact, milestones: [...fact.milestones, event.data], sources };
    case 'MilestoneMissed':
      return { ...fact, missed: [...fact.missed, event.data.milestone], sources };
    case 'IncentiveExceptionRequested':
      return fact;
    case 'IncentiveExceptionDecided': {
      const { fundedBy } = event.data;
      if (fundedBy === null) return fact;
      return { ...fact, exceptions: [...fact.exceptions, { ...event.data, fundedBy }], sources };
    }
    case 'SaleReversed':
      return { ...fact, reversedOn: event.data.reversedOn, sources };
  }
}
