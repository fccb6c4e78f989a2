import { book } from '../account/account-balances';
import type { AccountEvent } from '../account/account.events';

/** An account as lists show it, amounts in minor units. */
export interface PayeeAccountRow {
  readonly account_id: string;
  readonly partner_id: string;
  readonly currency: string;
  readonly earned_minor: bigint;
  readonly payable_minor: bigint;
  readonly receivable_minor: bigint;
}

export function foldAccount(
  row: PayeeAccountRow | undefined,
  event: AccountEvent,
): PayeeAccountRow {
  const { accountId, partnerId, currency, postings } = event.data;
  const { earned, payable, receivable } = book(
    {
      earned: row?.earned_minor ?? 0n,
      payable: row?.payable_minor ?? 0n,
      receivable: row?.receivable_minor ?? 0n,
    },
    postings,
  );
  return {
    account_id: accountId,
    partner_id: partnerId,
    currency,
    earned_minor: earned,
    payable_minor: payable,
    receivable_minor: receivable,
  };
}
