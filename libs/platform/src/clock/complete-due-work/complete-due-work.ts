import { accepted, compareDates, type Decision, type IsoDate } from '@accord/kernel';
import type { Installation } from '../installation';
import type { InstallationEvent } from '../installation.events';

/** Recorded by the worker once the due work of every day up to this one has been done. */
export function completeDueWork(
  state: Installation,
  { through }: { readonly through: IsoDate },
): Decision<InstallationEvent> {
  const isNews =
    state.mode === 'sandbox' &&
    compareDates(through, state.workedThrough) > 0 &&
    compareDates(through, state.today) <= 0;
  return isNews ? accepted({ type: 'DueWorkCompleted', data: { through } }) : accepted();
}
