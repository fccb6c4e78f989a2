import { plusDays, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';
import type { Disputed } from '../account/dispute';

export interface DisputeRow {
  readonly dispute_id: string;
  readonly account_id: string;
  readonly partner_id: string;
  readonly statement_id: string;
  readonly root: string;
  readonly disputed: Disputed;
  readonly amount: MoneyJson;
  readonly reason: string;
  readonly opened_on: string;
  readonly answer_by: string;
  readonly status: 'open' | 'overdue' | 'accepted' | 'accepted-in-part' | 'rejected';
  /** The day on which it is said that the answer is late; null once it was said or answered. */
  readonly overdue_on: IsoDate | null;
  readonly answer: {
    readonly on: IsoDate;
    readonly reason: string;
    /** Null: rejected. */
    readonly adjustment: { readonly lineId: string; readonly amount: MoneyJson } | null;
  } | null;
}

type DisputeEvent = Extract<
  AccountEvent,
  { type: 'DisputeOpened' | 'DisputeOverdue' | 'DisputeAnswered' }
>;

export const isOfDispute = (event: AccountEvent): event is DisputeEvent =>
  event.type === 'DisputeOpened' ||
  event.type === 'DisputeOverdue' ||
  event.type === 'DisputeAnswered';

export function foldDispute(row: DisputeRow | undefined, { type, data }: DisputeEvent): DisputeRow {
  if (type === 'DisputeOpened') {
    return {
      dispute_id: data.disputeId,
      account_id: data.accountId,
      partner_id: data.partnerId,
      statement_id: data.statementId,
      root: data.root,
      disputed: data.disputed,
      amount: data.amount,
      reason: data.reason,
      opened_on: data.openedOn,
      answer_by: data.answerBy,
      status: 'open',
      overdue_on: plusDays(data.answerBy, 1),
      answer: null,
    };
  }
  if (!row) throw new Error(`${type} of "${data.disputeId}", which was never opened`);
  switch (type) {
    case 'DisputeOverdue':
      return { ...row, status: 'overdue', overdue_on: null };
    case 'DisputeAnswered': {
      const { outcome, answeredOn: on, reason, adjustment: full } = data;
      const adjustment = full && { lineId: full.lineId, amount: full.amount };
      return { ...row, status: outcome, overdue_on: null, answer: { on, reason, adjustment } };
    }
  }
}

/** The disputes of an account, in the order opened. */
export function disputesOf(events: readonly AccountEvent[]): DisputeRow[] {
  const rows = new Map<string, DisputeRow>();
  for (const event of events) {
    if (!isOfDispute(event)) continue;
    const { disputeId } = event.data;
    rows.set(disputeId, foldDispute(rows.get(disputeId), event));
  }
  return [...rows.values()];
}
