import type { Company } from './company';
import { comparing, type Judged } from './evidence';

/** Companies of two countries are at most one group. */
export function byCountry(left: Company, right: Company): Judged {
  const line = comparing('country', left.country, right.country);
  if (left.country === null || right.country === null) return line('missing', 0, 'Z');
  return left.country === right.country
    ? line('equal', 0, 'A')
    : line('different', -3, 'F', { capsAtGroup: true });
}
