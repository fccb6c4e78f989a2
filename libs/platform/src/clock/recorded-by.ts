import {
  instantAtStartOfDay,
  isIsoDate,
  logPosition,
  plusDays,
  type IsoDate,
  type RecordInfo,
  type Recorded,
} from '@accord/kernel';
import { requestFault } from '../http/problem';
import { installation } from './installation';
import type { InstallationEvent } from './installation.events';

/** Whether something was recorded by the moment that is asked about. */
export type RecordedBy = (record: Pick<RecordInfo, 'position' | 'recordedAt'>) => boolean;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads `asOf`: a log position, an ISO 8601 instant of recording, or a date, which means its end: on
 * a sandbox's own clock, else in the installation's time zone.
 * @param installed events of the installation's stream, in order
 * @throws Problem 400 when it is none of them
 */
export function recordedBy(
  asOf: string,
  installed: readonly Recorded<InstallationEvent>[],
): RecordedBy {
  if (/^\d{1,19}$/.test(asOf)) {
    const last = logPosition(asOf);
    return ({ position }) => position <= last;
  }
  if (isIsoDate(asOf)) return endOfDay(asOf, installed);
  const instant = INSTANT.test(asOf) ? Date.parse(asOf) : NaN;
  if (!Number.isNaN(instant)) return ({ recordedAt }) => Date.parse(recordedAt) <= instant;
  const message = 'A log position, a date YYYY-MM-DD or an instant such as 2026-03-31T22:00:00Z';
  throw requestFault([{ code: 'as-of-invalid', message, path: 'asOf' }]);
}

function endOfDay(day: IsoDate, installed: readonly Recorded<InstallationEvent>[]): RecordedBy {
  let state = installation.initial;
  for (const event of installed) {
    state = installation.evolve(state, event);
    if (state.mode === 'live') {
      const next = Date.parse(instantAtStartOfDay(plusDays(day, 1), state.timeZone));
      return ({ recordedAt }) => Date.parse(recordedAt) < next;
    }
    if (lastDayBefore(event) >= day && !isLastDayWorked(event, state)) {
      return ({ position }) => position < event.position;
    }
  }
  return () => true;
}

/** A sandbox works day by day. @returns the day that is over when the event is recorded */
function lastDayBefore(event: InstallationEvent): string {
  switch (event.type) {
    case 'InstallationCreated':
      return event.data.startsOn === null ? '' : plusDays(event.data.startsOn, -1);
    case 'ClockAdvanced':
      return event.data.from;
    case 'DueWorkCompleted':
      return event.data.through;
  }
}

/** Due work through the day on which the clock stands begins no other day. */
const isLastDayWorked = (event: InstallationEvent, state: typeof installation.initial): boolean =>
  event.type === 'DueWorkCompleted' &&
  state.mode === 'sandbox' &&
  event.data.through === state.today;
