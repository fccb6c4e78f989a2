import { accepted, rejected, uuidFrom, type Decision, type StreamType } from '@accord/kernel';
import { conflictCaseEvents, type ConflictCaseEvent } from './conflict-case.events';

type Opened = Extract<ConflictCaseEvent, { type: 'ConflictCaseOpened' }>['data'];
export type CollisionFound = Extract<
  ConflictCaseEvent,
  { type: 'ExclusivityCollisionFound' }
>['data'];
export type CollisionDecided = Extract<
  ConflictCaseEvent,
  { type: 'ExclusivityCollisionDecided' }
>['data'];
export type Verdict = 'same-customer' | 'different-customer';

/**
 * A question for a person to answer: whether a registration's customer is a known one, or which
 * approvals stand when two customers are one.
 */
export type ConflictCase =
  | { readonly status: 'none' }
  | { readonly status: 'open'; readonly opened: Opened }
  | { readonly status: 'decided'; readonly opened: Opened; readonly verdict: Verdict }
  | {
      readonly status: 'collision';
      readonly found: CollisionFound;
      readonly decided: CollisionDecided | null;
    };

export const conflictCase: StreamType<ConflictCase, ConflictCaseEvent> = {
  catalog: conflictCaseEvents,
  initial: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'ConflictCaseOpened':
        return { status: 'open', opened: event.data };
      case 'ConflictCaseDecided':
        return state.status === 'open'
          ? { status: 'decided', opened: state.opened, verdict: event.data.verdict }
          : state;
      case 'ExclusivityCollisionFound':
        return { status: 'collision', found: event.data, decided: null };
      case 'ExclusivityCollisionDecided':
        return state.status === 'collision' ? { ...state, decided: event.data } : state;
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
    case 'collision':
      return rejected('case-is-collision', 'Say which approvals stand: POST …/collision-decision');
  }
}
