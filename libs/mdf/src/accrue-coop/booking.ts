import type { IsoDate, Money } from '@accord/kernel';

/** A booking that adds to a co-op fund. */
export interface Booking {
  readonly fundId: string;
  readonly programId: string;
  readonly partnerId: string;
  readonly saleId: string;
  readonly base: Money;
  readonly bookedOn: IsoDate;
}
