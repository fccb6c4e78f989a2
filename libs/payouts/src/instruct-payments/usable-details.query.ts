import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import type { PaymentDetails } from '../payment-details/payment-details';
import type { PaymentDetailsEvent, UsedDetails } from '../payment-details/payment-details.events';
import type { NotPaid } from '../payout/payout.events';
import { areOne, type Person } from '../payout/person-of';
import { PAYMENT_DETAILS } from '../payouts.token';

type Unusable = Extract<
  NotPaid['reason'],
  'details-missing' | 'details-unconfirmed' | 'own-confirmation'
>;

/** Finds out where money may go to, or come from. */
@Injectable()
export class UsableDetails {
  constructor(
    @Inject(PAYMENT_DETAILS)
    private readonly streams: Streams<PaymentDetails, PaymentDetailsEvent>,
  ) {}

  /**
   * @param by who is going to use them: nobody who has confirmed them
   * @returns the details confirmed last, read from the log; or why there are none to use
   */
  async of(detailsId: string, by: Person): Promise<UsedDetails | Unusable> {
    const { state } = await this.streams.look(detailsId, { fresh: true });
    const { confirmed, pending } = state;
    if (!confirmed) return pending ? 'details-unconfirmed' : 'details-missing';
    if (areOne(confirmed.confirmedBy, by)) return 'own-confirmation';
    const { versionId, hash } = confirmed;
    return { detailsId, versionId, hash };
  }
}
