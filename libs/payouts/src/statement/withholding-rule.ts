import { ratio, type IsoDate } from '@accord/kernel';
import type { TaxStanding } from '@accord/partners';
import { isForDay, type PayoutRules } from '@accord/programs';
import type { WithholdingTerms } from './withheld';

/**
 * What a program keeps back from a payee on a day: the row of its country, or what one of its tax forms
 * makes of it.
 * @returns undefined where that is nothing
 */
export function withholdingFor(
  { withholding = [], rounding }: PayoutRules,
  payee: 'partner' | 'person',
  { country, forms }: TaxStanding,
  day: IsoDate,
): WithholdingTerms | undefined {
  const rule = withholding.find(
    (one) =>
      one.countries.includes(country) &&
      (one.payee === undefined || one.payee === payee) &&
      isForDay(one, day),
  );
  if (!rule) return undefined;
  const isReduced = rule.reduced?.forms.some((form) => forms.includes(form)) ?? false;
  const { rate, legalBasis } = (isReduced && rule.reduced) || rule;
  if (ratio(rate).numerator === 0n) return undefined;
  return { rate, legalBasis, rounding, ...(rule.base === 'net' && { base: rule.base }) };
}
