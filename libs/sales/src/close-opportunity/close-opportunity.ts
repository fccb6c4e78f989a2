import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent } from '../opportunity/opportunity.events';

export type Closing = 'won' | 'lost' | 'open';

/** The opportunity was won or lost, or is open again after all. */
export function closeOpportunity(
  state: Opportunity,
  { result, on }: { readonly result: Closing; readonly on: IsoDate },
): Decision<OpportunityEvent> {
  if (state.status === 'unreported') {
    return rejected('opportunity-unknown', 'The opportunity has not been reported');
  }
  if (state.status === result) return accepted();
  if (result === 'open') {
    return accepted({ type: 'OpportunityReopened', data: { reopenedOn: on } });
  }
  if (state.status !== 'open') {
    const message = `The opportunity was ${state.status} on ${state.closedOn}; reopen it first`;
    return rejected('opportunity-closed', message, 'result');
  }
  const { source, ref } = state;
  return accepted({ type: 'OpportunityClosed', data: { source, ref, result, closedOn: on } });
}
