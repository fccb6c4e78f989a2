import { eventCatalog, type FiscalQuarter, type IsoDate } from '@accord/kernel';
import type { EstimatePart, EstimateTarget } from '../account/accrual';
import type { PayeeSums } from '../estimate-earnings/earned-sums';
import type { Person } from '../payout/person-of';

/** What one account's accrual is estimated at. */
export interface AccountEstimate {
  readonly accountId: string;
  /** Whose it is: a partner's id, or `person:<id>`. */
  readonly partnerId: string;
  readonly parts: readonly EstimatePart[];
  readonly targets: readonly EstimateTarget[];
}

/** Storage contracts: add, never rename. */
export type EstimateEvent =
  | {
      /** Finance wants 2100 to be what is earned and not settled; the worker brings it there. */
      readonly type: 'EstimateRequested';
      readonly data: {
        /** `<book>.<day>.<number>`: numbers count the estimates of a day, from 1. */
        readonly estimateId: string;
        readonly book: string;
        readonly entity: string;
        readonly currency: string;
        /** The period that the day lies in: what is earned in later ones is not in. */
        readonly through: FiscalQuarter;
        /** The business date on which it is booked. */
        readonly estimatedOn: IsoDate;
        readonly requestedBy: Person;
      };
    }
  | {
      /** A page of what payees have earned by rule. Counts with the last one of the same position. */
      readonly type: 'EarningsSummed';
      readonly data: {
        readonly estimateId: string;
        /** Log position of the snapshot. */
        readonly position: string;
        /** From 1 on, each written after the one before. */
        readonly page: number;
        readonly isLast: boolean;
        /** Ordered by payee. */
        readonly payees: readonly PayeeSums[];
      };
    }
  | {
      /** What the next accounts, by payee, are estimated at. Each is booked in its own stream. */
      readonly type: 'AccountsEstimated';
      readonly data: { readonly estimateId: string; readonly accounts: readonly AccountEstimate[] };
    }
  | {
      readonly type: 'EstimateFinished';
      readonly data: {
        readonly estimateId: string;
        readonly position: string;
        readonly accounts: number;
        /** Of all accounts. */
        readonly targets: readonly EstimateTarget[];
      };
    };

export const estimateEvents = eventCatalog<EstimateEvent>('estimate', {
  EstimateRequested: { version: 1 },
  EarningsSummed: { version: 1 },
  AccountsEstimated: { version: 1 },
  EstimateFinished: { version: 1 },
});
