import {
  accepted,
  compareDates,
  plusDays,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import { holderAgainst, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';

/**
 * Lengthens a window, also one that has run out, unless somebody else holds the days to come. It never
 * shortens one: who asks for less than there is by now has it.
 */
export function extendExclusivity(
  state: Exclusivity,
  command: {
    readonly grantId: string;
    readonly until: IsoDate;
    /** Absent: the standard one. */
    readonly kind?: 'operations';
  },
): Decision<ExclusivityEvent> {
  const grant = state.grants.find(({ grantId }) => grantId === command.grantId);
  if (!grant || grant.released)
    return rejected('grant-not-held', 'The deal no longer holds this customer');
  const { dealId, scope } = grant;
  const { until } = command;
  if (compareDates(until, grant.until) <= 0) return accepted();
  const holder = holderAgainst(state, { dealId, scope, from: plusDays(grant.until, 1), until });
  if (holder) {
    return rejected(
      'exclusivity-held',
      `Deal "${holder.dealId}" holds this customer from ${holder.from}`,
    );
  }
  return accepted({ type: 'ExclusivityExtended', data: { ...command, dealId } });
}
