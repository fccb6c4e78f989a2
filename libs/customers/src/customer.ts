import type { StreamType } from '@accord/kernel';
import type { CustomerClaim } from './customer-claim';
import { customerEvents, type CustomerEvent } from './customer.events';

export type Customer =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'established';
      readonly customerId: string;
      /** What each registration said about the customer, by deal. */
      readonly claims: ReadonlyMap<string, CustomerClaim>;
    };

export const customer: StreamType<Customer, CustomerEvent> = {
  catalog: customerEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    switch (event.type) {
      case 'CustomerEstablished': {
        const { customerId, dealId, claim } = event.data;
        return { status: 'established', customerId, claims: new Map([[dealId, claim]]) };
      }
      case 'ClaimAttached': {
        if (state.status === 'unknown') return state;
        const { dealId, claim } = event.data;
        return { ...state, claims: new Map(state.claims).set(dealId, claim) };
      }
    }
  },
};
