import type { Report } from './report';

/** What a suite gets to work with. */
export interface Bench {
  /** The same seed makes the same data, whatever else is random. */
  readonly seed: number;
  readonly rounds: number;
  /** A folder of labelled sets that is no part of the project; undefined when none was named. */
  readonly sets: string | undefined;
  /** Known customers to measure commands with; 0 for none. */
  readonly customers: number;
  /** Part of names that must not meet those of an earlier run on the same store. */
  readonly run: string;
  /** Empty, for this suite alone, removed afterwards. */
  readonly directory: string;
  /** The compiled program. */
  readonly distribution: string;
  readonly signal: AbortSignal;
  /** @returns a full-size amount of work as this run is asked to do it, at least 1 */
  amount(full: number): number;
  /** Says how the run goes on; not part of the result. */
  progress(what: string): void;
  /** Registers what must be stopped when the suite ends, however it ends; last one first. */
  atEnd(stop: () => Promise<void>): void;
}

/** Something that can be measured: one entry in `suites.ts`. */
export interface Suite {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /** Runs also when no suite is named. */
  readonly isDefault: boolean;
  run(bench: Bench): Promise<Report>;
}
