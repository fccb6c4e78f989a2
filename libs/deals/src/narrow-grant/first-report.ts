import type { Recorded } from '@accord/kernel';
import { opportunityEvents, type OpportunityEvent } from '@accord/sales';

export type FirstReport = Extract<Recorded<OpportunityEvent>, { type: 'OpportunityReported' }>;

/** Once is enough: an opportunity is known from its first report on. */
export const isFirstReport = (event: Recorded): event is FirstReport =>
  opportunityEvents.includes(event) && event.type === 'OpportunityReported' && event.revision === 0;
