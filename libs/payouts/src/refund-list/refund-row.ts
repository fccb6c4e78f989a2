import { fromJson, type Recorded } from '@accord/kernel';
import type { CoFunderEvent } from '../co-funder/co-funder.events';

/** What a co-funding party owes for a claim, or has paid, as lists show it. */
export interface RefundRow {
  readonly account_id: string;
  readonly line_id: string;
  /** Log position of the first event that it rests on. */
  readonly position: bigint;
  readonly kind: 'refund' | 'receipt';
  readonly party: string;
  readonly entity: string;
  readonly book: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  /** The claim was approved, or the money came. */
  readonly on_date: string;
  readonly fund_id: string | null;
  readonly request_id: string | null;
  readonly claim_id: string | null;
  readonly partner_id: string | null;
  readonly received_by: string | null;
  readonly reference: string | null;
}

export const lineIdOf = ({ type, data }: CoFunderEvent): string =>
  type === 'RefundPosted' ? data.lineId : data.receiptId;

export function foldRefund(row: RefundRow | undefined, event: Recorded<CoFunderEvent>): RefundRow {
  const { type, data } = event;
  const common = {
    account_id: data.accountId,
    line_id: lineIdOf(event),
    position: row?.position ?? event.position,
    party: data.party,
    entity: data.entity,
    book: data.book,
    currency: data.currency,
    amount_minor: fromJson(data.amount).minor,
  };
  switch (type) {
    case 'RefundPosted':
      return {
        ...common,
        kind: 'refund',
        on_date: data.approvedOn,
        fund_id: data.fundId,
        request_id: data.requestId,
        claim_id: data.claimId,
        partner_id: data.partnerId,
        received_by: null,
        reference: null,
      };
    case 'RefundReceived':
      return {
        ...common,
        kind: 'receipt',
        on_date: data.receivedOn,
        fund_id: null,
        request_id: null,
        claim_id: null,
        partner_id: null,
        received_by: data.receivedBy.principal,
        reference: data.reference,
      };
  }
}
