import type { Recorded } from '@accord/kernel';
import type { PeriodEvent } from '../period/period.events';
import { withPage, type Frozen } from '../period/period';
import type { Person } from '../payout/person-of';

/** A period of a book that somebody has asked to close. */
export interface PeriodRow {
  readonly book: string;
  readonly quarter: string;
  readonly status: 'closing' | 'not-closed' | 'closed';
  /** Null where an older close did not record it. */
  readonly requested_by: Person | null;
  /** What the attempt under way has frozen. */
  readonly frozen: Frozen | null;
  /** Why it was not closed. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  /** Null until it is closed, as the rest is. */
  readonly facts_through: string | null;
  readonly closed_on: string | null;
  readonly lines: number | null;
  readonly hash: string | null;
}

export function foldPeriod(row: PeriodRow | undefined, event: Recorded<PeriodEvent>): PeriodRow {
  const so = row ?? begun(event);
  switch (event.type) {
    case 'CloseRequested': {
      const { requestedBy } = event.data;
      return { ...so, status: 'closing', requested_by: requestedBy, refusal: null };
    }
    case 'CloseRefused': {
      const { code, message } = event.data;
      return { ...so, status: 'not-closed', refusal: { code, message } };
    }
    case 'EarningsFrozen':
      return { ...so, frozen: withPage(so.frozen, event.data) };
    case 'PeriodClosed': {
      const { position, closedOn, lines, hash } = event.data;
      const closed = { facts_through: position, closed_on: closedOn, lines, hash };
      return { ...so, status: 'closed', frozen: null, ...closed };
    }
    case 'LateChangeAcknowledged':
      return so;
  }
}

/** @returns book and quarter of a period's stream; no quarter holds a dot */
export function placeOf({ stream }: { readonly stream: string }): readonly [string, string] {
  const id = stream.slice('period-'.length);
  const dot = id.lastIndexOf('.');
  return [id.slice(0, dot), id.slice(dot + 1)];
}

function begun(event: Recorded<PeriodEvent>): PeriodRow {
  const [book, quarter] = placeOf(event);
  return {
    book,
    quarter,
    status: 'not-closed',
    requested_by: null,
    frozen: null,
    refusal: null,
    facts_through: null,
    closed_on: null,
    lines: null,
    hash: null,
  };
}
