import { currency as currencyOf, formatAmount, money } from '@accord/kernel';
import type { Caller } from '@accord/platform';
import type { AccountBalances } from '../account/account-balances';
import { HoldBody } from '../hold-list/hold.response';
import { WriteOffBody } from '../write-off-list/write-off.response';
import { StatementBody } from '../statement-list/statement.response';

/** What stands between the vendor and one payee. */
export class AccountBody {
  accountId: string;
  partnerId: string;
  currency: string;
  /** Estimated to be earned and on no statement yet; null for partners. */
  accrued: string | null;
  /** Earned and not on a statement yet. */
  earned: string;
  /** Released from a hold; goes onto the next statement. */
  approved: string;
  /** Kept back by holds. */
  held: string;
  /** On issued statements. */
  payable: string;
  /** On statements, below the minimum of a payment; paid once the sum reaches it. */
  carried: string;
  /** Kept back from payments as tax. */
  withheld: string;
  /** The bank was told to pay it and has not answered. */
  inFlight: string;
  /** Paid by the bank. */
  paid: string;
  /** What the partner owes; offset against later statements. */
  receivable: string;
}

/** With every statement issued and every hold placed so far. */
export class AccountDetailBody extends AccountBody {
  statements: StatementBody[];
  holds: HoldBody[];
  writeOffs: WriteOffBody[];
}

export function accountBody(
  of: { readonly accountId: string; readonly partnerId: string; readonly currency: string },
  balances: AccountBalances,
  { partnerId: reader }: Pick<Caller, 'partnerId'>,
): AccountBody {
  const text = (minor: bigint): string => formatAmount(money(minor, currencyOf(of.currency)));
  const { accountId, partnerId, currency } = of;
  return {
    accountId,
    partnerId,
    currency,
    accrued: reader === null ? text(balances.accrued) : null,
    earned: text(balances.earned),
    approved: text(balances.approved),
    held: text(balances.held),
    payable: text(balances.payable),
    carried: text(balances.carried),
    withheld: text(balances.withheld),
    inFlight: text(balances.inFlight),
    paid: text(balances.paid),
    receivable: text(balances.receivable),
  };
}
