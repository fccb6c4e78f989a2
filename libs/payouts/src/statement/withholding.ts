import {
  currency as currencyOf,
  formatAmount,
  fromJson,
  isNegative,
  money,
  negate,
  posting,
  subtract,
  toJson,
  type MoneyJson,
} from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import type { FinancialPosting } from '../account/financial-posting';
import type { StatementLine } from './statement-line';
import type { Tax } from './tax';
import type { Withheld, WithholdingTerms } from './withheld';

export const WITHHOLDING = 'withholding';

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
  const owed = back < receivable ? back : receivable;
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
  { gross, net, withheld }: Tax,
  currency: string,
): StatementLine {
  const of = (minor: bigint) => toJson(money(minor, currencyOf(currency)));
  const left = net !== undefined && { net: of(net) };
  const tax = { programId, rate, legalBasis, gross: of(gross), ...left, withheld: of(withheld) };
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
export function spokenTax({ rate, legalBasis, gross, net, withheld }: Withheld): string {
  if (!net) {
    return `${rate} of ${text(gross)} is withheld (${legalBasis}): ${text(withheld)}; net ${text(less(gross, withheld))}`;
  }
  if (isNegative(fromJson(net))) {
    return `With ${text(opposite(net))} that was not paid yet its tax goes back (${legalBasis}): ${text(opposite(withheld))}`;
  }
  return `${rate} of ${text(net)}, which is left to pay of ${text(gross)}, is withheld (${legalBasis}): ${text(withheld)}; net ${text(less(net, withheld))}`;
}

const text = (json: MoneyJson): string => `${formatAmount(fromJson(json))} ${json.currency}`;
const less = (a: MoneyJson, b: MoneyJson): MoneyJson => toJson(subtract(fromJson(a), fromJson(b)));
const opposite = (amount: MoneyJson): MoneyJson => toJson(negate(fromJson(amount)));
