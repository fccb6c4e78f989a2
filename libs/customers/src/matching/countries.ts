import type { Company } from './company';
import type { Judged } from './evidence';

/** Companies of two countries are at most one group. */
export function byCountry(left: Company, right: Company): Judged {
  const line = { family: 'country', left: left.country, right: right.country } as const;
  if (left.country === null || right.country === null) {
    return { ...line, level: 'missing', bits: 0, grade: 'Z' };
  }
  return left.country === right.country
    ? { ...line, level: 'equal', bits: 0, grade: 'A' }
    : { ...line, level: 'different', bits: -3, grade: 'F', capsAtGroup: true };
}
