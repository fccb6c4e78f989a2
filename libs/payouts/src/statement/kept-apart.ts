import { debited } from '@accord/kernel';
import { book, type AccountBalances } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import { movesOf } from './moves';
import type { StatementLine } from './statement-line';

/** What is owed for claims from which nothing is taken that the partner owes, in minor units. */
export interface KeptApart {
  /** Of 2130. */
  readonly payable: bigint;
  /** Of 2135. */
  readonly carried: bigint;
}

export const NOTHING_APART: KeptApart = { payable: 0n, carried: 0n };

/** Tells what of an account no payment has paid. */
export interface Unpaid {
  /** Whether nothing of what statements have said of a line has left yet. */
  readonly isUnpaid: (lineId: string) => boolean;
}

const isClaim = ({ basis }: StatementLine): boolean => basis.kind === 'fundClaim';
const isApart = ({ basis }: StatementLine): boolean =>
  basis.kind === 'fundClaim' && basis.claim.setOff === false;

/** @returns what the lines make payable and is kept apart */
export const statedApart = (lines: readonly StatementLine[]): bigint =>
  lines.filter(isApart).reduce((so, line) => so + movesOf(line).state, 0n);

/** What statements have said of claims and is taken back; it was booked as a receivable when it was. */
export const claimsBack = (lines: readonly StatementLine[]): bigint =>
  lines.filter(isClaim).reduce((so, line) => so + movesOf(line).fromStated, 0n);

/** @returns what of that has not been paid, so that the partner owes it to nobody */
export function claimsTakenBack(lines: readonly StatementLine[], { isUnpaid }: Unpaid) {
  const unpaid = lines.filter(({ lineId }) => isUnpaid(lineId));
  return {
    apart: claimsBack(unpaid.filter(isApart)),
    other: claimsBack(unpaid.filter((line) => !isApart(line))),
  };
}

/** A page of a statement. */
interface Page {
  readonly lines: readonly StatementLine[];
  readonly postings: readonly FinancialPosting[];
}

/**
 * What is kept apart once a page is issued. Whatever else is taken from what is payable is taken from the
 * rest first.
 * @param before and the balances without the page; what had been paid by then
 * @param start what of the payable money was kept apart before the statement's first page
 */
export function apartAfter(
  before: KeptApart,
  balances: AccountBalances,
  { lines, postings }: Page,
  { start, ...unpaid }: Unpaid & { readonly start: bigint },
): KeptApart {
  const after = book(balances, postings);
  const carries = postings
    .filter(({ rule }) => rule === 'R5')
    .map((posting) => debited(posting, '2135'));
  const isBroughtIn = carries.some((minor) => minor > 0n);
  const carriedOut = carries.reduce((so, minor) => (minor < 0n ? so - minor : so), 0n);
  const brought = isBroughtIn ? before.carried : 0n;
  const offset = postings
    .filter(({ rule }) => rule === 'R8')
    .reduce((so, posting) => so + debited(posting, '2130'), 0n);
  const all = before.payable + brought + statedApart(lines);
  const own = less(claimsTakenBack(lines, unpaid).apart, less(all, offset));
  const payable = between(0n, all - own, after.payable + carriedOut);
  const moved = between(0n, payable - start, carriedOut);
  const kept = isBroughtIn ? 0n : before.carried;
  return {
    payable: less(payable - moved, after.payable),
    carried: less(kept + moved, after.carried),
  };
}

const less = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const between = (low: bigint, value: bigint, high: bigint): bigint =>
  value < low ? low : less(value, high);
