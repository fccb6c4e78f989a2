import { compareRatios, ratio, whole } from '@accord/kernel';
import type { FeeTerms } from '../fees';
import type { ProgramRules } from '../program-document';
import type { Check, Fault } from './check';
import { checkTiers } from './tiers';

/** Every booking through a marketplace has exactly one rate, and none costs more than itself. */
export const checkFees: Check = (rules, fault) => {
  const marketplaces = Object.entries(rules.fees?.marketplace.marketplaces ?? {});
  for (const [marketplace, fees] of marketplaces) {
    const at = `fees.marketplace.marketplaces.${marketplace}`;
    checkTerms(fees.new, `${at}.new`, rules, fault);
    checkTerms(fees.renewal, `${at}.renewal`, rules, fault);
  }
};

function checkTerms(
  { rate, bands }: FeeTerms,
  at: string,
  rules: ProgramRules,
  fault: Fault,
): void {
  if ((rate === undefined) === (bands === undefined)) {
    return fault(at, `expected either a rate or bands, got ${bands ? 'both' : 'neither'}`);
  }
  if (rate !== undefined) checkRate(rate, `${at}.rate`, fault);
  if (!bands) return;
  const first = bands.rows[0]?.from ?? null;
  if (first !== null) {
    fault(`${at}.bands.rows.0.from`, `no row has what lies below ${first}: the first has no start`);
  }
  checkTiers(bands, 'money', `${at}.bands`, rules, fault);
  bands.rows.forEach((row, i) => checkRate(row.rate, `${at}.bands.rows.${i}.rate`, fault));
}

function checkRate(text: string, at: string, fault: Fault): void {
  if (compareRatios(ratio(text), whole(1n)) > 0) fault(at, `expected at most 100%, got "${text}"`);
}
