import type { MoneyJson, Recorded } from '@accord/kernel';
import type { PayoutEvent } from '../payout/payout.events';
import type { Person } from '../payout/person-of';

type Data<T extends PayoutEvent['type']> = Extract<PayoutEvent, { type: T }>['data'];

/** A run as lists show it: what was proposed last and what became of it. */
export interface PayoutRow {
  readonly payout_id: string;
  readonly status:
    'drafting' | 'not-proposed' | 'proposed' | 'approved' | 'rejected' | 'issuing' | 'issued';
  /** Why nothing was proposed. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  /** Statements that are drafted so far. */
  readonly drafted: number;
  readonly proposal: Omit<Data<'PayoutProposed'>, 'total'> | null;
  readonly total: MoneyJson | null;
  readonly decided_by: Person | null;
  readonly issued_on: string | null;
  /** Accounts with a statement of this run, and those that the run left out. */
  readonly issued: number;
  readonly left_out: number;
}

export function foldPayout(row: PayoutRow | undefined, event: Recorded<PayoutEvent>): PayoutRow {
  switch (event.type) {
    case 'DraftsRequested':
      return begun(event);
    case 'DraftsRefused': {
      const { code, message } = event.data;
      return { ...known(row, event), status: 'not-proposed', refusal: { code, message } };
    }
    case 'StatementDrafted': {
      const { page, pages } = event.data;
      const so = row?.status === 'drafting' ? row : begun(event);
      return { ...so, drafted: so.drafted + (page === pages ? 1 : 0) };
    }
    case 'PayoutProposed': {
      const { total, ...proposal } = event.data;
      return { ...known(row, event), status: 'proposed', proposal, total };
    }
    case 'PayoutApproved':
      return { ...known(row, event), status: 'approved', decided_by: event.data.approvedBy };
    case 'PayoutRejected':
      return { ...known(row, event), status: 'rejected', decided_by: event.data.rejectedBy };
    case 'IssueRequested':
      return { ...known(row, event), status: 'issuing' };
    case 'PayoutOutcomesRecorded':
      return withOutcomes(known(row, event), event.data);
    case 'PayoutIssued': {
      const told = withOutcomes(known(row, event), event.data);
      return { ...told, status: 'issued', issued_on: event.data.issuedOn };
    }
    case 'PaymentsInstructed':
    case 'BankAnswersRecorded':
      return known(row, event);
  }
}

const begun = ({ stream }: Recorded<PayoutEvent>): PayoutRow => ({
  payout_id: stream.slice('payout-'.length),
  status: 'drafting',
  refusal: null,
  drafted: 0,
  proposal: null,
  total: null,
  decided_by: null,
  issued_on: null,
  issued: 0,
  left_out: 0,
});

const withOutcomes = (
  row: PayoutRow,
  { issued, leftOut }: Data<'PayoutOutcomesRecorded'>,
): PayoutRow => ({
  ...row,
  issued: row.issued + issued.length,
  left_out: row.left_out + leftOut.length,
});

function known(row: PayoutRow | undefined, { type }: PayoutEvent): PayoutRow {
  if (!row) throw new Error(`${type} before anything was drafted`);
  return row;
}
