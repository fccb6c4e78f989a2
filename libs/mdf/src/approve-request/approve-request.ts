import {
  accepted,
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
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import { amountFaults, limitFaults, otherCurrencyFaults, releasedTo, requestIn } from '../refusals';
import { termsOf } from './terms';

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
  const other = rules ? otherCurrencyFaults(fund, rules) : [];
  if (other.length > 0) return rejectedFor(other);
  const mdf = fundRules(rules, fund.kind);
  const terms = rules && mdf && termsOf(request, fund, rules, mdf, on);
  if (!terms) {
    const message = `No rules in force on ${on} know the activity "${request.activity}"`;
    return rejected('activity-unknown', message);
  }
  const rest = subtract(request.amount, amount);
  return accepted({
    type: 'FundsRequestApproved',
    data: {
      requestId,
      partnerId: request.partnerId,
      amount: toJson(amount),
      approvedOn: on,
      by: 'person',
      terms,
      posting: posting(
        'M3',
        { debit: 'B40', credit: 'B30', amount },
        { debit: releasedTo(fund), credit: 'B30', amount: rest },
      ),
    },
  });
}
