import { plusDays, type IsoDate } from '@accord/kernel';
import { stagesOf, type ProgramRules } from '@accord/programs';
import type { Booking } from '../sale';

/** What a sale of a day owes the program by when; of several days for one milestone the last. */
export function milestonesDueOf(
  { incentives }: Pick<ProgramRules, 'incentives'>,
  bookedOn: IsoDate,
): NonNullable<Booking['milestonesDue']> {
  const within = new Map<string, number>();
  for (const { milestone, deadline } of incentives.flatMap(stagesOf)) {
    if (!deadline) continue;
    within.set(milestone, Math.max(within.get(milestone) ?? 0, deadline.withinDays));
  }
  return [...within].map(([milestone, days]) => ({ milestone, dueOn: plusDays(bookedOn, days) }));
}
