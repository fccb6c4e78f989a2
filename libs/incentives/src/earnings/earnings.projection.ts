import type { Recorded } from '@accord/kernel';
import type { Projection, ViewDb } from '@accord/read-store';
import { calculate, groupOf } from '../calculation/calculate';
import { claimIdOf, claimsOf, lineIdOf } from '../calculation/claim';
import { affectedSales, loadRates, loadSales, loadWorld } from './affected';
import { createLines, groupsOfSales, replaceGroups, salesOfGroups } from './earning-lines';
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
  if (affected.length === 0) return;
  const dirty = new Set(await groupsOfSales(db, affected));
  const touched = await loadSales(db, affected);
  const world = await loadWorld(
    db,
    touched.flatMap(({ deals }) => deals),
  );
  for (const { sale, deals } of touched) {
    for (const deal of deals) {
      for (const claim of claimsOf(deal, sale, world)) dirty.add(groupOf(claim));
    }
  }
  if (dirty.size === 0) return;

  const saleIds = new Set([...affected, ...(await salesOfGroups(db, [...dirty]))]);
  const sales = await loadSales(db, [...saleIds]);
  const whole = await loadWorld(
    db,
    sales.flatMap(({ deals }) => deals),
  );
  const claims = sales.flatMap(({ sale, deals }) =>
    deals.flatMap((deal) => claimsOf(deal, sale, whole)),
  );
  const groups = new Map(claims.map((claim) => [lineIdOf(claim), groupOf(claim)]));
  const published = await loadRates(db, claims);
  const lines = calculate(claims, { ...whole, published }).flatMap((line) => {
    const group = groups.get(claimIdOf(line));
    return group !== undefined && dirty.has(group) ? [[group, line] as const] : [];
  });
  await replaceGroups(db, dirty, lines);
}
