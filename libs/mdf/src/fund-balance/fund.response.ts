import { currency, formatAmount, money, type Currency } from '@accord/kernel';
import type { Buckets } from '../fund-balances';
import { toBuckets, type FundRow } from './fund-row';

/** Where a fund's money is. `allocated` is the sum of all others. */
export class FundBalanceBody {
  fundId: string;
  partnerId: string;
  currency: string;
  status: 'open' | 'closed';
  allocated: string;
  /** Free to be asked for. */
  available: string;
  /** Asked for and not decided. */
  reserved: string;
  /** Approved and not claimed. */
  committed: string;
  /** Claimed and under review. */
  claimed: string;
  /** Approved for payment, less what was clawed back. */
  consumed: string;
  expired: string;
}

/** A fund as it stands now. */
export class FundBody extends FundBalanceBody {
  programId: string;
  periodFrom: string;
  periodTo: string;
}

export function bucketTexts(
  buckets: Buckets,
  code: Currency,
): { readonly [Bucket in keyof Buckets]: string } {
  const text = (minor: bigint): string => formatAmount(money(minor, code));
  return {
    allocated: text(buckets.allocated),
    available: text(buckets.available),
    reserved: text(buckets.reserved),
    committed: text(buckets.committed),
    claimed: text(buckets.claimed),
    consumed: text(buckets.consumed),
    expired: text(buckets.expired),
  };
}

export const fundBody = (row: FundRow): FundBody => ({
  fundId: row.fund_id,
  partnerId: row.partner_id,
  programId: row.program_id,
  currency: row.currency,
  periodFrom: row.period_from,
  periodTo: row.period_to,
  status: row.status,
  ...bucketTexts(toBuckets(row), currency(row.currency)),
});
