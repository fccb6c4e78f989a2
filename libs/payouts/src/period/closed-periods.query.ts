import { Inject, Injectable } from '@nestjs/common';
import {
  compareQuarters,
  maxDate,
  nextQuarter,
  plusMonths,
  quarterOf,
  type FiscalQuarter,
  type IsoDate,
} from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { ProgramDirectory } from '@accord/programs';
import { PERIODS } from '../payouts.token';
import { periodId, type Period } from './period';
import type { PeriodEvent } from './period.events';

/** Who has closed nothing for so long keeps no books here. */
const MONTHS_BACK = 120;

/** Which of a book's periods are closed. */
@Injectable()
export class ClosedPeriods {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  /** @returns the first closed period of the book, from the one that a day lies in on; undefined: all are open */
  async from(book: string, day: IsoDate, today: IsoDate): Promise<FiscalQuarter | undefined> {
    const program = await this.programs.inForce(book, today, { fresh: true });
    if (!program) return undefined;
    const { fiscalYear } = program.rules;
    const last = quarterOf(today, fiscalYear);
    const first = quarterOf(maxDate(day, plusMonths(today, -MONTHS_BACK)), fiscalYear);
    for (let at = first; compareQuarters(at, last) <= 0; at = nextQuarter(at)) {
      const { state } = await this.periods.look(periodId({ book, quarter: at }), { fresh: true });
      if (state.status === 'closed') return at;
    }
    return undefined;
  }
}
