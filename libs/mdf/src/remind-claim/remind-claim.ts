import { accepted, isAfter, type Decision, type IsoDate } from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { nextReminder } from '../funds-request';
import { requestIn } from '../refusals';

/** Records that the partner is to be reminded of its claim, once for each day of the program. */
export function remindClaim(
  state: Fund,
  { requestId, on }: { readonly requestId: string; readonly on: IsoDate },
): Decision<FundEvent> {
  const found = requestIn(state, requestId);
  if (!('fund' in found)) return found;
  const { request } = found;
  const dueOn = nextReminder(request);
  if (!request.terms || !dueOn || isAfter(dueOn, on)) return accepted();
  const { claimBy, firstClaimBy } = request.terms;
  return accepted({
    type: 'ClaimReminderDue',
    data: { requestId, partnerId: request.partnerId, dueOn, claimBy, firstClaimBy },
  });
}
