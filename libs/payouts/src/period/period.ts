import { logPosition, type IsoDate, type LogPosition, type StreamType } from '@accord/kernel';
import { periodEvents, type PeriodEvent } from './period.events';

type Seen = Extract<PeriodEvent, { type: 'LateChangeAcknowledged' }>['data'];

/** How much the latest attempt to close has frozen. The lines themselves stay in the log. */
export interface Frozen {
  readonly position: string;
  /** The last page; 0: pages of two attempts mix, and none of them counts. */
  readonly page: number;
  readonly lines: number;
}

export type ClosedPeriod = Extract<Period, { status: 'closed' }>;
export type Period =
  | { readonly status: 'open'; readonly frozen: Frozen | null }
  | {
      readonly status: 'closed';
      readonly book: string;
      readonly quarter: string;
      readonly position: LogPosition;
      readonly closedOn: IsoDate;
      readonly lines: number;
      readonly orderedBy: 'payee' | 'line';
      /** Late changes that somebody has seen, by line. */
      readonly seen: ReadonlyMap<string, Seen>;
    };

export const period: StreamType<Period, PeriodEvent> = {
  catalog: periodEvents,
  initial: { status: 'open', frozen: null },
  evolve(state, event) {
    if (event.type === 'LateChangeAcknowledged') {
      if (state.status !== 'closed') throw new Error('Late before the period was closed');
      return { ...state, seen: new Map(state.seen).set(event.data.lineId, event.data) };
    }
    if (state.status === 'closed') throw new Error(`${event.type} after the period was closed`);
    switch (event.type) {
      case 'EarningsFrozen':
        return { status: 'open', frozen: withPage(state.frozen, event.data) };
      case 'PeriodClosed': {
        const { book, quarter, position, closedOn, lines, orderedBy } = event.data;
        const at = logPosition(position);
        const seen = new Map<string, Seen>();
        return { status: 'closed', book, quarter, position: at, closedOn, lines, orderedBy, seen };
      }
    }
  },
};

/** @returns the page that comes next in a snapshot at this position */
export const nextPage = (frozen: Frozen | null, position: string): number =>
  frozen?.position === position ? frozen.page + 1 : 1;

function withPage(
  frozen: Frozen | null,
  { position, page, lines }: Extract<PeriodEvent, { type: 'EarningsFrozen' }>['data'],
): Frozen {
  const next = nextPage(frozen, position);
  // Who reads at the same position writes the same pages.
  if (frozen && page < next) return frozen;
  if (page > next) return { position, page: 0, lines: 0 };
  return { position, page, lines: (page === 1 ? 0 : (frozen?.lines ?? 0)) + lines.length };
}

export const periodId = (of: { readonly book: string; readonly quarter: string }): string =>
  `${of.book}.${of.quarter}`;
