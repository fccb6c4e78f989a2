import { eventCatalog, type FiscalQuarter, type IsoDate, type MoneyJson } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import type { Person } from '../payout/person-of';
import { closedV1, closedV2, frozenV1 } from './period.upcasts';

/** Storage contracts: add, never rename. */
export type PeriodEvent =
  | {
      /** Somebody wants the period to be closed; the worker freezes what it has earned, and closes it. */
      readonly type: 'CloseRequested';
      readonly data: {
        readonly book: string;
        readonly quarter: FiscalQuarter;
        readonly requestedBy: Person;
        readonly requestedOn: IsoDate;
      };
    }
  | {
      /** Why it cannot be closed after all; it is open for another request. */
      readonly type: 'CloseRefused';
      readonly data: { readonly code: string; readonly message: string };
    }
  | {
      /** A page of the calculation that a close names. Counts only once the period is closed with it. */
      readonly type: 'EarningsFrozen';
      readonly data: {
        /** Log position of the snapshot. */
        readonly position: string;
        /** From 1 on, each written after the one before. */
        readonly page: number;
        readonly lines: readonly EarningLine[];
      };
    }
  | {
      /** Facts through the position are in; later ones are late, whatever their business date. */
      readonly type: 'PeriodClosed';
      readonly data: {
        readonly book: string;
        readonly quarter: string;
        readonly position: string;
        readonly closedOn: IsoDate;
        /** Its last day: nothing is booked on it or before it any more. Absent where that was not kept yet. */
        readonly through?: IsoDate;
        readonly lines: number;
        /** In which the lines lie: by payee and then id, or by id alone. */
        readonly orderedBy: 'payee' | 'line';
        /**
         * SHA-256 in this order of the canonical JSON of each line, in hex, and of these one after the
         * other; or of the canonical JSON of the list of all lines.
         */
        readonly hash: string;
        readonly hashOf: 'lines' | 'list';
      };
    }
  | {
      /** Somebody in finance has seen what late facts make of a line of the closed period. */
      readonly type: 'LateChangeAcknowledged';
      readonly data: {
        readonly book: string;
        readonly quarter: string;
        readonly lineId: string;
        /** At the close. */
        readonly was: MoneyJson;
        /** When it was seen; another figure is another change. */
        readonly is: MoneyJson;
        readonly acknowledgedBy: Person;
        readonly acknowledgedOn: IsoDate;
      };
    };

export const periodEvents = eventCatalog<PeriodEvent>('period', {
  CloseRequested: { version: 1 },
  CloseRefused: { version: 1 },
  EarningsFrozen: { version: 2, upcasts: { 1: frozenV1 } },
  PeriodClosed: { version: 3, upcasts: { 1: closedV1, 2: closedV2 } },
  LateChangeAcknowledged: { version: 1 },
});
