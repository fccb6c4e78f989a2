import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './report';
import type { Bench, Suite } from './suite';

export interface RunOptions {
  readonly seed: number;
  readonly rounds: number;
  /** 1 for the full amount of work. */
  readonly size: number;
  readonly sets: string | undefined;
  readonly customers: number;
  /** Where the suite's scratch directory is made. */
  readonly data: string;
  readonly distribution: string;
  readonly signal: AbortSignal;
  readonly progress: (what: string) => void;
}

/** Runs one suite; whatever it started is stopped and its directory removed, however it ends. */
export async function runSuite(suite: Suite, options: RunOptions): Promise<Report> {
  const { seed, rounds, size, sets, customers, distribution, signal, progress } = options;
  const stops: (() => Promise<void>)[] = [];
  mkdirSync(options.data, { recursive: true, mode: 0o755 });
  const directory = mkdtempSync(join(options.data, `${suite.name}-`));
  // PostgreSQL, which does not run as root, must be able to pass through.
  chmodSync(directory, 0o755);
  const bench: Bench = {
    seed,
    rounds,
    sets,
    customers,
    run: Date.now().toString(36),
    directory,
    distribution,
    signal,
    amount: (full) => Math.max(1, Math.round(full * size)),
    progress: (what) => progress(`${suite.name}: ${what}`),
    atEnd: (stop) => void stops.push(stop),
  };
  try {
    return await suite.run(bench);
  } finally {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
