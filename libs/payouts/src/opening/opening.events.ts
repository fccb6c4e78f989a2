import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { Person } from '../payout/person-of';

/** What the books that came before say of one partner. */
export interface OpeningBalance {
  readonly partnerId: string;
  readonly accountId: string;
  /** Earned and not paid: the next statement pays it. */
  readonly carriedForward: MoneyJson;
  /** Paid so far. */
  readonly paid: MoneyJson;
  /** What the partner owes: offset against later statements. */
  readonly receivable: MoneyJson;
}

/** Storage contracts: add, never rename. */
export type OpeningEvent =
  | {
      /** Counts once somebody else has confirmed it. */
      readonly type: 'OpeningProposed';
      readonly data: {
        readonly openingId: string;
        readonly book: string;
        readonly entity: string;
        readonly currency: string;
        /** The day with whose end the books that came before end. */
        readonly cutoverOn: IsoDate;
        /** Ordered by partner. */
        readonly balances: readonly OpeningBalance[];
        /** SHA-256 over the canonical JSON of everything above: what is reviewed. */
        readonly hash: string;
        readonly proposedBy: Person;
      };
    }
  | {
      readonly type: 'OpeningConfirmed';
      readonly data: {
        readonly openingId: string;
        readonly hash: string;
        readonly confirmedBy: Person;
      };
    };

/** One stream for each business that is taken over: `opening-<id>`. */
export const openingEvents = eventCatalog<OpeningEvent>('opening', {
  OpeningProposed: { version: 1 },
  OpeningConfirmed: { version: 1 },
});
