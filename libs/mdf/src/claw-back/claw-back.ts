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
import { endsUnder } from '../approve-request/terms';
import { endRequest } from '../end-requests/end-request';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import type { FundsRequest } from '../funds-request';
import { refundBetween } from '../refund-of';
import { amountFaults, claimIn, limitFaults, releasedTo } from '../refusals';

export interface ClawBack {
  readonly requestId: string;
  readonly claimId: string;
  readonly amount: Money;
  readonly publicReason: string;
  /** The claim was false, and the program lets that end the partner's open requests of the fund. */
  readonly isFalse: boolean;
}

export interface ClawBackFacts {
  readonly on: IsoDate;
  readonly rules: ProgramRules | undefined;
}

/** Takes back what an audit of the proofs did not confirm, at most what is consumed (M9). */
export function clawBack(
  state: Fund,
  { requestId, claimId, amount, publicReason, isFalse }: ClawBack,
  { on, rules }: ClawBackFacts,
): Decision<FundEvent> {
  const found = claimIn(state, { requestId, claimId });
  if (!('fund' in found)) return found;
  const { fund, request, claim } = found;
  const faults = amountFaults(fund, amount);
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(amount, claim.consumed, 'above-consumed', 'was paid for the claim');
  if (above.length > 0) return rejectedFor(above);
  const mdf = fundRules(rules, fund.kind);
  const isVoid = (one: FundsRequest): boolean =>
    one.partnerId === request.partnerId && endsUnder(one, mdf).falseClaim === 'voidOpenRequests';
  if (isFalse && ![...fund.requests.values()].some(isVoid)) {
    const message = 'By the program a false claim has no further consequence';
    return rejected('no-false-claim-rule', message, 'falseClaim');
  }
  const clawedBack: FundEvent = {
    type: 'ClaimClawedBack',
    data: {
      requestId,
      claimId,
      partnerId: request.partnerId,
      amount: toJson(amount),
      refund: refundBetween(request.terms, claim.consumed, subtract(claim.consumed, amount)),
      publicReason,
      posting: posting('M9', { debit: releasedTo(fund), credit: 'B60', amount }),
    },
  };
  if (!isFalse) return accepted(clawedBack);
  const others = [...fund.requests]
    .filter(([id, other]) => id !== requestId && isVoid(other))
    .flatMap((entry) => endRequest(fund, entry, 'false-claim', publicReason, on));
  return accepted<FundEvent>(clawedBack, ...others);
}
