import { accepted, type Decision } from '@accord/kernel';
import { exclusivity, holderAgainst, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';

export type ReleaseExclusivity = Extract<ExclusivityEvent, { type: 'ExclusivityReleased' }>['data'];

/**
 * Ends a grant before its time. What was released or never granted stays as it is. One that never came to an
 * approval gives back what it had taken over in the same decision, so that nobody comes in between.
 */
export function releaseExclusivity(
  state: Exclusivity,
  command: ReleaseExclusivity,
): Decision<ExclusivityEvent> {
  const { grantId: ended, why } = command;
  if (!state.grants.some(({ grantId, released }) => grantId === ended && !released)) {
    return accepted();
  }
  const events: ExclusivityEvent[] = [{ type: 'ExclusivityReleased', data: command }];
  if (why !== 'not-approvable') return accepted(...events);
  let after = events.reduce(exclusivity.evolve, state);
  for (const { grantId, dealId, scope, from, taken } of state.grants) {
    if (taken?.by !== ended) continue;
    const { until } = taken;
    // What it kept may be more than what was taken over for it, and somebody else may have the rest by now.
    if (holderAgainst(after, { dealId, scope, from, until })) continue;
    const restored: ExclusivityEvent = {
      type: 'ExclusivityRestored',
      data: { grantId, dealId, until },
    };
    events.push(restored);
    after = exclusivity.evolve(after, restored);
  }
  return accepted(...events);
}
