import { accepted, rejected, type Decision, type Moment } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { decisionDue, silenceAnew } from '../clocks/deal-clocks';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';
import { stepOf } from '../review/review';

/**
 * The partner answers; the registration is pending again, at the place and the step that it had. The
 * vendor's clocks count anew, whatever started them: while the partner was asked, it was not silent.
 */
export function provideInformation(
  state: Deal,
  command: { readonly answer: string },
  rules: ProgramRules,
  answered: Moment,
): Decision<DealEvent> {
  if (state.status === 'pending')
    return rejected('nothing-asked', 'Nothing was asked about this deal');
  if (state.status !== 'returned') return notOpen(state);
  const { registration, silenceLapsed, review } = state;
  const step = stepOf(review) ?? null;
  const silenceOn = silenceLapsed ? null : silenceAnew(rules, registration, answered, step);
  const moments = { submitted: answered, entered: answered };
  const due = review &&
    step !== null && {
      decisionDue: decisionDue(rules, registration, step, review.customer, moments),
    };
  return accepted({ type: 'DealInformationProvided', data: { ...command, silenceOn, ...due } });
}
