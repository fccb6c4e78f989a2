import type { OpportunityRow } from './opportunity-row';

/** An opportunity as the sales system last reported it. */
export class OpportunityResponse {
  /** `<source>/<ref>`. */
  opportunity: string;
  /** Log position of its first report. */
  position: string;
  stage: string;
  /** "open", "won" or "lost". */
  status: string;
  lastActivityOn: string | null;
  owner: string | null;
  renewal: string;
  customer: string;
  account: string | null;
  initialSource: string | null;
  reportedOn: string;
  closedOn: string | null;
}

export const toOpportunity = (row: OpportunityRow): OpportunityResponse => ({
  opportunity: row.opportunity,
  position: String(row.position),
  stage: row.stage,
  status: row.status,
  lastActivityOn: row.last_activity_on,
  owner: row.owner,
  renewal: row.renewal,
  customer: row.customer,
  account: row.account,
  initialSource: row.initial_source,
  reportedOn: row.reported_on,
  closedOn: row.closed_on,
});
