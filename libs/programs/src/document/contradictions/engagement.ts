import { amountAt } from './amounts';
import type { Check } from './check';
import { checkNames, checkOrder } from './rows';

/** Tables of losers and routes name what the program knows, and every row has its cases. */
export const checkEngagement: Check = (rules, fault) => {
  const losers = rules.exclusivity.losers ?? [];
  losers.forEach(({ territories }, i) =>
    checkNames(`exclusivity.losers.${i}`, { territories }, rules, fault),
  );
  checkOrder(
    'exclusivity.losers',
    losers.map(({ territories }) => ({ territories })),
    rules,
    fault,
  );
  const routes = (rules.routeToMarket ?? []).map(({ tracks, territories, dealTypes }) => ({
    tracks,
    territories,
    dealTypes,
  }));
  routes.forEach((route, i) => checkNames(`routeToMarket.${i}`, route, rules, fault));
  checkOrder('routeToMarket', routes, rules, fault);
  const { preferredPartner, qualification, exclusivity } = rules;
  if (preferredPartner) {
    const { territories } = preferredPartner;
    checkNames('preferredPartner', { territories }, rules, fault);
  }
  if (qualification?.minValue !== undefined) {
    amountAt(rules, fault, 'qualification.minValue', qualification.minValue);
  }
  if (exclusivity.scope === 'tender' && rules.tender?.registration === 'refuse') {
    fault('exclusivity.scope', 'a program that takes no tenders cannot give exclusivity by tender');
  }
};
