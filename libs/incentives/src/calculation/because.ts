/** Why a claim earns nothing, and what would have had to be otherwise, where somebody could have done it. */
export interface Refusal {
  readonly reason: string;
  readonly wouldChange: readonly string[];
}

/** A refusal that nothing could have changed. */
export const because = (reason: string): Refusal => ({ reason, wouldChange: [] });
