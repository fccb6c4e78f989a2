import { logPosition, type IsoDate, type LogPosition, type StreamType } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { periodEvents, type PeriodEvent } from './period.events';

export type Period =
  | {
      readonly status: 'open';
      /** Pages of the latest attempt to close, by their number. */
      readonly frozen: {
        readonly position: string;
        readonly pages: ReadonlyMap<number, readonly EarningLine[]>;
      } | null;
    }
  | {
      readonly status: 'closed';
      readonly book: string;
      readonly quarter: string;
      readonly position: LogPosition;
      readonly closedOn: IsoDate;
      readonly lines: readonly EarningLine[];
    };

export const period: StreamType<Period, PeriodEvent> = {
  catalog: periodEvents,
  initial: { status: 'open', frozen: null },
  evolve(state, event) {
    if (state.status === 'closed') throw new Error(`${event.type} after the period was closed`);
    switch (event.type) {
      case 'EarningsFrozen': {
        const { position, page, lines } = event.data;
        const before = state.frozen?.position === position ? state.frozen.pages : [];
        return { status: 'open', frozen: { position, pages: new Map(before).set(page, lines) } };
      }
      case 'PeriodClosed': {
        const { book, quarter, position, closedOn } = event.data;
        return {
          status: 'closed',
          book,
          quarter,
          position: logPosition(position),
          closedOn,
          lines: frozenLines(state, position),
        };
      }
    }
  },
};

/** @returns the lines that are frozen at this position, in the order of their pages */
export function frozenLines(
  { frozen }: Extract<Period, { status: 'open' }>,
  position: string,
): readonly EarningLine[] {
  if (frozen?.position !== position) return [];
  return [...frozen.pages].toSorted(([a], [b]) => a - b).flatMap(([, lines]) => lines);
}
