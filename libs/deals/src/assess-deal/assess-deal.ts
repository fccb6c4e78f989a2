import { accepted, rejectedFor, type Decision, type Rejection } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';
import { stepOf } from '../review/review';

/** How well a registration meets one criterion of the program, and why. */
export interface Score {
  readonly criterion: string;
  readonly score: number;
  readonly reason: string;
}

/** Notes scores, each with its reason, for whoever approves. A later score of a criterion counts. */
export function assessDeal(
  state: Deal,
  scores: readonly Score[],
  rules: ProgramRules,
): Decision<DealEvent> {
  if (state.status !== 'pending' && state.status !== 'returned') return notOpen(state);
  const criteria = rules.approval?.criteria ?? [];
  const refusals = scores.flatMap(({ criterion, score }, i): Rejection[] => {
    const at = `criteria.${i}`;
    const found = criteria.find((one) => one.criterion === criterion);
    if (!found) {
      const known = criteria.map((one) => one.criterion).join(', ') || 'none';
      const message = `The program's criteria: ${known}`;
      return [{ code: 'criterion-unknown', message, path: `${at}.criterion` }];
    }
    if (scores.findIndex((one) => one.criterion === criterion) < i) {
      const message = `"${criterion}" stands twice`;
      return [{ code: 'criterion-repeated', message, path: `${at}.criterion` }];
    }
    if (score <= found.maxScore) return [];
    const message = `"${criterion}" is scored from 0 to ${found.maxScore}`;
    return [{ code: 'score-too-high', message, path: `${at}.score` }];
  });
  if (refusals.length > 0) return rejectedFor(refusals);
  const step = stepOf(state.review) ?? null;
  return accepted({ type: 'DealAssessed', data: { step, scores } });
}

/** @returns a refusal for each criterion that an approval needs and nobody has scored */
export const unassessed = (
  { assessed = [] }: { readonly assessed?: readonly string[] },
  rules: ProgramRules,
): Rejection[] =>
  (rules.approval?.criteria ?? [])
    .filter(({ criterion, required }) => required && !assessed.includes(criterion))
    .map(({ criterion }) => ({
      code: 'criterion-missing',
      message: `An approval needs a score and a reason for "${criterion}"`,
    }));
