import { type Decision } from '@accord/kernel';
import { exclusivity, holderAgainst, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import type { BreakEvidence } from './grounds';
import { grantExclusivity, type GrantExclusivity } from './grant-exclusivity';

/**
 * Gives a deal the scope that others hold, because the customer says so in writing: their grants end
 * on its first day. Release and grant are one decision, so that nobody comes in between (promise I1).
 */
export function transferExclusivity(
  state: Exclusivity,
  wanted: GrantExclusivity,
  evidence: BreakEvidence,
): Decision<ExclusivityEvent> {
  const releases: ExclusivityEvent[] = [];
  let without = state;
  for (
    let holder = holderAgainst(without, wanted);
    holder && !holder.released;
    holder = holderAgainst(without, wanted)
  ) {
    const { grantId, dealId } = holder;
    const release: ExclusivityEvent = {
      type: 'ExclusivityReleased',
      data: {
        grantId,
        dealId,
        releasedOn: wanted.from,
        why: 'customer-letter',
        evidence,
        takenBy: { grantId: wanted.grantId, dealId: wanted.dealId },
      },
    };
    releases.push(release);
    without = exclusivity.evolve(without, release);
  }
  const granted = grantExclusivity(without, wanted);
  return granted.kind === 'rejected'
    ? granted
    : { ...granted, events: [...releases, ...granted.events] };
}
