import type { IsoDate, MoneyJson } from '@accord/kernel';
import type { Person } from '../payout/person-of';

/** What a payee owes and the vendor gives up, once somebody else agrees. */
export interface WriteOff {
  readonly writeOffId: string;
  readonly amount: MoneyJson;
  readonly proposedOn: IsoDate;
  readonly proposedBy: Person;
}
