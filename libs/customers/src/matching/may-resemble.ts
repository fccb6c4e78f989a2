import { byAddress } from './addresses';
import { byCountry } from './countries';
import { byDomain } from './domains';
import { PRIOR, UNSURE_AT } from './match';
import { MOST_NAME_BITS, areEqual, compareNames } from './name-comparison';
import type { ReadCompany } from './read-company';
import { byNumber } from './register-numbers';

/**
 * Whether scoring could find more than that these are plainly two companies. Most of those that share a key
 * are, and to find that out by what names can be worth at most takes a fraction of scoring them.
 * @returns false only where `matchRead` says DIFFERENT and their domains are not the same
 */
export function mayResemble(left: ReadCompany, right: ReadCompany): boolean {
  // Whether names agree can only take bits away from what domains say.
  const domain = byDomain(left, right, false);
  if (domain.grade === 'A') return true;
  const others =
    PRIOR +
    domain.bits +
    byNumber(left.company, right.company).bits +
    byCountry(left.company, right.company).bits +
    byAddress(left.address, right.address).bits;
  if (others + MOST_NAME_BITS.equal < UNSURE_AT) return false;
  if (others + MOST_NAME_BITS.other < UNSURE_AT && !haveEqualNames(left, right)) return false;
  // Other numbers or forms in names can only take bits away, too.
  return others + compareNames(left.name, right.name).bits >= UNSURE_AT;
}

const haveEqualNames = (left: ReadCompany, right: ReadCompany): boolean =>
  left.name.readings.some((ours) => right.name.readings.some((theirs) => areEqual(ours, theirs)));
