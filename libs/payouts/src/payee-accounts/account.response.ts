import { currency as currencyOf, formatAmount, money } from '@accord/kernel';
import type { AccountBalances } from '../account/account-balances';
import { StatementBody } from '../statement-list/statement.response';

/** What stands between the vendor and one payee. */
export class AccountBody {
  accountId: string;
  partnerId: string;
  currency: string;
  /** Earned and not on a statement yet. */
  earned: string;
  /** On issued statements. */
  payable: string;
  /** What the partner owes; offset against later statements. */
  receivable: string;
}

/** With every statement issued so far. */
export class AccountDetailBody extends AccountBody {
  statements: StatementBody[];
}

export function accountBody(
  of: { readonly accountId: string; readonly partnerId: string; readonly currency: string },
  balances: AccountBalances,
): AccountBody {
  const text = (minor: bigint): string => formatAmount(money(minor, currencyOf(of.currency)));
  const { accountId, partnerId, currency } = of;
  return {
    accountId,
    partnerId,
    currency,
    earned: text(balances.earned),
    payable: text(balances.payable),
    receivable: text(balances.receivable),
  };
}
