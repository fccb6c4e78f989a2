import { compare, ratio } from '@accord/kernel';
import type { DiscountRow } from '../pricing';
import { amountAt } from './amounts';
import type { Check } from './check';
import { checkNames, checkOrder, type Conditions } from './rows';

/** Every discount is below the whole price, has its cases, and names what the program knows. */
export const checkPricing: Check = (rules, fault) => {
  if (!rules.pricing) return;
  const { dealTypes, discounts, bonuses } = rules.pricing;
  if (dealTypes) checkNames('pricing', { dealTypes }, rules, fault);
  const rows = discounts.map(conditionsOf);
  rows.forEach((row, i) => {
    checkNames(`pricing.discounts.${i}`, row, rules, fault);
    const [dealType] = row['dealType'] ?? [];
    if (dealTypes && dealType !== undefined && !dealTypes.includes(dealType)) {
      const without = `"${dealType}" is not among pricing.dealTypes and has no price`;
      fault(`pricing.discounts.${i}.dealType`, without);
    }
  });
  checkOrder('pricing.discounts', rows, rules, fault);
  discounts.forEach(({ rate }, i) => {
    const { numerator, denominator } = ratio(rate);
    if (numerator > denominator) {
      fault(`pricing.discounts.${i}.rate`, `expected at most 100%, got "${rate}"`);
    }
  });
  bonuses?.rows.forEach(({ fromList, belowList }, i) => {
    const at = `pricing.bonuses.rows.${i}`;
    const amountOf = (name: string, text: string | undefined) =>
      text === undefined ? undefined : amountAt(rules, fault, `${at}.${name}`, text);
    const from = amountOf('fromList', fromList);
    const below = amountOf('belowList', belowList);
    if (from && below && compare(from, below) >= 0) {
      fault(`${at}.belowList`, `expected more than ${fromList}, got ${belowList}`);
    }
  });
};

const conditionsOf = ({
  price,
  party,
  track,
  dealType,
  family,
  territory,
}: DiscountRow): Conditions => ({
  price: [price],
  party: [party],
  track: only(track),
  dealType: only(dealType),
  family: only(family),
  territory: only(territory),
});

const only = (value: string | undefined): readonly string[] | undefined =>
  value === undefined ? undefined : [value];
