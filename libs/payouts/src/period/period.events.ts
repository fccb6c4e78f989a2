import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';

/** Storage contracts: add, never rename. */
export type PeriodEvent =
  | {
      /** A page of the calculation that a close names. Counts only once the period is closed with it. */
      readonly type: 'EarningsFrozen';
      readonly data: {
        /** Log position of the snapshot. */
        readonly position: string;
        /** 1 to `pages`. */
        readonly page: number;
        readonly pages: number;
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
        readonly lines: number;
        /** SHA-256 over the canonical lines, ordered by id. */
        readonly hash: string;
      };
    };

export const periodEvents = eventCatalog<PeriodEvent>('period', {
  EarningsFrozen: { version: 1 },
  PeriodClosed: { version: 1 },
});
