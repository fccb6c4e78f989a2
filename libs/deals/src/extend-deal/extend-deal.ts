import {
  accepted,
  compareDates,
  plusDays,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/**
 * @param on business date of the request: the protection ends on its recorded day, noted or not
 * @returns the day until which the one standard extension would protect the deal, counted from the
 *   original expiry (GitLab channel operations: 90 days from approval, extension of 30)
 */
export function extendedUntil(
  state: Deal,
  rules: ProgramRules['extension'],
  on: IsoDate,
): { readonly until: IsoDate } | Decision<never> {
  if (state.status !== 'approved' && state.status !== 'expired') return notOpen(state);
  if (state.extensions > 0)
    return rejected('extended-already', 'The standard extension is given once');
  const { expiresOn } = state.approval;
  if (compareDates(expiresOn, on) < 0 && !rules.allowAfterExpiry) {
    return rejected('deal-expired', 'The program extends no expired deal');
  }
  return { until: plusDays(expiresOn, rules.standardDays) };
}

/** Records the extension that the customer's exclusivity allowed. */
export function extendDeal(
  state: Deal,
  { until }: { readonly until: IsoDate },
): Decision<DealEvent> {
  if (state.status !== 'approved' && state.status !== 'expired') return notOpen(state);
  const { expiresOn: from, grantId } = state.approval;
  if (from === until) return accepted();
  return accepted({ type: 'DealExtended', data: { from, expiresOn: until, grantId } });
}
