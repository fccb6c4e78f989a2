import {
  accepted,
  isBefore,
  maxDate,
  plusDays,
  rejected,
  rejectedFor,
  subtract,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  posting,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Fund } from '../fund';
import type { FundEvent, RequestTerms } from '../fund.events';
import type { FundsRequest } from '../funds-request';
import { amountFaults, limitFaults, releasedTo, requestIn } from '../refusals';

export interface ApproveRequest {
  readonly requestId: string;
  /** What the vendor will pay at most. */
  readonly amount: Money;
}

export interface ApprovalFacts {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
  readonly approvedBy: string;
}

/**
 * Commits up to what was asked for and releases the rest (M3). The terms of the program version in
 * force are fixed here: an approved request keeps its rules (GitLab MDF page).
 */
export function approveRequest(
  state: Fund,
  { requestId, amount }: ApproveRequest,
  { on, rules, approvedBy }: ApprovalFacts,
): Decision<FundEvent> {
  const found = requestIn(state, requestId);
  if (!('fund' in found)) return found;
  const { fund, request } = found;
  if (request.status !== 'requested') {
    return rejected('request-not-open', `The request is ${request.status}`);
  }
  if (request.requestedBy === approvedBy) {
    return rejected('same-person', 'Somebody else than the one who asked must approve');
  }
  const faults = amountFaults(fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(amount, request.amount, 'above-request', 'was asked for');
  if (above.length > 0) return rejectedFor(above);
  const terms = rules && termsOf(request, rules, on);
  if (!terms) {
    const message = `No rules in force on ${on} know the activity "${request.activity}"`;
    return rejected('activity-unknown', message);
  }
  const rest = subtract(request.amount, amount);
  return accepted({
    type: 'FundsRequestApproved',
    data: {
      requestId,
      partnerId: fund.partnerId,
      amount: toJson(amount),
      approvedOn: on,
      terms,
      posting: posting(
        'M3',
        { debit: 'B40', credit: 'B30', amount },
        { debit: releasedTo(fund), credit: 'B30', amount: rest },
      ),
    },
  });
}

/** GitLab MDF page: claim within 30 days after the activity's end, 35 for a first claim; reminders. */
function termsOf(
  { activity, endsOn }: FundsRequest,
  { mdf, payout }: ProgramRules,
  on: IsoDate,
): RequestTerms | undefined {
  const known = mdf?.activities.find((one) => one.activity === activity);
  if (!mdf || !known) return undefined;
  const remindOn = mdf.reminderDays.map((days) => plusDays(endsOn, days));
  const claimBy = plusDays(endsOn, mdf.claimDays);
  return {
    share: mdf.share,
    rounding: payout.rounding,
    required: known.required,
    anyOf: known.anyOf,
    claimBy,
    firstClaimBy: maxDate(claimBy, plusDays(endsOn, mdf.firstClaimDays)),
    remindOn: [...new Set(remindOn)].filter((day) => !isBefore(day, on)).toSorted(),
  };
}
