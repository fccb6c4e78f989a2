import { accepted, compareDates, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

export interface MissMilestone {
  readonly milestone: string;
  readonly on: IsoDate;
}

/** Records, after the last day of a milestone, that it was not reached by then. */
export function missMilestone(state: Sale, { milestone, on }: MissMilestone): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  const due = state.booking.milestonesDue?.find((one) => one.milestone === milestone);
  if (!due) return rejected('milestone-not-due', `Nothing wants "${milestone}" by a day`);
  const reached = state.milestones.find((one) => one.milestone === milestone);
  const isReached = reached && compareDates(reached.reachedOn, due.dueOn) <= 0;
  if (isReached || state.missed.includes(milestone)) return accepted();
  return compareDates(on, due.dueOn) > 0
    ? accepted({ type: 'MilestoneMissed', data: due })
    : rejected('milestone-not-due', `"${milestone}" may be reached until ${due.dueOn}`);
}
