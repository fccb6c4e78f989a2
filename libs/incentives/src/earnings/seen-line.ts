import type { MoneyJson } from '@accord/kernel';
import type { Caller } from '@accord/platform';
import { withoutWinner } from '../calculation/exclusion';
import type { EarningLine, LimitUse } from '../earning-line';
import type { DerivationJson, Step, Unit } from '../formula/derivation';

/** How a line uses a limit up; null: how far others have used it is not for this caller. */
export interface SeenLimit extends Omit<LimitUse, 'before' | 'left'> {
  readonly before: MoneyJson | null;
  readonly left: MoneyJson | null;
  /** Whether the line leaves nothing of it. */
  readonly reached: boolean;
}

type Taken = Extract<Step, { op: 'taken' }>;
type SeenStep = Exclude<Step, Taken> | (Omit<Taken, 'lines'> & { readonly lines: number | null });

/** A derivation; null: what others earned goes into the value, and is not for this caller. */
export interface SeenDerivation {
  readonly step: SeenStep;
  readonly parts: readonly SeenDerivation[];
  readonly value: { readonly unit: Unit; readonly exact: string | null };
}

/** A line as somebody may read it. */
export interface SeenLine extends Omit<EarningLine, 'limits' | 'steps'> {
  readonly limits: readonly SeenLimit[];
  readonly steps: SeenDerivation | null;
}

/** A line as whoever belongs to the vendor reads it: all of it. */
export const seenWhole = (line: EarningLine): SeenLine => ({
  ...line,
  limits: (line.limits ?? []).map((use) => ({ ...use, reached: use.left.minor === '0' })),
  steps: line.steps ?? null,
});

/**
 * What of a line a caller reads: a partner nothing of other partners' money and deals. The line that is
 * stored keeps them, and the vendor reads them.
 */
export function seenBy({ partnerId }: Pick<Caller, 'partnerId'>, line: EarningLine): SeenLine {
  const seen = seenWhole(line);
  if (partnerId === null) return seen;
  const { zeroReason, derivation, exception, limits } = seen;
  return {
    ...seen,
    zeroReason: zeroReason && withoutWinner(zeroReason),
    derivation: withoutWinner(derivation),
    ...(exception && { exception: { ...exception, from: withoutWinner(exception.from) } }),
    limits: limits.map((use) => (isShared(use) ? { ...use, before: null, left: null } : use)),
    steps: line.steps ? withoutOthers(line.steps) : null,
  };
}

const isShared = ({ among }: Pick<SeenLimit, 'among'> | Taken): boolean => among === 'everybody';

/** What was taken from a shared limit, and what that leaves, which would tell it. */
function withoutOthers({ step, parts, value }: DerivationJson): SeenDerivation {
  const isHidden = isTakenByOthers(step) || parts.some((part) => isTakenByOthers(part.step));
  return {
    step: isTakenByOthers(step) ? { ...step, lines: null } : step,
    parts: parts.map(withoutOthers),
    value: isHidden ? { ...value, exact: null } : value,
  };
}

const isTakenByOthers = (step: Step): step is Taken => step.op === 'taken' && isShared(step);
