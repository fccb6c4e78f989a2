import {
  fromJson,
  ratio,
  round,
  sum,
  times,
  type Money,
  type MoneyJson,
  type Ratio,
} from '@accord/kernel';
import type { DiscountRow, PriceClass, PricingRules, ProgramRules } from '@accord/programs';
import type { Registration } from '../deal';
import type { DealLine } from '../deal.events';
import { bonusPoints } from './bonus';
import { NOTHING, discountOf, half, lower, plus, rest } from './discount';
import { wayOf, type Standings, type Way } from './way';

export type Party = DiscountRow['party'];

export interface PriceFacts extends Standings {
  readonly track: string;
  /** What the deal renews, by the word of sales where they have reported its opportunity. */
  readonly renewal: Registration['renewal'];
  /** Who sold last to the customer. */
  readonly incumbent: 'partner' | 'another' | 'nobody';
  /** The incumbent's discount in its last order, where it is known. */
  readonly lastRate: string | null;
  /** Rates that were agreed below the program's; a discount is never more than that. */
  readonly agreed: Readonly<Partial<Record<Party, string>>>;
}

export interface PricedLine {
  readonly family: string;
  readonly part: DealLine['part'];
  readonly list: Money;
  readonly discount: Ratio;
  readonly net: Money;
}

/** What one party of a deal pays. */
export interface Price {
  readonly party: Party;
  readonly lines: readonly PricedLine[];
  readonly list: Money;
  readonly net: Money;
}

/**
 * Discounts come off list; each line is rounded once. In two-tier deals the distributor's discount is
 * on top of the reseller's, so that both apply (GitLab, Channel Operations).
 */
export function priceOf(
  rules: ProgramRules,
  pricing: PricingRules,
  facts: PriceFacts,
): { readonly way: Way; readonly prices: readonly Price[] } {
  const way = wayOf(rules, facts);
  const lines = linesOf(facts);
  const lists = lines.map((line) => fromJson(line.list));
  // Of the lines: older amendments could put the deal's amount in another currency.
  const { currency } = lists[0] ?? fromJson(facts.registration.value);
  const list = sum(lists, currency);
  const registered = way.as === 'sourced';
  const { bonuses: claims = [] } = facts.registration;
  // Thresholds are in the program's currency; a deal in another one reaches none.
  const bonus =
    currency === rules.currency ? bonusPoints(pricing, { registered, claims, list }) : NOTHING;
  const parties: Party[] =
    facts.registration.distributorId === undefined ? ['reseller'] : ['reseller', 'distributor'];
  const prices = parties.map((party): Price => {
    const priced = lines.map((line) => {
      const amount = fromJson(line.list);
      const reseller = lower(
        plus(resellerDiscount(rules, pricing, facts, way, line), bonus),
        ratio(facts.agreed.reseller ?? '100%'),
      );
      const own = lower(
        distributorDiscount(rules, pricing, facts, way, line),
        ratio(facts.agreed.distributor ?? '100%'),
      );
      const discount = party === 'reseller' ? reseller : plus(reseller, own);
      const net = round(times(amount, rest(discount)), rules.payout.rounding);
      return { family: line.family, part: line.part, list: amount, discount, net };
    });
    const net = sum(
      priced.map((line) => line.net),
      currency,
    );
    return { party, lines: priced, list, net };
  });
  return { way, prices };
}

/** A deal that names no parts is one: what is registered of a renewal with growth is the growth. */
function linesOf({ registration, renewal }: PriceFacts): readonly DealLine[] {
  const { lines, productFamily: family, value } = registration;
  if (lines && lines.length > 0) return lines;
  const list: MoneyJson = value;
  const part = { none: 'new', flat: 'same', growth: 'added' } as const;
  return [{ family, part: part[renewal], list }];
}

function resellerDiscount(
  rules: ProgramRules,
  pricing: PricingRules,
  facts: PriceFacts,
  way: Way,
  line: DealLine,
): Ratio {
  const of = (price: PriceClass): Ratio => matrix(rules, pricing, facts, line, price, 'reseller');
  // Working with GitLab: a tier upgrade at renewal brings the sourced discount to the whole deal.
  const upgraded =
    pricing.upgradeScope === 'wholeDeal' && linesOf(facts).some(({ part }) => part === 'upgraded');
  if (line.part === 'same' && !(upgraded && way.as === 'sourced')) {
    return unchangedDiscount(rules, facts, way, of);
  }
  switch (way.as) {
    case 'sourced':
      return of('sourced');
    case 'halfRate':
      return half(of('sourced'));
    case 'cosell':
      return of('cosell');
    case 'listPrice':
      return NOTHING;
  }
}

/** The part of a renewal that stays as it was belongs to the incumbent. */
function unchangedDiscount(
  { tender }: ProgramRules,
  { registration, incumbent, lastRate }: PriceFacts,
  way: Way,
  of: (price: PriceClass) => Ratio,
): Ratio {
  if (registration.tender && tender?.renewal) {
    if (incumbent === 'partner') {
      const last = tender.renewal.incumbent === 'lastRate' && lastRate !== null;
      return last ? ratio(lastRate) : of('renewal');
    }
    return tender.renewal.others === 'cosell' ? of('cosell') : NOTHING;
  }
  if (way.as === 'listPrice') return NOTHING;
  return incumbent === 'another' ? of('cosell') : of('renewal');
}

function distributorDiscount(
  rules: ProgramRules,
  pricing: PricingRules,
  facts: PriceFacts,
  way: Way,
  line: DealLine,
): Ratio {
  const sourced = way.as === 'sourced' ? 'sourced' : 'cosell';
  const price = line.part === 'same' ? 'renewal' : sourced;
  return matrix(rules, pricing, facts, line, price, 'distributor');
}

const matrix = (
  rules: ProgramRules,
  pricing: PricingRules,
  { registration: { dealType, territory }, track }: PriceFacts,
  { family }: DealLine,
  price: PriceClass,
  party: Party,
): Ratio => discountOf(pricing, { price, party, track, dealType, territory, family }, rules);
