import type { ProgramRules } from '../program-document';
import { overlappingTerritories, partsOf } from '../territories';
import type { Check, Fault } from './check';
import { commonlyOverlap } from './common-regions';

/**
 * Territories are told apart: each stands once, and where exclusivity goes by them, those that lie in one
 * another say so.
 */
export const checkTerritories: Check = (rules, fault) => {
  const { territories, territoryParts = {}, exclusivity } = rules;
  territories.forEach((territory, i) => {
    if (territories.indexOf(territory) < i)
      fault(`territories.${i}`, `"${territory}" stands there already`);
  });
  for (const [territory, parts] of Object.entries(territoryParts)) {
    const at = `territoryParts.${territory}`;
    if (!territories.includes(territory))
      fault(at, `expected one of ${territories.join(', ')}, got "${territory}"`);
    parts.forEach((part, i) => {
      if (parts.indexOf(part) < i) fault(`${at}.${i}`, `"${part}" stands there already`);
      if (liesIn(rules, part, territory)) fault(`${at}.${i}`, `"${territory}" lies in itself`);
    });
  }
  if (exclusivity.scope === 'familyTerritory') checkApart(rules, fault);
};

/** Whether a territory is found again among the parts of one of its own. */
function liesIn(rules: ProgramRules, start: string, territory: string): boolean {
  const seen = new Set<string>();
  const found = (place: string): boolean => {
    if (place === territory) return true;
    if (seen.has(place)) return false;
    seen.add(place);
    return (partsOf(rules, place) ?? []).some(found);
  };
  return found(start);
}

/** Two approvals of one customer in DACH and in DE would both stand where nothing says that DE lies in DACH. */
function checkApart(rules: ProgramRules, fault: Fault): void {
  const { territories } = rules;
  const isTold = (territory: string): boolean => partsOf(rules, territory) !== undefined;
  territories.forEach((territory, i) => {
    const declared = overlappingTerritories(rules, territory);
    const other = territories
      .slice(0, i)
      .find(
        (one) =>
          one !== territory &&
          !(isTold(one) || isTold(territory)) &&
          !declared.includes(one) &&
          commonlyOverlap(one, territory),
      );
    if (other === undefined) return;
    const message = `"${territory}" and "${other}" share places as these names are commonly used: say in territoryParts what the larger is made of`;
    fault(`territories.${i}`, message);
  });
}
