import { accepted, rejected, type Decision } from '@accord/kernel';
import { holderAgainst, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';

export type GrantExclusivity = Extract<ExclusivityEvent, { type: 'ExclusivityGranted' }>['data'];

/**
 * Grants a deal its window, unless another deal holds the scope on any of its days (promise I1). The
 * same deal asking again while its grant stands gets no second one.
 */
export function grantExclusivity(
  state: Exclusivity,
  wanted: GrantExclusivity,
): Decision<ExclusivityEvent> {
  if (state.grants.some(({ dealId, released }) => dealId === wanted.dealId && !released))
    return accepted();
  const holder = holderAgainst(state, wanted);
  if (holder) {
    return rejected(
      'exclusivity-held',
      `Deal "${holder.dealId}" of partner "${holder.partnerId}" holds this customer from ${holder.from} to ${holder.until}`,
    );
  }
  return accepted({ type: 'ExclusivityGranted', data: wanted });
}
