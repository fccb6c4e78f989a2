import { NOTHING_OWED, book, type AccountBalances } from '../account/account-balances';
import type { AccountEvent } from '../account/account.events';

/** An account as lists show it, amounts in minor units. */
export interface PayeeAccountRow {
  readonly account_id: string;
  readonly partner_id: string;
  readonly currency: string;
  readonly earned_minor: bigint;
  readonly approved_minor: bigint;
  readonly held_minor: bigint;
  readonly payable_minor: bigint;
  readonly carried_minor: bigint;
  readonly withheld_minor: bigint;
  readonly in_flight_minor: bigint;
  readonly paid_minor: bigint;
  readonly receivable_minor: bigint;
}

export function foldAccount(
  row: PayeeAccountRow | undefined,
  event: AccountEvent,
): PayeeAccountRow {
  const { accountId, partnerId, currency, postings } = event.data;
  const { earned, approved, held, payable, carried, withheld, inFlight, paid, receivable } = book(
    row ? balancesOf(row) : NOTHING_OWED,
    postings,
  );
  return {
    account_id: accountId,
    partner_id: partnerId,
    currency,
    earned_minor: earned,
    approved_minor: approved,
    held_minor: held,
    payable_minor: payable,
    carried_minor: carried,
    withheld_minor: withheld,
    in_flight_minor: inFlight,
    paid_minor: paid,
    receivable_minor: receivable,
  };
}

export const balancesOf = (row: PayeeAccountRow): AccountBalances => ({
  earned: row.earned_minor,
  approved: row.approved_minor,
  held: row.held_minor,
  payable: row.payable_minor,
  carried: row.carried_minor,
  withheld: row.withheld_minor,
  inFlight: row.in_flight_minor,
  paid: row.paid_minor,
  receivable: row.receivable_minor,
});
