import { currency, formatAmount, money, type Currency } from '@accord/kernel';
import { NOTHING, type Buckets, type HeldBuckets } from '../fund-balances';
import { toBuckets, type FundRow } from './fund-row';

/**
 * Where a fund's money is. `allocated` is the sum of all others. Of a fund that it shares a partner reads
 * what its own requests hold, and null for the rest.
 */
export class FundBalanceBody {
  fundId: string;
  /** Null: shared by the partners of the region. */
  partnerId: string | null;
  currency: string;
  status: 'open' | 'closed';
  allocated: string | null;
  /** Free to be asked for. */
  available: string | null;
  /** Asked for and not decided. */
  reserved: string;
  /** Approved and not claimed. */
  committed: string;
  /** Claimed and under review. */
  claimed: string;
  /** Approved for payment, less what was clawed back. */
  consumed: string;
  expired: string | null;
}

/** The bookings that add to a co-op fund. */
export class FundEarningBody {
  /** FY2027-Q1, FY2027-H1 or FY2027. */
  period: string;
  from: string;
  through: string;
  /** The day on which it is looked at whether it is enough; null: any amount is. */
  settleOn: string | null;
}

/** A fund as it stands now. */
export class FundBody extends FundBalanceBody {
  programId: string;
  kind: 'mdf' | 'coop';
  region: string | null;
  quarter: string | null;
  periodFrom: string;
  periodTo: string;
  /** Last day on which money may be asked for. */
  requestBy: string;
  /** Last day for any claim; null where the program names none. */
  claimBy: string | null;
  /** Of a co-op fund; null otherwise. */
  earns: FundEarningBody | null;
  /** What undone bookings had added and is spent: bookings to come make up for it. */
  owed: string;
  /** What of `consumed` others give back to the vendor; null where the fund is shared with the caller. */
  refunds: string | null;
  /** What the vendor bears of `consumed`: less the refunds; null where the fund is shared with the caller. */
  net: string | null;
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

/** What a partner is told of a fund that it shares: what is its own. */
export const ownTexts = (
  held: HeldBuckets,
  code: Currency,
): { readonly [Bucket in keyof Buckets]: string | null } & {
  readonly [Bucket in keyof HeldBuckets]: string;
} => {
  const { reserved, committed, claimed, consumed } = bucketTexts({ ...NOTHING, ...held }, code);
  const hidden = { allocated: null, available: null, expired: null };
  return { ...hidden, reserved, committed, claimed, consumed };
};

/** @param own what the asking partner's requests hold, where it shares the fund */
export const fundBody = (row: FundRow, own?: HeldBuckets): FundBody => ({
  fundId: row.fund_id,
  partnerId: row.partner_id,
  programId: row.program_id,
  kind: row.kind,
  region: row.region,
  quarter: row.quarter,
  currency: row.currency,
  periodFrom: row.period_from,
  periodTo: row.period_to,
  requestBy: row.request_by,
  claimBy: row.claim_by,
  earns: row.earns,
  owed: formatAmount(money(row.owed_minor, currency(row.currency))),
  refunds: own ? null : formatAmount(money(row.refunds_minor, currency(row.currency))),
  net: own
    ? null
    : formatAmount(money(row.consumed_minor - row.refunds_minor, currency(row.currency))),
  status: row.status,
  ...(own
    ? ownTexts(own, currency(row.currency))
    : bucketTexts(toBuckets(row), currency(row.currency))),
});
