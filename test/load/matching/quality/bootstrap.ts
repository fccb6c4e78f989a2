import { Seeded } from '../../installation/seeded';
import type { Tally } from './judge';

export interface Score {
  /** Mean over clusters of the share of their pairs that is found. */
  readonly recall: number;
  /** Share of the pairs taken for the same that are. */
  readonly precision: number;
  /** Of precision and the share of all pairs that is found. */
  readonly f1: number;
}

/** A figure with the range in which it lies in 95 of 100 sets like this one. */
export interface Interval {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

const SAMPLES = 1_000;

export function scoreOf(tallies: readonly Tally[]): Score {
  const sum = (of: keyof Tally): number => tallies.reduce((so, tally) => so + tally[of], 0);
  const [same, found, wrong] = [sum('same'), sum('found'), sum('wrong')];
  const telling = tallies.filter((tally) => tally.same > 0);
  const recalls = telling.map((tally) => tally.found / tally.same);
  const precision = found + wrong === 0 ? 1 : found / (found + wrong);
  const micro = same === 0 ? 0 : found / same;
  return {
    recall: recalls.reduce((so, recall) => so + recall, 0) / recalls.length,
    precision,
    f1: precision + micro === 0 ? 0 : (2 * precision * micro) / (precision + micro),
  };
}

/** Draws clusters, not pairs, as the pairs of one cluster stand and fall together. */
export function bootstrap(
  tallies: readonly Tally[],
  seed: number,
): Readonly<Record<keyof Score, Interval>> {
  const score = scoreOf(tallies);
  const samples = Array.from({ length: SAMPLES }, (_, n) => {
    const random = new Seeded(seed, n);
    return scoreOf(tallies.map(() => random.pick(tallies)));
  });
  const interval = (of: keyof Score): Interval => {
    const sorted = samples.map((sample) => sample[of]).toSorted((a, b) => a - b);
    const at = (part: number): number => sorted[Math.floor(SAMPLES * part)] ?? NaN;
    return { value: score[of], from: at(0.025), to: at(0.975) };
  };
  return { recall: interval('recall'), precision: interval('precision'), f1: interval('f1') };
}
