import { formatAmount, fromJson, money } from '@accord/kernel';
import { MarketplaceFeeBody, marketplaceFeeBody } from './marketplace-fee.response';
import type { SaleRow } from './sale-row';

/** A sale as it stands now. */
export class SaleResponse {
  saleId: string;
  /** Log position of its booking. */
  position: string;
  programId: string;
  dealId: string | null;
  opportunity: string | null;
  annualFees: string;
  netArr: string;
  paid: string;
  currency: string;
  bookedOn: string;
  reversedOn: string | null;
  /** What the marketplace keeps through which the customer bought it; null: it went through none. */
  marketplaceFee: MarketplaceFeeBody | null;
}

export function toSale(row: SaleRow): SaleResponse {
  const annualFees = fromJson(row.annual_fees);
  return {
    saleId: row.sale_id,
    position: String(row.position),
    programId: row.program_id,
    dealId: row.deal_id,
    opportunity: row.opportunity,
    annualFees: formatAmount(annualFees),
    netArr: formatAmount(fromJson(row.net_arr)),
    paid: formatAmount(money(BigInt(row.paid_minor), annualFees.currency)),
    currency: annualFees.currency,
    bookedOn: row.booked_on,
    reversedOn: row.reversed_on,
    marketplaceFee: marketplaceFeeBody(row.marketplace_fee),
  };
}
