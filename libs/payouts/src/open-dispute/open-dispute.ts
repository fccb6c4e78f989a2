import {
  accepted,
  canonicalJson,
  isAfter,
  plusDays,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { Dispute } from '../account/dispute';
import type { Payee } from '../account/payee';

/** Days to dispute a statement and to answer, where a program does not say. */
export const DISPUTE_DAYS = { windowDays: 30, answerDays: 14 } as const;

export type OpenDispute = Payee & Omit<Dispute, 'answerBy'>;

export interface DisputeTerms {
  readonly issuedOn: IsoDate;
  readonly windowDays: number;
  readonly answerDays: number;
}

/** Opens a dispute about one thing of a statement as it was issued, once, and within the window. */
export function openDispute(
  { disputes }: Account,
  command: OpenDispute,
  { issuedOn, windowDays, answerDays }: DisputeTerms,
): Decision<AccountEvent> {
  const { openedOn, statementId, disputed, amount } = command;
  const last = plusDays(issuedOn, windowDays);
  if (isAfter(openedOn, last)) {
    const message = `It was issued on ${issuedOn} and could be disputed until ${last}`;
    return rejected('dispute-window-over', message);
  }
  if (amount.minor === '0') return rejected('nothing-disputed', 'The amount is zero', 'amount');
  const same = [...disputes.values()].find(
    ({ dispute }) =>
      dispute.statementId === statementId &&
      canonicalJson(dispute.disputed) === canonicalJson(disputed),
  );
  if (same) {
    return rejected('already-disputed', `It is disputed since ${same.dispute.openedOn}`);
  }
  const answerBy = plusDays(openedOn, answerDays);
  return accepted({ type: 'DisputeOpened', data: { ...command, answerBy, postings: [] } });
}
