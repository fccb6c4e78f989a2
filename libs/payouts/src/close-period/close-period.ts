import {
  accepted,
  isAfter,
  periodKind,
  plusDays,
  quarterEnd,
  rejected,
  type Decision,
  type FiscalCalendar,
  type FiscalQuarter,
  type IsoDate,
  type LogPosition,
} from '@accord/kernel';
import { nextPage, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';

export interface ClosePeriod {
  readonly book: string;
  readonly quarter: FiscalQuarter;
}

export interface ClosingFacts {
  readonly today: IsoDate;
  readonly calendar: FiscalCalendar;
  /** Days after the quarter's end for facts that come in late. */
  readonly graceDays: number;
  /** The quarter after it is closed already. */
  readonly nextIsClosed: boolean;
}

/** Whether the quarter may be closed at all; asked before anything is frozen, and once more after. */
export function mayClose(
  state: Period,
  { book, quarter }: ClosePeriod,
  { today, calendar, graceDays, nextIsClosed }: ClosingFacts,
): Decision<PeriodEvent> {
  if (state.status === 'closed') {
    return rejected('period-closed', `${quarter} was closed on ${state.closedOn}`);
  }
  const { periods = 'quarter' } = calendar;
  if (periodKind(quarter) !== periods) {
    return rejected('not-a-period', `The books of ${book} are kept by ${periods}`, 'quarter');
  }
  const end = quarterEnd(quarter, calendar);
  if (!isAfter(today, end)) {
    return rejected('period-not-over', `${quarter} ends on ${end}; today is ${today}`);
  }
  const lastOfGrace = plusDays(end, graceDays);
  if (!isAfter(today, lastOfGrace)) {
    return rejected('grace-not-over', `Facts of ${quarter} are awaited through ${lastOfGrace}`);
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
  readonly lines: number;
  /** Of the lines, as `PeriodClosed` has it. */
  readonly hash: string;
}

/** Closes over a snapshot. Closed never reopens. */
export function closePeriod(
  state: Period,
  command: ClosePeriod,
  facts: ClosingFacts,
  { position, lines, hash }: Snapshot,
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
      lines,
      orderedBy: 'payee',
      hash,
      hashOf: 'lines',
    },
  });
}

/** Writes one page of the snapshot beside the period, to be closed with it; each after the one before. */
export function freezeEarnings(
  state: Period,
  data: Extract<PeriodEvent, { type: 'EarningsFrozen' }>['data'],
): Decision<PeriodEvent> {
  if (state.status === 'closed') return rejected('period-closed', 'It was closed meanwhile');
  if (data.page !== nextPage(state.frozen, data.position)) return interrupted();
  return accepted({ type: 'EarningsFrozen', data });
}

export const interrupted = () =>
  rejected('close-interrupted', 'Somebody else began to close this quarter; try again');

/** Whether every page of the snapshot lies beside the period and no other attempt has begun since. */
export const isFrozen = (state: Period, { position, lines }: Snapshot): boolean =>
  state.status === 'open' &&
  (lines === 0 || (state.frozen?.position === position.toString() && state.frozen.lines === lines));
