import { accepted, compareDates, rejected, type Decision } from '@accord/kernel';
import type { Milestone, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

/** Records a step of the delivery on its day; each is reached once. */
export function reachMilestone(state: Sale, reached: Milestone): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  const { milestone, reachedOn } = reached;
  const known = state.milestones.find((one) => one.milestone === milestone);
  if (known) {
    return known.reachedOn === reachedOn
      ? accepted()
      : rejected('milestone-known', `"${milestone}" was reached on ${known.reachedOn}`);
  }
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  const { bookedOn } = state.booking;
  return compareDates(reachedOn, bookedOn) < 0
    ? rejected('before-booking', `Booked on ${bookedOn}`, 'occurredOn')
    : accepted({ type: 'MilestoneReached', data: reached });
}
