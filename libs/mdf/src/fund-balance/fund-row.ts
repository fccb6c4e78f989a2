import { fromJson } from '@accord/kernel';
import type { Earning, FundEvent, FundKind } from '../fund.events';
import { NOTHING, post, postingOf, type Bucket, type Buckets } from '../fund-balances';

type Amounts = { readonly [B in Bucket as `${B}_minor`]: bigint };

/** A fund as lists show it, amounts in minor units. */
export interface FundRow extends Amounts {
  readonly fund_id: string;
  readonly program_id: string;
  readonly kind: FundKind;
  readonly partner_id: string | null;
  readonly region: string | null;
  readonly quarter: string | null;
  readonly currency: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly request_by: string;
  readonly claim_by: string | null;
  readonly status: 'open' | 'closed';
  /** Of a co-op fund: the months whose bookings add to it, and what is owed of undone ones. */
  readonly earns: Earning | null;
  readonly owed_minor: bigint;
  /** What of the consumed money others owe the vendor or have paid it. */
  readonly refunds_minor: bigint;
}

export function foldFund(row: FundRow | undefined, event: FundEvent): FundRow {
  if (event.type === 'FundOpened') {
    const { data } = event;
    return {
      fund_id: data.fundId,
      program_id: data.programId,
      kind: data.kind,
      partner_id: data.partnerId,
      region: data.region,
      quarter: data.quarter,
      currency: data.currency,
      period_from: data.periodFrom,
      period_to: data.periodTo,
      request_by: data.requestBy,
      claim_by: data.claimBy,
      status: 'open',
      earns: data.earns,
      owed_minor: 0n,
      refunds_minor: 0n,
      ...toAmounts(NOTHING),
    };
  }
  if (!row) throw new Error(`${event.type} before the fund was opened`);
  const posting = postingOf(event);
  const amounts = posting ? toAmounts(post(toBuckets(row), posting)) : {};
  const status = event.type === 'FundClosed' ? 'closed' : row.status;
  const owed_minor = row.owed_minor + owedBy(event);
  return {
    ...row,
    ...amounts,
    status,
    owed_minor,
    refunds_minor: row.refunds_minor + refundedBy(event),
  };
}

function refundedBy(event: FundEvent): bigint {
  if (event.type !== 'ClaimApproved' && event.type !== 'ClaimClawedBack') return 0n;
  const { refund } = event.data;
  if (!refund) return 0n;
  const { minor } = fromJson(refund.amount);
  return event.type === 'ClaimApproved' ? minor : -minor;
}

function owedBy(event: FundEvent): bigint {
  if (event.type === 'CoopTakenBack' || event.type === 'CoopRevised') {
    return fromJson(event.data.owed).minor;
  }
  return event.type === 'CoopAccrued' ? -fromJson(event.data.offset).minor : 0n;
}

export const toBuckets = (row: Amounts): Buckets => ({
  allocated: row.allocated_minor,
  available: row.available_minor,
  reserved: row.reserved_minor,
  committed: row.committed_minor,
  claimed: row.claimed_minor,
  consumed: row.consumed_minor,
  expired: row.expired_minor,
});

const toAmounts = (buckets: Buckets): Amounts => ({
  allocated_minor: buckets.allocated,
  available_minor: buckets.available,
  reserved_minor: buckets.reserved,
  committed_minor: buckets.committed,
  claimed_minor: buckets.claimed,
  consumed_minor: buckets.consumed,
  expired_minor: buckets.expired,
});
