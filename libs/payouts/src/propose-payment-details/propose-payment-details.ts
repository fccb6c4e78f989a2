import { accepted, rejected, type Decision } from '@accord/kernel';
import type { PaymentDetails } from '../payment-details/payment-details';
import type {
  DetailsVersion,
  Owner,
  PaymentDetailsEvent,
} from '../payment-details/payment-details.events';
import type { Person } from '../payout/person-of';

export type ProposePaymentDetails = Owner &
  DetailsVersion & {
    readonly detailsId: string;
    readonly currency: string;
    readonly proposedBy: Person;
  };

/**
 * Proposes where somebody is paid from now on; what was confirmed before stays in use until somebody
 * else confirms it. A later proposal takes the place of an earlier one.
 */
export function proposePaymentDetails(
  { pending, confirmed }: PaymentDetails,
  proposal: ProposePaymentDetails,
  { isKnown }: { readonly isKnown: boolean },
): Decision<PaymentDetailsEvent> {
  if (!isKnown) return rejected('partner-unknown', 'No such partner is enrolled', 'ownerId');
  const isPending = pending?.hash === proposal.hash;
  const isConfirmed = pending === null && confirmed?.hash === proposal.hash;
  if (isPending || isConfirmed) return accepted();
  return accepted({ type: 'PaymentDetailsProposed', data: proposal });
}
