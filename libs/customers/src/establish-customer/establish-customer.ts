import { accepted, type Decision } from '@accord/kernel';
import type { CustomerClaim } from '../customer-claim';
import type { Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';

export interface EstablishCustomer {
  readonly customerId: string;
  readonly dealId: string;
  readonly claim: CustomerClaim;
}

/** Gives a customer that nobody knew an identity. Done once; again changes nothing. */
export const establishCustomer = (
  state: Customer,
  command: EstablishCustomer,
): Decision<CustomerEvent> =>
  state.status === 'unknown'
    ? accepted({ type: 'CustomerEstablished', data: command })
    : accepted();
