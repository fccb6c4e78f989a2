import type { Recorded } from '@accord/kernel';
import type { EstimateTarget } from '../account/accrual';
import type { EstimateRequest } from '../estimate/estimate-run';
import type { EstimateEvent } from '../estimate/estimate.events';

/** An estimate as lists show it. */
export interface EstimateRow {
  readonly estimate_id: string;
  readonly book: string;
  readonly status: 'summing' | 'estimating' | 'finished';
  readonly request: EstimateRequest;
  /** Revision of the request in the book's estimates. */
  readonly requested_at: number;
  /** Log position through which facts are in; null while they are added up. */
  readonly facts_through: string | null;
  /** Accounts that are estimated so far. */
  readonly accounts: number;
  /** Null until it is finished. */
  readonly targets: { readonly all: readonly EstimateTarget[] } | null;
}

export function foldEstimate(
  row: EstimateRow | undefined,
  event: Recorded<EstimateEvent>,
): EstimateRow {
  if (event.type === 'EstimateRequested') {
    const { estimateId, book } = event.data;
    return {
      estimate_id: estimateId,
      book,
      status: 'summing',
      request: event.data,
      requested_at: event.revision,
      facts_through: null,
      accounts: 0,
      targets: null,
    };
  }
  if (!row) throw new Error(`${event.type} before the estimate was asked for`);
  switch (event.type) {
    case 'EarningsSummed': {
      const { isLast, position } = event.data;
      return isLast ? { ...row, status: 'estimating', facts_through: position } : row;
    }
    case 'AccountsEstimated':
      return { ...row, accounts: row.accounts + event.data.accounts.length };
    case 'EstimateFinished':
      return { ...row, status: 'finished', targets: { all: event.data.targets } };
  }
}
