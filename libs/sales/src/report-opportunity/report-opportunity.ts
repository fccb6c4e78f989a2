import {
  accepted,
  canonicalJson,
  compareDates,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent, OpportunityFacts } from '../opportunity/opportunity.events';

export interface ReportOpportunity extends OpportunityFacts {
  readonly source: string;
  readonly ref: string;
}

/** Takes the sales system's word for how an opportunity stands. The same report again adds nothing. */
export function reportOpportunity(
  state: Opportunity,
  command: ReportOpportunity,
  on: IsoDate,
): Decision<OpportunityEvent> {
  const { source, ref, ...facts } = command;
  const { lastActivityOn } = facts;
  if (lastActivityOn !== null && compareDates(lastActivityOn, on) > 0) {
    const message = `Reported on ${on}, so the last activity cannot be on ${lastActivityOn}`;
    return rejected('activity-in-future', message, 'lastActivityOn');
  }
  if (state.status !== 'unreported' && canonicalJson(state.facts) === canonicalJson(facts)) {
    return accepted();
  }
  return accepted({ type: 'OpportunityReported', data: { source, ref, ...facts, reportedOn: on } });
}
