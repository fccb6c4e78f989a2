import type { INestApplicationContext } from '@nestjs/common';
import { BulkTaskWork, BulkTasksQuery } from '@accord/deals';
import { WhatIfWork } from '@accord/incentives';
import {
  ClosePeriodWork,
  EstimateWork,
  EstimatesQuery,
  PayoutWork,
  PayoutsQuery,
  PeriodsQuery,
} from '@accord/payouts';
import type { Logger } from '@accord/platform';
import { ReadStore } from '@accord/read-store';
import { OpenWork, type LongWork } from './open-work';

const LOOK_EVERY_MS = 500;
/** Who asks for a small close, payout run or estimate waits for it. */
const LOOK_FOR_PAYOUTS_EVERY_MS = 250;

/** All that is worked off when somebody asked for it: each kind beside the others. */
export function longWork(
  app: INestApplicationContext,
  logger: Logger,
  signal: AbortSignal,
): readonly { run(): Promise<void> }[] {
  const [bulk, bulkTasks] = [app.get(BulkTaskWork), app.get(BulkTasksQuery)];
  const [whatIf, reads] = [app.get(WhatIfWork), app.get(ReadStore)];
  const [close, periods] = [app.get(ClosePeriodWork), app.get(PeriodsQuery)];
  const [payout, payouts] = [app.get(PayoutWork), app.get(PayoutsQuery)];
  const [estimate, estimates] = [app.get(EstimateWork), app.get(EstimatesQuery)];
  const worked = <T>(long: LongWork<T>): OpenWork<T> => new OpenWork(long, logger, signal);
  return [
    worked({
      name: 'bulk tasks',
      lookEveryMs: LOOK_EVERY_MS,
      open: () => bulkTasks.open(),
      work: (taskId, ending) => bulk.work(taskId, ending),
    }),
    worked({
      name: 'what-ifs',
      lookEveryMs: LOOK_EVERY_MS,
      open: () => reads.whatIfs.open(),
      work: (row, ending) => whatIf.work(row, ending),
    }),
    worked({
      name: 'closes',
      lookEveryMs: LOOK_FOR_PAYOUTS_EVERY_MS,
      open: () => periods.open(),
      work: (id, ending) => close.work(id, ending),
    }),
    worked({
      name: 'payout runs',
      lookEveryMs: LOOK_FOR_PAYOUTS_EVERY_MS,
      open: () => payouts.open(),
      work: (payoutId, ending) => payout.work(payoutId, ending),
    }),
    worked({
      name: 'estimates',
      lookEveryMs: LOOK_FOR_PAYOUTS_EVERY_MS,
      open: () => estimates.open(),
      work: (book, ending) => estimate.work(book, ending),
    }),
  ];
}
