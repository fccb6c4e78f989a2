/** Where a registration stands on its way through the program's approval steps. */
export interface Review {
  /** The route that it took. */
  readonly route: string;
  /** Steps in order; each is decided before the next. */
  readonly steps: readonly string[];
  /** How many have approved. */
  readonly passed: number;
  readonly customer: 'new' | 'existing';
  /** The approver who asked the partner something, and to whom the answer goes back. */
  readonly askedBy: string | null;
  /** A role whose holders may decide as well, since nobody did in time. */
  readonly escalatedTo: string | null;
}

/** @returns the step that waits; undefined where the program names none, or all have approved */
export const stepOf = (review: Review | undefined): string | undefined =>
  review?.steps[review.passed];

/** Whether an approval now is the last that is needed. */
export const isLastStep = (review: Review | undefined): boolean =>
  review === undefined || review.passed >= review.steps.length - 1;
