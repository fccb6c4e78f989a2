import {
  accepted,
  compareDates,
  daysBetween,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { Installation } from '../installation';
import type { InstallationEvent } from '../installation.events';

/** A year at once; each day passed has its due work done before the clock moves on. */
export const MAX_DAYS_AT_ONCE = 366;

/** Moves the sandbox clock forward. A live log has no clock to move. */
export function advanceClock(
  state: Installation,
  { to }: { readonly to: IsoDate },
): Decision<InstallationEvent> {
  if (state.mode !== 'sandbox') {
    return rejected('clock-is-live', 'Only a sandbox installation has a clock that can be moved');
  }
  const from = state.today;
  if (compareDates(to, from) <= 0) {
    return rejected(
      'clock-not-forward',
      `The clock stands at ${from} and only moves forward`,
      'to',
    );
  }
  if (daysBetween(from, to) > MAX_DAYS_AT_ONCE) {
    return rejected('clock-too-far', `At most ${MAX_DAYS_AT_ONCE} days at once`, 'to');
  }
  if (state.workedThrough !== from) {
    return rejected(
      'due-work-running',
      `Due work is done through ${state.workedThrough} only; try again shortly`,
    );
  }
  return accepted({ type: 'ClockAdvanced', data: { from, to } });
}
