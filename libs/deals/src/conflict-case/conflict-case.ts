import { accepted, rejected, uuidFrom, type Decision, type StreamType } from '@accord/kernel';
import { conflictCaseEvents, type ConflictCaseEvent } from './conflict-case.events';

type Opened = Extract<ConflictCaseEvent, { type: 'ConflictCaseOpened' }>['data'];
export type Verdict = 'same-customer' | 'different-customer';

/** The question whether a registration's customer is a known one, for a person to answer. */
export type ConflictCase =
  | { readonly status: 'none' }
  | { readonly status: 'open'; readonly opened: Opened }
  | { readonly status: 'decided'; readonly opened: Opened; readonly verdict: Verdict };

export const conflictCase: StreamType<ConflictCase, ConflictCaseEvent> = {
  catalog: conflictCaseEvents,
  initial: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'ConflictCaseOpened':
        return { status: 'open', opened: event.data };
      case 'ConflictCaseDecided':
        return state.status === 'none'
          ? state
          : { status: 'decided', opened: state.opened, verdict: event.data.verdict };
    }
  },
};

/** One case for each pair of registration and customer. */
export const caseIdOf = (dealId: string, customerId: string): string =>
  uuidFrom('case', dealId, customerId);

export const openCase = (state: ConflictCase, opened: Opened): Decision<ConflictCaseEvent> =>
  state.status === 'none' ? accepted({ type: 'ConflictCaseOpened', data: opened }) : accepted();

export function decideCase(
  state: ConflictCase,
  { verdict }: { readonly verdict: Verdict },
): Decision<ConflictCaseEvent> {
  switch (state.status) {
    case 'none':
      return rejected('case-unknown', 'No such case');
    case 'open':
      return accepted({ type: 'ConflictCaseDecided', data: { verdict } });
    case 'decided':
      return state.verdict === verdict
        ? accepted()
        : rejected('case-decided', `The case was decided: ${state.verdict}`);
  }
}
