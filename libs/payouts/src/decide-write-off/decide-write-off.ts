import { accepted, fromJson, posting, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { unfinishedStatement } from '../issue-payout/issue-payout';
import { areOne, type Person } from '../payout/person-of';
import { mayGiveUp } from '../propose-write-off/propose-write-off';

export interface DecideWriteOff {
  readonly writeOffId: string;
  readonly effect: 'approve' | 'reject';
  readonly today: IsoDate;
  readonly by: Person;
}

/** Gives up what was proposed (R9), or leaves it owed. Somebody else than the one who proposed it. */
export function decideWriteOff(
  account: Account,
  { writeOffId, effect, today, by }: DecideWriteOff,
): Decision<AccountEvent> {
  const { writeOffs, unfinished } = account;
  const proposed = writeOffs.get(writeOffId);
  if (!proposed) return rejected('write-off-not-pending', `"${writeOffId}" waits for no decision`);
  if (areOne(proposed.proposedBy, by)) {
    return rejected('same-person', 'Somebody else than the one who proposed must decide');
  }
  const { accountId, partnerId, book, currency } = proposed;
  const data = {
    accountId,
    partnerId,
    book,
    currency,
    writeOffId,
    decidedOn: today,
    decidedBy: by,
  };
  if (effect === 'reject') {
    return accepted({ type: 'WriteOffRejected', data: { ...data, postings: [] } });
  }
  // The pages to come set off what the payee owed when they were approved.
  if (unfinished) return unfinishedStatement(unfinished);
  const amount = fromJson(proposed.amount);
  const may = mayGiveUp(account, amount);
  if (may.kind === 'rejected') return may;
  const postings = [posting('R9', { debit: '6600', credit: '1100', amount })];
  return accepted({
    type: 'WriteOffApproved',
    data: { ...data, amount: proposed.amount, postings },
  });
}
