import { NOTHING_OWED, book, type AccountBalances } from '../account/account-balances';
import type { AccountEvent } from '../account/account.events';

/** An account as lists show it, amounts in minor units. */
export interface PayeeAccountRow {
  readonly account_id: string;
  readonly partner_id: string;
  readonly currency: string;
  readonly accrued_minor: bigint;
  readonly earned_minor: bigint;
  readonly approved_minor: bigint;
  readonly held_minor: bigint;
  readonly payable_minor: bigint;
  readonly carried_minor: bigint;
  readonly withheld_minor: bigint;
  readonly in_flight_minor: bigint;
  readonly paid_minor: bigint;
  readonly receivable_minor: bigint;
  /** Lines of which a late change was rejected some time. */
  readonly rejected_lines: readonly string[];
}

export function foldAccount(
  row: PayeeAccountRow | undefined,
  event: AccountEvent,
): PayeeAccountRow {
  const { accountId, partnerId, currency, postings } = event.data;
  const after = book(row ? balancesOf(row) : NOTHING_OWED, postings);
  return {
    account_id: accountId,
    partner_id: partnerId,
    currency,
    accrued_minor: after.accrued,
    earned_minor: after.earned,
    approved_minor: after.approved,
    held_minor: after.held,
    payable_minor: after.payable,
    carried_minor: after.carried,
    withheld_minor: after.withheld,
    in_flight_minor: after.inFlight,
    paid_minor: after.paid,
    receivable_minor: after.receivable,
    rejected_lines: rejectedLines(row?.rejected_lines ?? [], event),
  };
}

const rejectedLines = (
  before: readonly string[],
  { type, data }: AccountEvent,
): readonly string[] =>
  type === 'LateChangeRejected' ? [...new Set([...before, data.lineId])] : before;

export const balancesOf = (row: PayeeAccountRow): AccountBalances => ({
  accrued: row.accrued_minor,
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
