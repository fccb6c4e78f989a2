import {
  accepted,
  canonicalJson,
  isAfter,
  quarterEnd,
  rejected,
  sha256Hex,
  type Decision,
  type FiscalCalendar,
  type FiscalQuarter,
  type IsoDate,
  type LogPosition,
} from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import { frozenLines, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';

export interface ClosePeriod {
  readonly book: string;
  readonly quarter: FiscalQuarter;
}

export interface ClosingFacts {
  readonly today: IsoDate;
  readonly calendar: FiscalCalendar;
  /** The quarter after it is closed already. */
  readonly nextIsClosed: boolean;
}

/** Whether the quarter may be closed at all; asked before anything is frozen, and once more after. */
export function mayClose(
  state: Period,
  { quarter }: ClosePeriod,
  { today, calendar, nextIsClosed }: ClosingFacts,
): Decision<PeriodEvent> {
  if (state.status === 'closed') {
    return rejected('period-closed', `${quarter} was closed on ${state.closedOn}`);
  }
  const end = quarterEnd(quarter, calendar);
  if (!isAfter(today, end)) {
    return rejected('period-not-over', `${quarter} ends on ${end}; today is ${today}`);
  }
  if (nextIsClosed) {
    return rejected(
      'later-period-closed',
      'The quarter after it is closed; late facts go into the open one',
    );
  }
  return accepted();
}

/** The calculation that a close names. */
export interface Snapshot {
  readonly position: LogPosition;
  readonly lines: readonly EarningLine[];
}

/** Closes over a snapshot. Closed never reopens. */
export function closePeriod(
  state: Period,
  command: ClosePeriod,
  facts: ClosingFacts,
  { position, lines }: Snapshot,
): Decision<PeriodEvent> {
  const may = mayClose(state, command, facts);
  if (may.kind === 'rejected') return may;
  const { book, quarter } = command;
  return accepted({
    type: 'PeriodClosed',
    data: {
      book,
      quarter,
      position: position.toString(),
      closedOn: facts.today,
      lines: lines.length,
      hash: sha256Hex(canonicalJson(lines)),
    },
  });
}

/** Writes one page of the snapshot beside the period, to be closed with it. */
export function freezeEarnings(
  state: Period,
  data: Extract<PeriodEvent, { type: 'EarningsFrozen' }>['data'],
): Decision<PeriodEvent> {
  if (state.status === 'closed') return rejected('period-closed', 'It was closed meanwhile');
  return accepted({ type: 'EarningsFrozen', data });
}

/** Whether every page of the snapshot lies beside the period and no other attempt has begun since. */
export const isFrozen = (state: Period, { position, lines }: Snapshot): boolean =>
  state.status === 'open' && frozenLines(state, position.toString()).length === lines.length;
