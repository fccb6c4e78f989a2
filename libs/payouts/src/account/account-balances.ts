import { debited } from '@accord/kernel';
import type { FinancialPosting } from './financial-posting';

/**
 * What stands between the vendor and one payee, in minor units; none is ever below zero, but for `paid` where
 * a payee pays back what older books had paid.
 */
export interface AccountBalances {
  /** 2100: estimated to be earned and on no statement yet. */
  readonly accrued: bigint;
  /** 2110: earned and not on a statement yet. */
  readonly earned: bigint;
  /** 2120: released from a hold and not on a statement yet. */
  readonly approved: bigint;
  /** 2125: kept back by holds. */
  readonly held: bigint;
  /** 2130: on issued statements. */
  readonly payable: bigint;
  /** 2135: on statements, below the minimum of a payment. */
  readonly carried: bigint;
  /** 2140: kept back from payments as tax. */
  readonly withheld: bigint;
  /** 2170: told the bank to pay, which has not answered. */
  readonly inFlight: bigint;
  /** 1200, or 9000 where it left in another currency: paid by the bank and neither come nor paid back. */
  readonly paid: bigint;
  /** 1100: what the payee owes, offset against later statements. */
  readonly receivable: bigint;
}

export const NOTHING_OWED: AccountBalances = {
  accrued: 0n,
  earned: 0n,
  approved: 0n,
  held: 0n,
  payable: 0n,
  carried: 0n,
  withheld: 0n,
  inFlight: 0n,
  paid: 0n,
  receivable: 0n,
};

/** What is paid in another currency leaves the account's own into its position (9000). */
const paidBy = (posting: FinancialPosting): bigint =>
  -debited(posting, '1200') - debited(posting, '9000');

/** The other side of an exchange (R10) is not the payee's: it moves none of its balances. */
export const book = (
  balances: AccountBalances,
  postings: readonly FinancialPosting[],
): AccountBalances =>
  postings
    .filter(({ rule }) => rule !== 'R10')
    .reduce(
      (so, posting) => ({
        accrued: so.accrued - debited(posting, '2100'),
        earned: so.earned - debited(posting, '2110'),
        approved: so.approved - debited(posting, '2120'),
        held: so.held - debited(posting, '2125'),
        payable: so.payable - debited(posting, '2130'),
        carried: so.carried - debited(posting, '2135'),
        withheld: so.withheld - debited(posting, '2140'),
        inFlight: so.inFlight - debited(posting, '2170'),
        paid: so.paid + paidBy(posting),
        receivable: so.receivable + debited(posting, '1100'),
      }),
      balances,
    );
