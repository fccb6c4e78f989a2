import { amountOf } from '../ledger/ledger.response';
import type { RefundRow } from './refund-row';

/** What a co-funding party owes by one program in one currency. */
export class CoFunderBody {
  accountId: string;
  party: string;
  /** Legal entity to which it is owed. */
  entity: string;
  /** The program whose book it belongs to. */
  book: string;
  currency: string;
  /** For all claims, less what was clawed back. */
  owed: string;
  received: string;
  /** Owed less received; below zero where a claim was clawed back after the party had paid for it. */
  open: string;
}

/** What is owed for one claim, or one receipt. */
export class RefundLineBody {
  lineId: string;
  kind: 'refund' | 'receipt';
  /** Log position of the approval's posting, or of the receipt. */
  position: string;
  amount: string;
  currency: string;
  /** The day on which the claim was approved or the money came. */
  on: string;
  /** Of a refund; null of a receipt. */
  fundId: string | null;
  requestId: string | null;
  claimId: string | null;
  partnerId: string | null;
  /** Of a receipt: who recorded it; null of a refund. */
  receivedBy: string | null;
  reference: string | null;
}

/** Sums of a party's account, in minor units as text. */
export interface CoFunderSums {
  readonly account_id: string;
  readonly party: string;
  readonly entity: string;
  readonly book: string;
  readonly currency: string;
  readonly owed: string;
  readonly received: string;
}

export function coFunderBody(row: CoFunderSums): CoFunderBody {
  const text = (minor: bigint): string => amountOf(minor, row.currency);
  const [owed, received] = [BigInt(row.owed), BigInt(row.received)];
  return {
    accountId: row.account_id,
    party: row.party,
    entity: row.entity,
    book: row.book,
    currency: row.currency,
    owed: text(owed),
    received: text(received),
    open: text(owed - received),
  };
}

export const refundLineBody = (row: RefundRow): RefundLineBody => ({
  lineId: row.line_id,
  kind: row.kind,
  position: row.position.toString(),
  amount: amountOf(row.amount_minor, row.currency),
  currency: row.currency,
  on: row.on_date,
  fundId: row.fund_id,
  requestId: row.request_id,
  claimId: row.claim_id,
  partnerId: row.partner_id,
  receivedBy: row.received_by,
  reference: row.reference,
});
