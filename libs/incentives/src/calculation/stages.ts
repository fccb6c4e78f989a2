import {
  allocate,
  formatAmount,
  fromJson,
  isAfter,
  plusDays,
  ratio,
  toJson,
  zero,
  type IsoDate,
} from '@accord/kernel';
import { stagesOf, type Stage } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import type { Claim } from './claim';

/**
 * The lines of a sale whose rule is paid as its delivery goes on (Coeo, partner SPIFF): the amount is
 * shared out over the stages, and each is due after its milestone. Once one has missed its deadline none
 * earns anything.
 * @returns the line itself where the rule is paid at once
 */
export function inStages(claim: Claim, line: EarningLine): EarningLine[] {
  const stages = stagesOf(claim.rule);
  if (stages.length === 0) return [line];
  const amount = fromJson(line.amount);
  const keyOf = (i: number): string => String(i).padStart(2, '0');
  const parts = allocate(
    amount,
    stages.map(({ share }, i) => ({ key: keyOf(i), weight: weightOf(share, stages) })),
  );
  const whole =
    line.zeroReason === null ? line : { ...line, amount: toJson(zero(amount.currency)) };
  const overdue = stages.map((stage) => missed(stage, claim)).find((one) => one !== null) ?? null;
  return stages.map((stage, i) => {
    const part = parts.get(keyOf(i)) ?? zero(amount.currency);
    const of = { milestone: stage.milestone, share: stage.share, of: line.amount };
    const own = { ...whole, lineId: `${line.lineId}:${stage.milestone}`, stage: of };
    if (line.zeroReason !== null) return own;
    return overdue ? takenBack(own, overdue) : paidAfter(own, stage, claim, toJson(part));
  });
}

/** Shares as whole numbers over one denominator. */
function weightOf(share: string, stages: readonly Stage[]): bigint {
  const { numerator, denominator } = ratio(share);
  const all = stages.reduce((so, stage) => so * ratio(stage.share).denominator, 1n);
  return (numerator * all) / denominator;
}

const reachedOn = ({ milestone }: Stage, { sale }: Claim): IsoDate | undefined =>
  sale.milestones.find((one) => one.milestone === milestone)?.reachedOn;

interface Missed {
  readonly milestone: string;
  readonly lastOn: IsoDate;
  readonly repayBy: IsoDate;
}

/** A milestone that did not come by its deadline; null where it has, or still may. */
function missed(stage: Stage, claim: Claim): Missed | null {
  const { milestone, deadline } = stage;
  if (!deadline) return null;
  const lastOn = plusDays(claim.sale.bookedOn, deadline.withinDays);
  const reached = reachedOn(stage, claim);
  const isMissed = reached ? isAfter(reached, lastOn) : claim.sale.missed.includes(milestone);
  return isMissed
    ? { milestone, lastOn, repayBy: plusDays(lastOn, deadline.repayWithinDays) }
    : null;
}

function takenBack(line: EarningLine, { milestone, lastOn, repayBy }: Missed): EarningLine {
  const reason = `"${milestone}" was not reached by ${lastOn}: what was paid is to be repaid by ${repayBy}`;
  return {
    ...line,
    amount: toJson(zero(fromJson(line.amount).currency)),
    zeroReason: reason,
    derivation: reason,
    dueOn: repayBy,
    wouldChange: [`"${milestone}" by ${lastOn}`],
  };
}

function paidAfter(
  line: EarningLine,
  stage: Stage,
  claim: Claim,
  amount: EarningLine['amount'],
): EarningLine {
  const { milestone, share, plusDays: later } = stage;
  const reached = reachedOn(stage, claim);
  const part = `${formatAmount(fromJson(amount))} ${amount.currency}`;
  return {
    ...line,
    amount,
    derivation: `${line.derivation}; ${share} of it with "${milestone}": ${part}`,
    dueOn: reached ? plusDays(reached, later) : null,
    ...(!reached && { awaits: `"${milestone}" of the sale` }),
  };
}
