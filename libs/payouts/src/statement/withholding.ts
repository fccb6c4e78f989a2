import {
  currency as currencyOf,
  formatAmount,
  fromJson,
  money,
  posting,
  ratio,
  round,
  times,
  toJson,
  type MoneyJson,
} from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import type { StatementLine } from './statement-line';
import type { Withheld, WithholdingTerms } from './withheld';

export const WITHHOLDING = 'withholding';

/** In minor units. */
interface Tax {
  readonly gross: bigint;
  readonly withheld: bigint;
}

const less = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * What of a statement is kept back: the rate on all that it adds, before it is set against what the payee
 * owes, but no more than is left to pay. What it takes back takes its tax along, as far as there is any.
 * @param before balances without the statement; @param after with it, what was carried forward before
 * being in again, and taxed only now
 * @param claimsBack what it takes back of claims, which the payee has owed since before the statement
 */
export function taxOn(
  before: AccountBalances,
  after: AccountBalances,
  claimsBack: bigint,
  { rate, rounding }: WithholdingTerms,
  currency: string,
): Tax {
  const owed = ({ payable, receivable }: AccountBalances): bigint => payable - receivable;
  const gross = owed(after) - owed(before) - claimsBack;
  const share = times(money(gross, currencyOf(currency)), ratio(rate));
  const { minor } = round(share, rounding);
  const withheld = gross < 0n ? -less(-minor, after.withheld) : less(minor, after.payable);
  return { gross, withheld };
}

/** Of tax that is not zero. What is given back lowers first what the payee owes. */
export function taxPostings(
  { withheld }: Tax,
  { receivable }: AccountBalances,
  currency: string,
): FinancialPosting[] {
  const of = (minor: bigint) => money(minor, currencyOf(currency));
  if (withheld > 0n) {
    return [posting('R5', { debit: '2130', credit: '2140', amount: of(withheld) })];
  }
  const back = -withheld;
  const owed = less(back, receivable);
  return [
    posting(
      'R7a',
      { debit: '2140', credit: '1100', amount: of(owed) },
      { debit: '2140', credit: '2130', amount: of(back - owed) },
    ),
  ];
}

/** The line that says it; its amount is what it takes from the payment. */
export function withholdingLine(
  programId: string,
  { rate, legalBasis }: WithholdingTerms,
  { gross, withheld }: Tax,
  currency: string,
): StatementLine {
  const of = (minor: bigint) => toJson(money(minor, currencyOf(currency)));
  const tax = { programId, rate, legalBasis, gross: of(gross), withheld: of(withheld) };
  return {
    lineId: WITHHOLDING,
    basis: { kind: 'withholding', tax },
    standing: 'payable',
    target: of(0n),
    posted: of(0n),
    amount: of(-withheld),
    corrects: null,
  };
}

/** The arithmetic in one sentence. */
export function spokenTax({ rate, legalBasis, gross, withheld }: Withheld): string {
  const text = (json: MoneyJson): string => `${formatAmount(fromJson(json))} ${json.currency}`;
  const net = money(fromJson(gross).minor - fromJson(withheld).minor, fromJson(gross).currency);
  return `${rate} of ${text(gross)} is withheld (${legalBasis}): ${text(withheld)}; net ${text(toJson(net))}`;
}
