import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';

export type MergeCustomer = Extract<CustomerEvent, { type: 'CustomersMerged' }>['data'];
export type SuspendMerge = Extract<CustomerEvent, { type: 'MergeSuspended' }>['data'];
export type AbandonMerge = Extract<CustomerEvent, { type: 'MergeAbandoned' }>['data'];

/** Ends a customer in another one, for good. Decided in the absorbed one's stream; again changes nothing. */
export function mergeCustomer(state: Customer, command: MergeCustomer): Decision<CustomerEvent> {
  switch (state.status) {
    case 'unknown':
      return rejected('customer-unknown', 'No such customer');
    case 'merged':
      return state.mergeId === command.mergeId ? accepted() : mergedAlready(state.into);
    case 'established':
      return accepted({ type: 'CustomersMerged', data: command });
  }
}

/** Notes that a merge waits for a person. */
export function suspendMerge(state: Customer, command: SuspendMerge): Decision<CustomerEvent> {
  switch (state.status) {
    case 'unknown':
      return rejected('customer-unknown', 'No such customer');
    case 'merged':
      return mergedAlready(state.into);
    case 'established':
      return state.suspended?.caseId === command.caseId
        ? accepted()
        : accepted({ type: 'MergeSuspended', data: command });
  }
}

/** Lets a suspended merge go. What is not suspended (any more) stays as it is. */
export const abandonMerge = (state: Customer, command: AbandonMerge): Decision<CustomerEvent> =>
  state.status === 'established' && state.suspended?.mergeId === command.mergeId
    ? accepted({ type: 'MergeAbandoned', data: command })
    : accepted();

export const mergedAlready = (into: string): Decision<never> =>
  rejected('customer-merged', `The customer was merged into "${into}"`);
