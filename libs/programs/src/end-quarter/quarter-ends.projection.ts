import {
  nextQuarter,
  plusDays,
  quarterEnd,
  quarterOf,
  type FiscalCalendar,
  type FiscalQuarter,
} from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { guarantees } from '../document/guaranteed';
import { programEvents, type ProgramEvent } from '../program.events';

/** A program that guarantees something, with the day after its quarter. */
export interface QuarterEndRow {
  readonly program_id: string;
  readonly calendar: FiscalCalendar;
  readonly ended_on: string;
}

export const quarterEndsProjection = keyedView<QuarterEndRow, ProgramEvent>({
  name: 'quarter_ends',
  version: 1,
  table: 'quarter_ends',
  columns: { program_id: 'text not null', calendar: 'jsonb not null', ended_on: 'date not null' },
  key: ['program_id'],
  indexes: [['ended_on']],
  events: [programEvents],
  keysOf: (event) => [[event.stream.slice('program-'.length)]],
  fold(row, event, [programId = '']) {
    switch (event.type) {
      case 'ProgramVersionPublished': {
        const { rules, effectiveFrom } = event.data;
        const { fiscalYear: calendar } = rules;
        if (row) return { ...row, calendar };
        if (!guarantees(rules)) return null;
        return rowOf(programId, calendar, quarterOf(effectiveFrom, calendar));
      }
      case 'FiscalQuarterEnded':
        return row ? rowOf(programId, row.calendar, nextQuarter(event.data.quarter)) : null;
      case 'ApproverAppointed':
      case 'ApproverDismissed':
      case 'DelegateNamed':
        return row ?? null;
    }
  },
});

const rowOf = (
  program_id: string,
  calendar: FiscalCalendar,
  quarter: FiscalQuarter,
): QuarterEndRow => ({
  program_id,
  calendar,
  ended_on: plusDays(quarterEnd(quarter, calendar), 1),
});
