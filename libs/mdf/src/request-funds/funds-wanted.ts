import type { IsoDate, Money } from '@accord/kernel';
import type { Proof } from '../fund.events';

/** What a partner asks for. */
export interface RequestFunds {
  readonly requestId: string;
  readonly partnerId: string;
  readonly activity: string;
  /** Planned cost of the whole activity. */
  readonly cost: Money;
  /** What the vendor is asked to pay. */
  readonly amount: Money;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  /** Country that the activity aims at; null where nobody said. */
  readonly market: string | null;
  readonly proofs: readonly Proof[];
}
