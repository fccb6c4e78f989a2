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
  type Rejection,
} from '@accord/kernel';
import type { Person } from '../payout/person-of';
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
  /** What is guaranteed for the quarter is not reckoned yet: nobody has noted that it is over. */
  readonly awaitsEnd: boolean;
}

/** Asks for the quarter to be closed. */
export function requestClose(
  state: Period,
  command: ClosePeriod,
  facts: ClosingFacts,
  requestedBy: Person,
): Decision<PeriodEvent> {
  const may = mayClose(state, command, facts);
  if (may.kind === 'rejected') return may;
  if (state.status === 'open' && state.requested) {
    const { requestedOn, requestedBy: by } = state.requested;
    const message = `${command.quarter} is being closed, as ${by.principal} asked on ${requestedOn}`;
    return rejected('close-running', message);
  }
  const { book, quarter } = command;
  const data = { book, quarter, requestedBy, requestedOn: facts.today };
  return accepted({ type: 'CloseRequested', data });
}

/** Says why what was asked for is not done. */
export function refuseClose(state: Period, { code, message }: Rejection): Decision<PeriodEvent> {
  if (state.status === 'closed' || !state.requested) return interrupted();
  return accepted({ type: 'CloseRefused', data: { code, message } });
}

/** Whether the quarter may be closed at all; asked with the request, and once more after all is frozen. */
export function mayClose(
  state: Period,
  { book, quarter }: ClosePeriod,
  { today, calendar, graceDays, nextIsClosed, awaitsEnd }: ClosingFacts,
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
  if (awaitsEnd) {
    const message = `What is guaranteed for ${quarter} is being reckoned; ask again in a moment`;
    return rejected('guarantee-not-reckoned', message);
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

/** Closes over a snapshot that lies beside the period. Closed never reopens. */
export function closePeriod(
  state: Period,
  command: ClosePeriod,
  facts: ClosingFacts,
  snapshot: Snapshot,
): Decision<PeriodEvent> {
  const may = mayClose(state, command, facts);
  if (may.kind === 'rejected') return may;
  return isFrozen(state, snapshot) ? accepted(closed(command, facts, snapshot)) : interrupted();
}

export function closed(
  { book, quarter }: ClosePeriod,
  { today, calendar }: ClosingFacts,
  { position, lines, hash }: Snapshot,
): PeriodEvent {
  return {
    type: 'PeriodClosed',
    data: {
      book,
      quarter,
      position: position.toString(),
      closedOn: today,
      through: quarterEnd(quarter, calendar),
      lines,
      orderedBy: 'payee',
      hash,
      hashOf: 'lines',
    },
  };
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

const interrupted = () =>
  rejected('close-interrupted', 'Somebody else is closing this quarter; go on where it stands');

/** Whether every page of the snapshot lies beside the period and no other attempt has begun since. */
export const isFrozen = (state: Period, { position, lines }: Snapshot): boolean =>
  state.status === 'open' &&
  (lines === 0 || (state.frozen?.position === position.toString() && state.frozen.lines === lines));
