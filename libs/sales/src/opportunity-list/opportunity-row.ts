import type { Recorded } from '@accord/kernel';
import type { OpportunityEvent } from '../opportunity/opportunity.events';

/** An opportunity as lists show it. */
export interface OpportunityRow {
  /** `<source>/<ref>`. */
  readonly opportunity: string;
  /** Log position of its first report. */
  readonly position: bigint;
  readonly stage: string;
  readonly status: string;
  readonly last_activity_on: string | null;
  readonly owner: string | null;
  readonly renewal: string;
  readonly customer: string;
  readonly account: string | null;
  readonly initial_source: string | null;
  readonly reported_on: string;
  readonly closed_on: string | null;
}

export function foldOpportunity(
  row: OpportunityRow | undefined,
  event: Recorded<OpportunityEvent>,
): OpportunityRow {
  if (event.type === 'OpportunityReported') {
    const { data } = event;
    return {
      opportunity: `${data.source}/${data.ref}`,
      position: row?.position ?? event.position,
      stage: data.stage,
      status: row?.status ?? 'open',
      last_activity_on: data.lastActivityOn,
      owner: data.owner,
      renewal: data.renewal,
      customer: data.customer,
      account: data.account,
      initial_source: data.initialSource,
      reported_on: data.reportedOn,
      closed_on: row?.closed_on ?? null,
    };
  }
  if (!row) throw new Error(`${event.type} before the opportunity was reported`);
  switch (event.type) {
    case 'OpportunityClosed':
      return { ...row, status: event.data.result, closed_on: event.data.closedOn };
    case 'OpportunityReopened':
      return { ...row, status: 'open', closed_on: null };
  }
}
