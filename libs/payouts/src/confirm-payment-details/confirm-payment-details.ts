import { accepted, rejected, type Decision } from '@accord/kernel';
import type { PaymentDetails } from '../payment-details/payment-details';
import type { PaymentDetailsEvent } from '../payment-details/payment-details.events';
import { areOne, type Person } from '../payout/person-of';

export interface ConfirmPaymentDetails {
  readonly detailsId: string;
  /** Names what was reviewed: other details have another hash. */
  readonly hash: string;
  readonly by: Person;
}

/** Maker and checker are different principals, and neither acts for the other. */
export function confirmPaymentDetails(
  { pending, confirmed }: PaymentDetails,
  { detailsId, hash, by }: ConfirmPaymentDetails,
): Decision<PaymentDetailsEvent> {
  if (!pending) {
    if (confirmed?.hash === hash) return accepted();
    return rejected('nothing-proposed', `No payment details are proposed for "${detailsId}"`);
  }
  if (pending.hash !== hash) {
    return rejected('hash-mismatch', 'Other details are proposed; review them first', 'hash');
  }
  if (areOne(pending.proposedBy, by)) {
    return rejected('same-person', 'Somebody else than the one who proposed must confirm');
  }
  const { versionId } = pending;
  return accepted({
    type: 'PaymentDetailsConfirmed',
    data: { detailsId, versionId, hash, confirmedBy: by },
  });
}
