import {
  accepted,
  formatAmount,
  money,
  posting,
  rejected,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
} from '@accord/kernel';
import type { CoFunderAccount } from '../co-funder/co-funder';
import type { CoFunderEvent } from '../co-funder/co-funder.events';
import type { Person } from '../payout/person-of';

export interface ReceiveRefund {
  readonly receiptId: string;
  readonly amount: Money;
  readonly receivedOn: IsoDate;
  readonly receivedBy: Person;
  readonly reference: string | null;
}

/** Records that a co-funding party has paid what it owes, all of it or a part, never more (M12). */
export function receiveRefund(
  { coFunder, open }: CoFunderAccount,
  { amount, ...receipt }: ReceiveRefund,
): Decision<CoFunderEvent> {
  if (!coFunder) return rejected('co-funder-unknown', 'Nobody owes anything in this account');
  if (amount.currency !== coFunder.currency) {
    return rejected('currency-mismatch', `It owes ${coFunder.currency}`, 'currency');
  }
  if (amount.minor <= 0n) {
    return rejected('amount-not-positive', 'The amount must be above zero', 'amount');
  }
  if (amount.minor > open) {
    const left = formatAmount(money(open > 0n ? open : 0n, amount.currency));
    return rejected('more-than-open', `${left} ${amount.currency} is open`, 'amount');
  }
  const postings = [posting('M12', { debit: '1200', credit: '1150', amount })] as const;
  return accepted({
    type: 'RefundReceived',
    data: { ...coFunder, ...receipt, amount: toJson(amount), postings },
  });
}
