import { accepted, type Decision } from '@accord/kernel';
import type { Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';

export type ReleaseExclusivity = Extract<ExclusivityEvent, { type: 'ExclusivityReleased' }>['data'];

/** Ends a grant before its time. What was released or never granted stays as it is. */
export const releaseExclusivity = (
  { grants }: Exclusivity,
  command: ReleaseExclusivity,
): Decision<ExclusivityEvent> =>
  grants.some(({ grantId, released }) => grantId === command.grantId && !released)
    ? accepted({ type: 'ExclusivityReleased', data: command })
    : accepted();
