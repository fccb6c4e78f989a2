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

export type OpenDispute = Payee & Omit<Dispute, 'answerBy'>;

export interface DisputeTerms {
  /** The last day to dispute the statement; null: its window has not begun, and it may be disputed. */
  readonly through: IsoDate | null;
  readonly answerDays: number;
}

/** Opens a dispute about one thing of a statement as it was issued, once, and within the window. */
export function openDispute(
  { disputes }: Account,
  command: OpenDispute,
  { through, answerDays }: DisputeTerms,
): Decision<AccountEvent> {
  const { openedOn, statementId, disputed, amount } = command;
  if (through !== null && isAfter(openedOn, through)) {
    return rejected('dispute-window-over', `It could be disputed until ${through}`);
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
