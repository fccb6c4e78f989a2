import { accepted, rejected, type Decision } from '@accord/kernel';
import type { CustomerClaim } from '../customer-claim';
import type { Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';
import { mergedAlready } from '../merge-customer/merge-customer';
import type { MatchExplanation } from '../matching/match';

export interface AttachClaim {
  readonly dealId: string;
  readonly claim: CustomerClaim;
  readonly match: MatchExplanation;
}

/** Records that a registration's customer is this one, and why. Done once per registration. */
export function attachClaim(state: Customer, command: AttachClaim): Decision<CustomerEvent> {
  if (state.status === 'unknown') return rejected('customer-unknown', 'No such customer');
  if (state.status === 'merged') return mergedAlready(state.into);
  return state.claims.has(command.dealId)
    ? accepted()
    : accepted({ type: 'ClaimAttached', data: command });
}
