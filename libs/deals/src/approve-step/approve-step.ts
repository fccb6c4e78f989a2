import {
  accepted,
  rejected,
  rejectedFor,
  type Decision,
  type IsoDate,
  type Moment,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { unassessed } from '../assess-deal/assess-deal';
import { decisionDue, isSilenceOfSteps, silenceAfter } from '../clocks/deal-clocks';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import type { GrantedBy } from '../exclusivity/grounds';
import { notOpen } from '../refusals';
import { isLastStep, stepOf } from '../review/review';

/** The code of the answer that no step comes after this one: the approval itself is asked for. */
export const LAST_STEP = 'last-step';

/** On what an approver's yes rests: the approver alone, or that the registration is the first in line. */
export type ApprovedBy = Extract<GrantedBy, 'person' | 'queue'>;

/**
 * Passes the registration on to the next step. The last step's approval is the deal's own; being first
 * in line is a ground for that one alone, and leaves no step out.
 * @param entered when it comes to the next step
 */
export function approveStep(
  state: Deal,
  rules: ProgramRules,
  entered: Moment,
  by: ApprovedBy = 'person',
): Decision<DealEvent> {
  if (state.status !== 'pending' && state.status !== 'returned') return notOpen(state);
  const { review, registration } = state;
  const missing = unassessed(state, rules);
  if (missing.length > 0) return rejectedFor(missing);
  const step = stepOf(review);
  if (review === undefined || step === undefined || isLastStep(review)) {
    return rejected(LAST_STEP, 'No step comes after this one');
  }
  const next = review.steps[review.passed + 1] ?? '';
  if (by === 'queue') {
    return rejected(
      'steps-remain',
      `After step "${step}" comes "${next}", and only the last promotes`,
    );
  }
  const submitted: Moment = { on: registration.registeredOn, at: null };
  const moments = { submitted, entered };
  return accepted({
    type: 'DealStepApproved',
    data: {
      step,
      next,
      decisionDue: decisionDue(rules, registration, next, review.customer, moments),
      ...silenceFrom(state, rules, entered, next),
    },
  });
}

/**
 * A clock that the submission started goes on running, and starts again where it stood still for an
 * answer that is awaited no longer.
 */
function silenceFrom(
  { status, registration, silenceLapsed }: Extract<Deal, { silenceLapsed: boolean }>,
  rules: ProgramRules,
  entered: Moment,
  next: string,
): { readonly silenceOn?: IsoDate | null } {
  if (isSilenceOfSteps(rules, registration.dealType)) {
    return { silenceOn: silenceAfter(rules, registration, entered, 'step', next) };
  }
  if (status !== 'returned' || silenceLapsed) return {};
  return { silenceOn: silenceAfter(rules, registration, entered, 'submission', next) };
}
