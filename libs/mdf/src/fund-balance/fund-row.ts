import type { FundEvent } from '../fund.events';
import { NOTHING, post, postingOf, type Bucket, type Buckets } from '../fund-balances';

type Amounts = { readonly [B in Bucket as `${B}_minor`]: bigint };

/** A fund as lists show it, amounts in minor units. */
export interface FundRow extends Amounts {
  readonly fund_id: string;
  readonly program_id: string;
  readonly partner_id: string;
  readonly currency: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly status: 'open' | 'closed';
}

export function foldFund(row: FundRow | undefined, event: FundEvent): FundRow {
  if (event.type === 'FundOpened') {
    const { fundId, programId, partnerId, currency, periodFrom, periodTo } = event.data;
    return {
      fund_id: fundId,
      program_id: programId,
      partner_id: partnerId,
      currency,
      period_from: periodFrom,
      period_to: periodTo,
      status: 'open',
      ...toAmounts(NOTHING),
    };
  }
  if (!row) throw new Error(`${event.type} before the fund was opened`);
  const posting = postingOf(event);
  const amounts = posting ? toAmounts(post(toBuckets(row), posting)) : {};
  const status = event.type === 'FundClosed' ? 'closed' : row.status;
  return { ...row, ...amounts, status };
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
