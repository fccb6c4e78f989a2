import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';
import { mergedAlready } from '../merge-customer/merge-customer';

export type SplitCustomer = Extract<CustomerEvent, { type: 'CustomerSplit' }>['data'];
export type SplitOffCustomer = Extract<CustomerEvent, { type: 'CustomerSplitOff' }>['data'];

/**
 * Takes claims away from a customer. Claims that came with an absorbed customer are recorded in that
 * one's stream, so the caller has read from the view that they are this customer's.
 */
export function splitCustomer(state: Customer, command: SplitCustomer): Decision<CustomerEvent> {
  switch (state.status) {
    case 'unknown':
      return rejected('customer-unknown', 'No such customer');
    case 'merged':
      return mergedAlready(state.into);
    case 'established':
      return accepted({ type: 'CustomerSplit', data: command });
  }
}

/** Gives the claims that were taken away a customer of their own. Done once; again changes nothing. */
export const splitOffCustomer = (
  state: Customer,
  command: SplitOffCustomer,
): Decision<CustomerEvent> =>
  state.status === 'unknown' ? accepted({ type: 'CustomerSplitOff', data: command }) : accepted();
