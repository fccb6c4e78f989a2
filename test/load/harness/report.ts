export interface Measured {
  readonly name: string;
  /** Median over the rounds. */
  readonly perSecond: number;
  /** Over all rounds, in milliseconds; undefined where single pieces were not timed. */
  readonly p50: number | undefined;
  readonly p99: number | undefined;
  readonly p999: number | undefined;
}

export interface MeasuredBaseline extends Measured {
  /** Subject's rate by this one's, each pair of the same round; median over the rounds. */
  readonly ratio: number;
  readonly target: number | undefined;
}

export interface Compared {
  readonly title: string;
  /** What `perSecond` counts. */
  readonly unit: string;
  readonly subject: Measured;
  readonly baselines: readonly MeasuredBaseline[];
}

/** A number that stands for itself, beside no baseline. */
export interface Figure {
  readonly what: string;
  /** With its unit. */
  readonly value: string;
  readonly target?: { readonly text: string; readonly met: boolean };
}

export interface Report {
  readonly comparisons: readonly Compared[];
  readonly figures: readonly Figure[];
  /** What a reader has to know to judge the numbers. */
  readonly remarks?: readonly string[];
}
