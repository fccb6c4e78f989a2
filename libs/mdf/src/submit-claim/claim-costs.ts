import { subtract, sum, toJson, type Money, type Rejection } from '@accord/kernel';
import type { CostPart, RequestTerms } from '../fund.events';

/** A part of what an activity has cost, as it is told. */
export interface Cost {
  readonly category: string;
  readonly amount: Money;
}

/** @returns the parts with whether each is co-funded */
export const partsOf = (
  costs: readonly Cost[],
  { excludedCosts }: Pick<RequestTerms, 'excludedCosts'>,
): CostPart[] =>
  costs.map(({ category, amount }) => ({
    category,
    amount: toJson(amount),
    eligible: !excludedCosts.includes(category),
  }));

/** @returns the cost without the parts that the program excludes (GitLab MDF page) */
export function eligibleOf(
  cost: Money,
  costs: readonly Cost[],
  { excludedCosts }: Pick<RequestTerms, 'excludedCosts'>,
): Money {
  const excluded = costs.filter(({ category }) => excludedCosts.includes(category));
  return subtract(cost, total(excluded, cost));
}

/** @returns why the parts are not what the cost is made of; no parts are told of no cost in particular */
export function costFaults(cost: Money, costs: readonly Cost[]): Rejection[] {
  if (costs.length === 0) return [];
  const foreign = costs.findIndex(({ amount }) => amount.currency !== cost.currency);
  if (foreign >= 0) {
    const path = `costs.${foreign}.amount`;
    return [{ code: 'currency-mismatch', message: `The cost is in ${cost.currency}`, path }];
  }
  if (total(costs, cost).minor === cost.minor) return [];
  return [
    { code: 'costs-do-not-add-up', message: 'The parts do not add up to the cost', path: 'costs' },
  ];
}

const total = (costs: readonly Cost[], { currency }: Money): Money =>
  sum(
    costs.map(({ amount }) => amount),
    currency,
  );
