import type { PeriodRow } from './period-row';

export class ClosingRefusalBody {
  code: string;
  message: string;
}

/** How far a period of a book is closed. */
export class PeriodBody {
  book: string;
  /** Fiscal quarter or month. */
  quarter: string;
  /** While it is `closing` the worker is at it; `not-closed`: it could not be, and may be asked for again. */
  status: 'closing' | 'not-closed' | 'closed';
  /** Lines that are frozen: of the attempt under way, or those over which it was closed. */
  lines: number;
  /** Null where an older close did not record it. */
  requestedBy: string | null;
  /** Why it is not closed. */
  refusal: ClosingRefusalBody | null;
  /** Facts through this log position are in; later ones are late. Null until it is closed, as the rest is. */
  position: string | null;
  closedOn: string | null;
  /** SHA-256 over the lines, as the event that closed it says. */
  hash: string | null;
}

export const periodBody = (row: PeriodRow): PeriodBody => ({
  book: row.book,
  quarter: row.quarter,
  status: row.status,
  lines: row.lines ?? row.frozen?.lines ?? 0,
  requestedBy: row.requested_by && row.requested_by.principal,
  refusal: row.refusal,
  position: row.facts_through,
  closedOn: row.closed_on,
  hash: row.hash,
});
