import type { Recorded } from '@accord/kernel';
import type { Projection, ViewDb } from '@accord/read-store';
import { calculate } from '../calculation/calculate';
import { claimIdOf, claimsOf, lineIdOf } from '../calculation/claim';
import { groupOf, groupOfGuarantee } from '../calculation/groups';
import { guaranteeIdOf, guaranteesOf } from '../calculation/guarantees';
import { affectedPartners, affectedSales, loadRates, loadSales, loadWorld } from './affected';
import {
  createLines,
  groupsOfSales,
  guaranteedLines,
  replaceGroups,
  salesOfGroups,
} from './earning-lines';
import { EARNINGS, dealFacts, partnerFacts, programFacts, rateFacts, saleFacts } from './facts';

const facts = [dealFacts, saleFacts, partnerFacts, programFacts, rateFacts];

/**
 * What everybody has earned. Facts are folded first; then every group (partner and quarter, or partner and rule) that they
 * touch is reckoned anew, once per batch, so that a recount is not paid per fact.
 */
export const earningsProjection: Projection = {
  ...EARNINGS,
  tables: [...facts.flatMap(({ tables }) => tables), 'earning_lines'],
  events: facts.flatMap(({ events }) => events),
  async create(db) {
    for (const table of facts) await table.create(db);
    await createLines(db);
  },
  async apply(db, events) {
    for (const table of facts) await table.apply(db, events);
    await recalculate(db, events);
  },
};

async function recalculate(db: ViewDb, events: readonly Recorded[]): Promise<void> {
  const affected = await affectedSales(db, events);
  const partners = await affectedPartners(db, events);
  if (affected.length + partners.length === 0) return;
  const dirty = await dirtyGroups(db, affected, partners);
  if (dirty.size === 0) return;

  const saleIds = new Set([...affected, ...(await salesOfGroups(db, [...dirty]))]);
  const sales = await loadSales(db, [...saleIds]);
  const deals = sales.flatMap((one) => one.deals);
  const standing = await guaranteedLines(db, { groups: [...dirty] });
  const guaranteed = [...partners, ...standing.map(({ partner_id }) => partner_id)];
  const world = await loadWorld(db, deals, guaranteed);
  const claims = sales.flatMap(({ sale, deals: own }) =>
    own.flatMap((deal) => claimsOf(deal, sale, world)),
  );
  const known = new Set([...guaranteed, ...deals.map(({ partnerId }) => partnerId)]);
  const owed = [...known]
    .flatMap((partnerId) => guaranteesOf(world.partner(partnerId), world))
    .filter((guarantee) => dirty.has(groupOfGuarantee(guarantee)));
  const groups = new Map([
    ...claims.map((claim) => [lineIdOf(claim), groupOf(claim)] as const),
    ...owed.map((guarantee) => [guaranteeIdOf(guarantee), groupOfGuarantee(guarantee)] as const),
  ]);
  const published = await loadRates(db, claims);
  const lines = calculate(claims, { ...world, published }, owed).flatMap((line) => {
    const group = groups.get(claimIdOf(line));
    return group !== undefined && dirty.has(group) ? [[group, line] as const] : [];
  });
  await replaceGroups(db, dirty, lines);
}

/** Those in which these sales, or guarantees of these partners, stand or should. */
async function dirtyGroups(
  db: ViewDb,
  saleIds: readonly string[],
  partners: string[],
): Promise<Set<string>> {
  const sales = await loadSales(db, saleIds);
  const deals = sales.flatMap((one) => one.deals);
  const world = await loadWorld(db, deals, partners);
  const standing = await guaranteedLines(db, { partners });
  const claims = sales.flatMap(({ sale, deals: own }) =>
    own.flatMap((deal) => claimsOf(deal, sale, world)),
  );
  const owed = partners.flatMap((partnerId) => guaranteesOf(world.partner(partnerId), world));
  return new Set([
    ...(await groupsOfSales(db, saleIds)),
    ...standing.map(({ group_key }) => group_key),
    ...claims.map(groupOf),
    ...owed.map(groupOfGuarantee),
  ]);
}
