import type { IsoDate, Recorded } from '@accord/kernel';
import type { Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent, OpportunityFacts } from '../opportunity/opportunity.events';

/** An opportunity as lists show it. */
export interface OpportunityRow {
  /** `<source>/<ref>`. */
  readonly opportunity: string;
  /** Log position of its first report. */
  readonly position: bigint;
  readonly stage: string;
  readonly status: Exclude<Opportunity['status'], 'unreported'>;
  readonly last_activity_on: IsoDate | null;
  readonly owner: string | null;
  readonly renewal: OpportunityFacts['renewal'];
  readonly customer: OpportunityFacts['customer'];
  readonly account: string | null;
  readonly initial_source: string | null;
  readonly reported_on: string;
  readonly closed_on: IsoDate | null;
  /** Of the opportunity's stream. */
  readonly revision: bigint;
}

export function foldOpportunity(
  row: OpportunityRow | undefined,
  event: Recorded<OpportunityEvent>,
): OpportunityRow {
  const revision = BigInt(event.revision);
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
      revision,
    };
  }
  if (!row) throw new Error(`${event.type} before the opportunity was reported`);
  switch (event.type) {
    case 'OpportunityClosed':
      return { ...row, status: event.data.result, closed_on: event.data.closedOn, revision };
    case 'OpportunityReopened':
      return { ...row, status: 'open', closed_on: null, revision };
  }
}

/** The opportunity that a row shows. @param at how the sales system names it */
export const opportunityOf = (
  row: OpportunityRow,
  at: { readonly source: string; readonly ref: string },
): Opportunity => ({
  status: row.status,
  source: at.source,
  ref: at.ref,
  closedOn: row.closed_on,
  facts: {
    stage: row.stage,
    lastActivityOn: row.last_activity_on,
    owner: row.owner,
    renewal: row.renewal,
    customer: row.customer,
    account: row.account,
    initialSource: row.initial_source,
  },
});
