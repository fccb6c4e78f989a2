import { Inject, Injectable } from '@nestjs/common';
import { nextQuarter, type IsoDate, type Rejection } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { ProgramDirectory } from '@accord/programs';
import { PERIODS } from '../payouts.token';
import { periodId, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import type { ClosePeriod, ClosingFacts } from './close-period';

type Known = ClosingFacts | { readonly rejections: readonly Rejection[] };

/** What decides whether a quarter may be closed, beside the quarter itself. */
@Injectable()
export class ClosingFactsQuery {
  constructor(
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  /** @returns what is known now of the day on which it was asked for */
  async of({ book, quarter }: ClosePeriod, today: IsoDate): Promise<Known> {
    const program = await this.programs.inForce(book, today, { fresh: true });
    if (!program) return { rejections: [unknown(book, today)] };
    const next = periodId({ book, quarter: nextQuarter(quarter) });
    const { state } = await this.periods.look(next, { fresh: true });
    const calendar = program.rules.fiscalYear;
    const { graceDays = 0 } = program.rules.payout;
    const awaitsEnd = await this.programs.awaitsEnd(book, quarter, { fresh: true });
    return { today, calendar, graceDays, nextIsClosed: state.status === 'closed', awaitsEnd };
  }
}

const unknown = (book: string, today: IsoDate): Rejection => ({
  code: 'book-unknown',
  message: `There is no program "${book}" in force on ${today}`,
  path: 'book',
});
