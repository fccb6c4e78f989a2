import type { MoneyJson, Recorded } from '@accord/kernel';
import type { MarketplaceFee, SaleEvent } from '../sale.events';

/** A sale as lists show it. */
export interface SaleRow {
  readonly sale_id: string;
  readonly position: bigint;
  readonly program_id: string;
  readonly deal_id: string | null;
  readonly opportunity: string | null;
  readonly annual_fees: MoneyJson;
  readonly net_arr: MoneyJson;
  readonly booked_on: string;
  readonly paid_minor: string;
  readonly reversed_on: string | null;
  readonly marketplace_fee: MarketplaceFee | null;
}

export function foldSale(row: SaleRow | undefined, event: Recorded<SaleEvent>): SaleRow {
  if (event.type === 'SaleBooked') {
    const { saleId, programId, dealId, opportunity, annualFees, netArr, bookedOn } = event.data;
    return {
      sale_id: saleId,
      position: event.position,
      program_id: programId,
      deal_id: dealId,
      opportunity: opportunity && `${opportunity.source}/${opportunity.ref}`,
      annual_fees: annualFees,
      net_arr: netArr,
      booked_on: bookedOn,
      paid_minor: '0',
      reversed_on: null,
      marketplace_fee: event.data.marketplaceFee ?? null,
    };
  }
  if (!row) throw new Error(`${event.type} before the sale was booked`);
  switch (event.type) {
    case 'CustomerPaid': {
      const paid = BigInt(row.paid_minor) + BigInt(event.data.amount.minor);
      return { ...row, paid_minor: String(paid) };
    }
    case 'PurchaseOrderReceived':
    case 'SellerNamed':
    case 'MilestoneReached':
    case 'IncentiveExceptionRequested':
    case 'IncentiveExceptionDecided':
    case 'MilestoneMissed':
      return row;
    case 'SaleReversed':
      return { ...row, reversed_on: event.data.reversedOn };
  }
}
