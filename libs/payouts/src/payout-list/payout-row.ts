import type { MoneyJson, Recorded } from '@accord/kernel';
import type { PayoutEvent, Person } from '../payout/payout.events';

type Data<T extends PayoutEvent['type']> = Extract<PayoutEvent, { type: T }>['data'];

/** A run as lists show it: what was proposed last and what became of it. */
export interface PayoutRow {
  readonly payout_id: string;
  readonly status: 'drafting' | 'proposed' | 'approved' | 'rejected' | 'issued';
  readonly proposal: Omit<Data<'PayoutProposed'>, 'total'> | null;
  readonly total: MoneyJson | null;
  readonly decided_by: Person | null;
  readonly issue: Data<'PayoutIssued'> | null;
}

export function foldPayout(row: PayoutRow | undefined, event: Recorded<PayoutEvent>): PayoutRow {
  switch (event.type) {
    case 'StatementDrafted':
      return {
        payout_id: event.stream.slice('payout-'.length),
        status: 'drafting',
        proposal: null,
        total: null,
        decided_by: null,
        issue: null,
      };
    case 'PayoutProposed': {
      const { total, ...proposal } = event.data;
      return { ...known(row, event), status: 'proposed', proposal, total };
    }
    case 'PayoutApproved':
      return { ...known(row, event), status: 'approved', decided_by: event.data.approvedBy };
    case 'PayoutRejected':
      return { ...known(row, event), status: 'rejected', decided_by: event.data.rejectedBy };
    case 'PayoutIssued':
      return { ...known(row, event), status: 'issued', issue: event.data };
  }
}

function known(row: PayoutRow | undefined, { type }: PayoutEvent): PayoutRow {
  if (!row) throw new Error(`${type} before anything was drafted`);
  return row;
}
