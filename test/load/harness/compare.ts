import type { Round } from './in-flight';
import type { Compared, Measured } from './report';
import { median, percentile } from './statistics';
import type { Bench } from './suite';

export interface Contender {
  readonly name: string;
  /** One round of work. */
  round(): Promise<Round>;
}

export interface Baseline extends Contender {
  /** The share of this baseline's rate that the subject is to reach. */
  readonly target?: number;
}

/**
 * Measures the subject and its baselines in turn, round after round, so that whatever else happens on
 * the machine happens to all of them. A first round warms up and does not count.
 */
export async function compare(
  bench: Bench,
  title: string,
  unit: string,
  subject: Contender,
  baselines: readonly Baseline[],
): Promise<Compared> {
  const contenders = [subject, ...baselines];
  const rounds = contenders.map((): Round[] => []);
  for (let n = 0; n <= bench.rounds; n++) {
    bench.progress(`${title}: ${n === 0 ? 'warming up' : `round ${n} of ${bench.rounds}`}`);
    for (const [i, contender] of contenders.entries()) {
      bench.signal.throwIfAborted();
      const round = await contender.round();
      if (n > 0) rounds[i]?.push(round);
    }
  }
  const [own = [], ...others] = rounds;
  return {
    title,
    unit,
    subject: measured(subject.name, own),
    baselines: baselines.map(({ name, target }, i) => {
      const theirs = others[i] ?? [];
      const ratios = own.map(({ perSecond }, n) => perSecond / (theirs[n]?.perSecond ?? NaN));
      return { ...measured(name, theirs), ratio: median(ratios), target };
    }),
  };
}

function measured(name: string, rounds: readonly Round[]): Measured {
  const latencies = rounds.flatMap((round) => round.latencies);
  const timed = latencies.length > 0;
  return {
    name,
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50: timed ? percentile(latencies, 0.5) : undefined,
    p99: timed ? percentile(latencies, 0.99) : undefined,
    p999: timed ? percentile(latencies, 0.999) : undefined,
  };
}
