import { compare, formatAmount, fromJson, sum, type Rejection } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Registration } from '../deal';
import type { AmendmentChanges } from '../deal.events';
import { smallestDeal } from '../register-deal/engagement';

/** Prices are reckoned from the lines of a deal: an amount that says otherwise would be without effect. */
export function amountRefusals(
  { lines = [] }: Registration,
  { value }: AmendmentChanges,
  rules: ProgramRules,
): Rejection[] {
  if (!value) return [];
  const refusals = smallestDeal(value, rules);
  const [first] = lines;
  if (!first) return refusals;
  const amount = fromJson(value);
  const lists = lines.map(({ list }) => fromJson(list));
  const { currency } = fromJson(first.list);
  if (amount.currency !== currency) {
    const message = `The lines of the deal are in ${currency}`;
    return [...refusals, { code: 'currencies-differ', message, path: 'currency' }];
  }
  const total = sum(lists, currency);
  if (compare(amount, total) === 0) return refusals;
  const message = `The lines of the deal add up to ${formatAmount(total)} ${currency}; submit other lines anew`;
  return [...refusals, { code: 'amount-not-of-lines', message, path: 'amount' }];
}
