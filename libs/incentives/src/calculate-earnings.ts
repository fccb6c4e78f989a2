import type { Recorded } from '@accord/kernel';
import { dealEvents } from '@accord/deals';
import { partner, partnerEvents, type Partner } from '@accord/partners';
import { program, programEvents, type Program } from '@accord/programs';
import { rateEvents } from '@accord/rates';
import { saleEvents } from '@accord/sales';
import { calculate } from './calculation/calculate';
import { claimsOf, type Claim, type World } from './calculation/claim';
import { guaranteesOf, type Guarantee } from './calculation/guarantees';
import type { EarningLine } from './earning-line';
import { foldDeal, type DealFact } from './facts/deal-fact';
import { RateBook } from './facts/rate-book';
import { foldSale, type SaleFact } from './facts/sale-fact';

/**
 * What everybody has earned by a history of events, without any store.
 * @param events in the order of the log; others than of deals, sales, partners, programs and rates are passed over
 */
export function calculateEarnings(events: readonly Recorded[]): EarningLine[] {
  const { claims, world, owed } = claimsIn(events);
  return calculate(claims, world, owed);
}

/** Every claim that a history of events gives rise to, and the world that it is weighed in. */
export function claimsIn(events: readonly Recorded[]): {
  readonly claims: readonly Claim[];
  readonly world: World;
  /** What is guaranteed to partners for quarters that are over. */
  readonly owed: readonly Guarantee[];
} {
  const deals = new Map<string, DealFact>();
  const sales = new Map<string, SaleFact>();
  const partners = new Map<string, Partner>();
  const programs = new Map<string, Program>();
  const rates = new RateBook();
  for (const event of events) {
    const { stream } = event;
    const id = stream.slice(stream.indexOf('-') + 1);
    if (dealEvents.includes(event)) deals.set(id, foldDeal(deals.get(id), event));
    else if (saleEvents.includes(event)) sales.set(id, foldSale(sales.get(id), event));
    else if (rateEvents.includes(event)) rates.add(event.data);
    else if (partnerEvents.includes(event)) {
      partners.set(id, partner.evolve(partners.get(id) ?? partner.initial, event));
    } else if (programEvents.includes(event)) {
      programs.set(id, program.evolve(programs.get(id) ?? program.initial, event));
    }
  }
  const world = {
    partner: (id: string) => partners.get(id),
    program: (id: string) => programs.get(id),
    published: rates.on.bind(rates),
  };
  const claims = [...sales.values()].flatMap((sale) =>
    [...deals.values()].flatMap((deal) => claimsOf(deal, sale, world)),
  );
  const owed = [...partners.values()].flatMap((known) => guaranteesOf(known, world));
  return { claims, world, owed };
}
