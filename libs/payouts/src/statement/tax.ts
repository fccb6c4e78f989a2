import {
  currency as currencyOf,
  debited,
  money,
  ratio,
  round,
  times,
  type Ratio,
} from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import { claimsBack, claimsTakenBack, type Unpaid } from './kept-apart';
import type { StatementLine } from './statement-line';
import type { WithholdingTerms } from './withheld';

/** In minor units. */
export interface Tax {
  /** What the statement adds to what the payee is owed. */
  readonly gross: bigint;
  /** What is left of it to pay; absent where tax is on the gross. */
  readonly net?: bigint;
  /** Below zero: goes back. */
  readonly withheld: bigint;
}

/** A statement of which tax is kept back. */
export interface TaxedStatement extends Unpaid {
  readonly lines: readonly StatementLine[];
  readonly postings: readonly FinancialPosting[];
  /** Balances without it, and what of the payable money was kept apart from what the payee owes. */
  readonly before: AccountBalances;
  readonly apart: bigint;
  /** What has been kept back of that payable money. */
  readonly unpaidTax: bigint;
  /** Balances with it, what was carried forward before being in again, and taxed only now. */
  readonly after: AccountBalances;
  /** Whether what the payee owes is taken from what it is owed. */
  readonly setOff: boolean;
}

/** What of a statement is kept back, never more than is left to pay. */
export const taxOn = (statement: TaxedStatement, terms: WithholdingTerms, currency: string): Tax =>
  terms.base === 'net'
    ? taxOnNet(statement, terms, currency)
    : taxOnGross(statement, terms, currency);

/**
 * The rate on all that a statement adds, before it is set against what the payee owes. What it takes back
 * takes its tax along, as far as there is any. Claims that it takes back the payee has owed since before it.
 */
function taxOnGross(statement: TaxedStatement, terms: WithholdingTerms, currency: string): Tax {
  const { after } = statement;
  const gross = added(statement);
  const share = rounded(gross, ratio(terms.rate), terms, currency);
  return {
    gross,
    withheld: share < 0n ? -less(-share, after.withheld) : less(share, after.payable),
  };
}

/**
 * The rate on what a statement adds to what is paid, after offsetting. What is taken back of money that was
 * not paid yet takes along what was kept back of it. What was paid stays taxed: the payee owes the whole, and
 * pays so much less tax on what that is set off against.
 */
function taxOnNet(statement: TaxedStatement, terms: WithholdingTerms, currency: string): Tax {
  const { before, after, unpaidTax } = statement;
  const gross = added(statement);
  const net = after.payable - before.payable - fromUnpaidTax(statement);
  if (net >= 0n) {
    const share = rounded(net, ratio(terms.rate), terms, currency);
    return { gross, net, withheld: less(share, after.payable) };
  }
  const part = { numerator: -net, denominator: before.payable + unpaidTax };
  return { gross, net, withheld: -rounded(unpaidTax, part, terms, currency) };
}

const added = ({ before, after, lines }: TaxedStatement): bigint =>
  owed(after) - owed(before) - claimsBack(lines);

const owed = ({ payable, receivable }: AccountBalances): bigint => payable - receivable;

/**
 * Had no tax been kept back of what is not paid yet, so much more would be there for what the statement takes
 * back and sets off. Where all that is payable is kept apart, that is for what is taken back of itself alone.
 */
function fromUnpaidTax(statement: TaxedStatement): bigint {
  const { before, after, apart, unpaidTax, lines, postings, setOff } = statement;
  const own = claimsTakenBack(lines, statement);
  const offset = -sum(postings, 'R8', '1100');
  if (apart > 0n && apart === before.payable) return less(above(own.apart - offset), unpaidTax);
  const missing = setOff
    ? after.receivable
    : sum(postings, 'R7', '1100') + above(own.other - above(offset - own.apart));
  return less(missing, unpaidTax);
}

const sum = (
  postings: readonly FinancialPosting[],
  rule: FinancialPosting['rule'],
  account: '1100',
): bigint =>
  postings
    .filter((posting) => posting.rule === rule)
    .reduce((so, posting) => so + debited(posting, account), 0n);

const rounded = (minor: bigint, by: Ratio, { rounding }: WithholdingTerms, currency: string) =>
  round(times(money(minor, currencyOf(currency)), by), rounding).minor;

const less = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const above = (a: bigint): bigint => (a > 0n ? a : 0n);
