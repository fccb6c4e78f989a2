import { logPosition, type IsoDate, type LogPosition, type StreamType } from '@accord/kernel';
import { periodEvents, type PeriodEvent } from './period.events';

type Data<T extends PeriodEvent['type']> = Extract<PeriodEvent, { type: T }>['data'];
type Seen = Data<'LateChangeAcknowledged'>;

/** How much the latest attempt to close has frozen. The lines themselves stay in the log. */
export interface Frozen {
  readonly position: string;
  /** The last page; 0: pages of two attempts mix, and none of them counts. */
  readonly page: number;
  readonly lines: number;
}

/** What somebody asked for and the worker has not done yet. */
export interface CloseRequest extends Data<'CloseRequested'> {
  /** Revision of the request. */
  readonly at: number;
}

export type ClosedPeriod = Extract<Period, { status: 'closed' }>;
export type OpenPeriod = Extract<Period, { status: 'open' }>;
export type Period =
  | {
      readonly status: 'open';
      /** Of the stream; -1: nothing happened yet. */
      readonly revision: number;
      readonly requested: CloseRequest | null;
      readonly frozen: Frozen | null;
    }
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
  initial: { status: 'open', revision: -1, requested: null, frozen: null },
  evolve(state, event) {
    if (event.type === 'LateChangeAcknowledged') {
      if (state.status !== 'closed') throw new Error('Late before the period was closed');
      return { ...state, seen: new Map(state.seen).set(event.data.lineId, event.data) };
    }
    if (state.status === 'closed') throw new Error(`${event.type} after the period was closed`);
    const revision = state.revision + 1;
    switch (event.type) {
      case 'CloseRequested':
        return { ...state, revision, requested: { ...event.data, at: revision } };
      case 'CloseRefused':
        return { ...state, revision, requested: null };
      case 'EarningsFrozen':
        return { ...state, revision, frozen: withPage(state.frozen, event.data) };
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

export function withPage(
  frozen: Frozen | null,
  { position, page, lines }: Data<'EarningsFrozen'>,
): Frozen {
  const next = nextPage(frozen, position);
  // Who reads at the same position writes the same pages.
  if (frozen && page < next) return frozen;
  if (page > next) return { position, page: 0, lines: 0 };
  return { position, page, lines: (page === 1 ? 0 : (frozen?.lines ?? 0)) + lines.length };
}

export const periodId = (of: { readonly book: string; readonly quarter: string }): string =>
  `${of.book}.${of.quarter}`;
