import { nodesOf } from '../formula-nodes';
import type { Eligibility } from '../eligibility';
import type { FormulaRule } from '../incentives';
import type { Fault } from './check';

/** What is asked of the partner on the day of an approval, which a quarter without sales has not. */
const OF_THE_PARTNER: readonly (keyof Eligibility)[] = [
  'partnerKinds',
  'tracks',
  'designations',
  'agreementCoversTerritory',
  'exhibit',
  'credential',
];

/** What is owed in a quarter without sales can rest on no sale, and says by its formula for which quarters. */
export function checkGuarantee(
  { guarantee, formula, per, payee, split, caps, eligibility = {} }: FormulaRule,
  at: string,
  fault: Fault,
): void {
  if (!guarantee) return;
  if (per !== 'quarter') fault(`${at}.guarantee`, 'expected none: the rule is reckoned per sale');
  if (payee !== undefined && payee !== 'partner') {
    fault(`${at}.payee`, 'expected "partner": a quarter without sales has nobody else to pay');
  }
  if (split) fault(`${at}.split`, 'expected none: a guarantee is paid whole');
  if (caps) fault(`${at}.caps`, 'expected none: the formula of a guarantee says its limit');
  for (const condition of OF_THE_PARTNER.filter((one) => eligibility[one] !== undefined)) {
    const instead = 'a quarter without sales has no approval; see "guarantee" and "requires"';
    fault(`${at}.eligibility.${condition}`, `expected none: ${instead}`);
  }
  const asks = nodesOf(formula).some(([node]) => node.op === 'input' && node.fact === 'quarters');
  if (!asks) {
    fault(`${at}.formula`, 'expected the input "quarters": those for which the guarantee is owed');
  }
}
