import { cpus, loadavg, totalmem } from 'node:os';
import type { Compared, Figure, Measured, Report } from './report';
import { percentile } from './statistics';

/** What every result depends on. The load shows whether the machine was quiet. */
export function machine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return (
    `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory}, ` +
    `node ${process.version}, ${process.platform}, ${new Date().toISOString()}, load ${load} at the start`
  );
}

const NAME = 50;

/** The report as text. */
export function printed({ comparisons, figures, remarks = [] }: Report): string {
  return [
    ...comparisons.flatMap(comparison),
    ...figures.map(figure),
    ...remarks.map((remark) => `  (${remark})`),
  ].join('\n');
}

function comparison({ title, unit, subject, baselines }: Compared): string[] {
  return [
    title,
    line(subject, unit),
    ...baselines.map((baseline) => {
      const { ratio, target } = baseline;
      return `${line(baseline, unit)}  ratio ${ratio.toFixed(2)}${verdict(ratio, target)}`;
    }),
    '',
  ];
}

function line({ name, perSecond, p50, p99, p999 }: Measured, unit: string): string {
  const rate = Math.round(perSecond).toLocaleString('en');
  const times =
    p50 === undefined
      ? ''
      : `p50 ${milliseconds(p50)}  p99 ${milliseconds(p99)}  p99.9 ${milliseconds(p999)}`;
  return `  ${name.padEnd(NAME)}${rate.padStart(9)} ${`${unit}/s`.padEnd(12)}${times.padEnd(46)}`;
}

export const milliseconds = (value: number | undefined): string =>
  value === undefined ? '' : `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** The latencies of many pieces of work, by what half, 99 and 99.9 of a hundred stay below. */
export const percentiles = (latencies: readonly number[]): string =>
  [50, 99, 99.9]
    .map((part) => `p${part} ${milliseconds(percentile(latencies, part / 100))}`)
    .join('  ');

const verdict = (ratio: number, target: number | undefined): string =>
  target === undefined ? '' : `  target ${target.toFixed(2)} ${ratio >= target ? 'met' : 'MISSED'}`;

const figure = ({ what, value, target }: Figure): string =>
  `  ${what.padEnd(NAME - 2)}  ${value}${target ? `  target ${target.text} ${target.met ? 'met' : 'MISSED'}` : ''}`;
