import { compareDates, rejected, type Decision } from '@accord/kernel';
import { exclusivity, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import { grantExclusivity, type GrantExclusivity } from './grant-exclusivity';
import type { BreakEvidence } from './grounds';
import { overlaps } from './scope';

/**
 * Gives a deal what one other deal holds, for the rest of its window. Release and grant are one
 * decision, so that nobody comes in between; a third deal in the way keeps what it has (promise I1).
 * @param from the deal that gives its protection up
 */
export function handOverExclusivity(
  state: Exclusivity,
  wanted: GrantExclusivity,
  from: string,
  evidence: BreakEvidence,
): Decision<ExclusivityEvent> {
  const { dealId } = wanted;
  if (state.grants.some((grant) => grant.dealId === dealId && !grant.released)) {
    return grantExclusivity(state, wanted);
  }
  const held = state.grants.find(
    (grant) =>
      grant.dealId === from &&
      dealId !== from &&
      !grant.released &&
      compareDates(grant.from, wanted.from) <= 0 &&
      compareDates(wanted.from, grant.until) <= 0 &&
      overlaps(grant.scope, wanted.scope),
  );
  if (!held) {
    const message = `Deal "${from}" holds nothing that the deal asks for`;
    return rejected('nothing-to-transfer', message, 'fromDealId');
  }
  const { grantId, until } = held;
  const release: ExclusivityEvent = {
    type: 'ExclusivityReleased',
    data: {
      grantId,
      dealId: from,
      releasedOn: wanted.from,
      why: 'transferred',
      evidence,
      takenBy: { grantId: wanted.grantId, dealId },
    },
  };
  const granted = grantExclusivity(exclusivity.evolve(state, release), { ...wanted, until });
  return granted.kind === 'rejected'
    ? granted
    : { ...granted, events: [release, ...granted.events] };
}
