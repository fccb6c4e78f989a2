import { accepted, isAfter, type Decision, type IsoDate } from '@accord/kernel';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';

/** Says once of a dispute that its answer is late. */
export function missDispute(
  { disputes }: Account,
  { disputeId, on }: { readonly disputeId: string; readonly on: IsoDate },
): Decision<AccountEvent> {
  const known = disputes.get(disputeId);
  if (!known || known.status === 'answered' || known.isOverdue) return accepted();
  const { accountId, partnerId, book, currency, answerBy } = known.dispute;
  if (!isAfter(on, answerBy)) return accepted();
  const of = { accountId, partnerId, book, currency };
  return accepted({ type: 'DisputeOverdue', data: { ...of, disputeId, answerBy, postings: [] } });
}
