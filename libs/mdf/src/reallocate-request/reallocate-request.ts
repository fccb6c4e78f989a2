import {
  accepted,
  currency as currencyOf,
  max,
  min,
  ratio,
  rejected,
  rejectedFor,
  round,
  subtract,
  times,
  toJson,
  zero,
  type Decision,
  type IsoDate,
  type Money,
  posting,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { termsOf } from '../approve-request/terms';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import { amountFaults, limitFaults, otherCurrencyFaults, releasedTo, requestIn } from '../refusals';
import { activityFaults } from '../request-funds/activity-faults';

export interface ReallocateRequest {
  readonly requestId: string;
  readonly activity: string;
  readonly cost: Money;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/**
 * Gives the money of an activity that does not take place to another one of equal or lower cost in the
 * same time (GitLab MDF page). What the other one's share does not need goes back to the fund (M3).
 */
export function reallocateRequest(
  state: Fund,
  { requestId, activity, cost, startsOn, endsOn }: ReallocateRequest,
  facts: { readonly on: IsoDate; readonly rules: ProgramRules | undefined; readonly by: string },
): Decision<FundEvent> {
  const found = requestIn(state, requestId);
  if (!('fund' in found)) return found;
  const { fund, request } = found;
  const { on, rules } = facts;
  const mdf = fundRules(rules, fund.kind);
  if (!rules || mdf?.reallocation === undefined) {
    return rejected('no-reallocation', 'The program lets money stay with its activity only');
  }
  if (request.status !== 'approved' || request.claims.size > 0) {
    return rejected('request-not-open', 'Only what is approved and not claimed can be given over');
  }
  if (request.requestedBy === facts.by) {
    return rejected('same-person', 'Somebody else than the one who asked must approve');
  }
  const planned = { activity, startsOn, endsOn, proofs: [] };
  const given = { rules, mdf, on, needsApproval: false };
  const faults = [
    ...otherCurrencyFaults(fund, rules),
    ...amountFaults(fund, cost, 'cost'),
    // The days for asking are over or not; it was asked for in time.
    ...activityFaults({ ...fund, requestBy: fund.periodTo }, planned, given),
  ];
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(
    cost,
    request.cost,
    'above-cost',
    'the activity would have cost',
    'cost',
  );
  const terms = termsOf({ activity, endsOn }, fund, rules, mdf, on);
  if (!terms || above.length > 0) return rejectedFor(above);
  const share = round(times(cost, ratio(terms.share)), terms.rounding);
  const kept = min(request.committed, share);
  const rest = max(subtract(request.committed, kept), zero(currencyOf(kept.currency)));
  return accepted({
    type: 'FundsRequestReallocated',
    data: {
      requestId,
      partnerId: request.partnerId,
      activity,
      cost: toJson(cost),
      startsOn,
      endsOn,
      reallocatedOn: on,
      terms,
      posting: posting('M3', { debit: releasedTo(fund), credit: 'B40', amount: rest }),
    },
  });
}
