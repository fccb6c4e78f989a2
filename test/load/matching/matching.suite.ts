import type { Report } from '../harness/report';
import type { Bench, Suite } from '../harness/suite';
import { quality } from './quality/quality';
import { speed } from './speed';

async function run(bench: Bench): Promise<Report> {
  const judged = quality(bench);
  const { comparisons, figures, remarks = [] } = await speed(bench);
  return {
    comparisons,
    figures: [...judged, ...figures],
    remarks: [
      'recall: mean over clusters; in brackets the range of 95 of 100 draws of clusters',
      ...(bench.sets === undefined
        ? ['no folder of labelled sets was named (--sets): own sample only']
        : []),
      ...remarks,
    ],
  };
}

export const matching: Suite = {
  name: 'matching',
  about: 'recognising customers: a check beside pg_trgm, and its quality on labelled sets',
  isDefault: false,
  run,
};
