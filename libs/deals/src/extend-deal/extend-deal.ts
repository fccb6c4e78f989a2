import {
  accepted,
  compareDates,
  isBefore,
  plusDays,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

/** What is asked for: the one standard extension, or a longer one by operations, to a day. */
export type Extension =
  { readonly kind: 'standard' } | { readonly kind: 'operations'; readonly until: IsoDate };

export const STANDARD: Extension = { kind: 'standard' };

/**
 * @param on business date of the request: the protection ends on its recorded day, noted or not
 * @returns the day until which the extension would protect the deal. The standard one counts from the
 *   original expiry or from the day it is given (GitLab channel operations: 90 days from approval,
 *   extension of 30)
 */
export function extendedUntil(
  state: Deal,
  rules: ProgramRules['extension'],
  on: IsoDate,
  asked: Extension = STANDARD,
): { readonly until: IsoDate } | Decision<never> {
  if (state.status !== 'approved' && state.status !== 'expired') return notOpen(state);
  const { expiresOn } = state.approval;
  if (asked.kind === 'standard' && state.extensions > 0)
    return rejected('extended-already', 'The standard extension is given once');
  if (compareDates(expiresOn, on) < 0 && !rules.allowAfterExpiry) {
    return rejected('deal-expired', 'The program extends no expired deal');
  }
  const from = rules.from === 'grant' ? on : expiresOn;
  const until = asked.kind === 'operations' ? asked.until : plusDays(from, rules.standardDays);
  if (compareDates(until, expiresOn) <= 0) {
    return rejected('extension-shortens', `The protection lasts until ${expiresOn} anyway`);
  }
  if (isBefore(until, on)) {
    return rejected('extension-over', `The extension would have ended on ${until}`);
  }
  return { until };
}

/** Records the extension that the customer's exclusivity allowed. */
export function extendDeal(
  state: Deal,
  { until, kind = 'standard' }: { readonly until: IsoDate; readonly kind?: Extension['kind'] },
): Decision<DealEvent> {
  if (state.status !== 'approved' && state.status !== 'expired') return notOpen(state);
  const { expiresOn: from, grantId } = state.approval;
  if (from === until) return accepted();
  const data = { from, expiresOn: until, grantId, ...(kind === 'operations' && { kind }) };
  return accepted({ type: 'DealExtended', data });
}
