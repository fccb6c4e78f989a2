import type { EarningLine } from '../earning-line';
import { byBooking } from './claim';
import { formulaLine } from './formula-line';
import { nothingFor, type FormulaSale } from './formula-sale';
import { groupedBy } from './grouped';
import { Measures } from './measures';
import type { PriorLines } from './prior-lines';
import { quarterByQuarter } from './quarter-by-quarter';
import { saleBySale } from './sale-by-sale';

/**
 * What a formula gives for sales. Reversed and refused sales neither count nor earn. Partners are measured
 * each by itself; only limits may be theirs together.
 * @param sales all under a rule: of one partner in one quarter, of one partner, or of all, by its reach
 * @param before what rules before this one gave; learns what this one gives
 */
export function formulaRebates(sales: readonly FormulaSale[], before: PriorLines): EarningLine[] {
  const counted = countedSales(sales);
  const partners = [...groupedBy(counted, partnerOf).values()].map((own) => ({
    own,
    measures: new Measures(own),
  }));
  const measuresOf = new Map(
    partners.flatMap(({ own, measures }) => own.map((sale) => [sale, measures] as const)),
  );
  const perSale = counted.filter(({ rule }) => rule.per === 'sale');
  const earned = new Map([
    ...saleBySale(perSale, measuresOf, before),
    ...partners.flatMap(({ own, measures }) => quarterByQuarter(own, measures)),
  ]);
  return sales.map((sale) => {
    const nothing = nothingFor(sale);
    const line = formulaLine(sale, nothing ? { nothing } : (earned.get(sale) ?? {}));
    before.add(sale.claim, line);
    return line;
  });
}

/** Those that count, in the order booked. */
export const countedSales = (sales: readonly FormulaSale[]): FormulaSale[] =>
  sales.filter((sale) => nothingFor(sale) === null).toSorted(byDay);

export const partnerOf = ({ claim }: FormulaSale): string => claim.deal.partnerId;

const byDay = (a: FormulaSale, b: FormulaSale): number => byBooking(a.claim, b.claim);
