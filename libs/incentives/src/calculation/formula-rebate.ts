import type { EarningLine } from '../earning-line';
import { byBooking, type World } from './claim';
import { formulaLine } from './formula-line';
import { nothingFor, type FormulaSale } from './formula-sale';
import { groupedBy } from './grouped';
import { guaranteeLine } from './guarantee-line';
import { guaranteedTo, type Guarantee } from './guarantees';
import { Measures } from './measures';
import type { PriorLines } from './prior-lines';
import { quarterByQuarter } from './quarter-by-quarter';
import { saleBySale } from './sale-by-sale';

/**
 * What a formula gives for sales. Reversed and refused sales neither count nor earn. Partners are measured
 * each by itself; only limits may be theirs together.
 * @param sales all under a rule: of one partner in one quarter, of one partner, or of all, by its reach
 * @param guarantees under it, of the same partners and quarters
 * @param before what rules before this one gave; learns what this one gives
 */
export function formulaRebates(
  sales: readonly FormulaSale[],
  guarantees: readonly Guarantee[],
  before: PriorLines,
  world: World,
): EarningLine[] {
  const counted = countedSales(sales);
  const sold = groupedBy(counted, partnerOf);
  const owed = groupedBy(guarantees, ({ partnerId }) => partnerId);
  const partners = [...new Set([...sold.keys(), ...owed.keys()])].map((partnerId) => {
    const own = sold.get(partnerId) ?? [];
    const promised = owed.get(partnerId) ?? [];
    const isGuaranteed = guaranteedTo(partnerId, nameOf(sales, guarantees), world);
    return { own, promised, measures: new Measures(own, isGuaranteed) };
  });
  const measuresOf = new Map(
    partners.flatMap(({ own, measures }) => own.map((sale) => [sale, measures] as const)),
  );
  const perSale = counted.filter(({ rule }) => rule.per === 'sale');
  const perQuarter = partners.map(({ own, promised, measures }) =>
    quarterByQuarter(own, promised, measures),
  );
  const earned = new Map([
    ...saleBySale(perSale, measuresOf, before),
    ...perQuarter.flatMap((one) => one.sold),
  ]);
  const lines = sales.map((sale) => {
    const nothing = nothingFor(sale);
    const line = formulaLine(sale, nothing ? { nothing } : (earned.get(sale) ?? {}));
    before.add(sale.claim, line);
    return line;
  });
  const unsold = perQuarter.flatMap((one) => one.unsold);
  return [...lines, ...unsold.map(([guarantee, given]) => guaranteeLine(guarantee, given))];
}

/** The rule that all of them are under. */
function nameOf(
  sales: readonly FormulaSale[],
  guarantees: readonly Guarantee[],
): { readonly programId: string; readonly rule: string } {
  const [sale] = sales;
  const [guarantee] = guarantees;
  if (sale) return { programId: sale.claim.deal.programId, rule: sale.rule.rule };
  if (guarantee) return { programId: guarantee.programId, rule: guarantee.rule.rule };
  throw new Error('Nothing to reckon');
}

/** Those that count, in the order booked. */
export const countedSales = (sales: readonly FormulaSale[]): FormulaSale[] =>
  sales.filter((sale) => nothingFor(sale) === null).toSorted(byDay);

export const partnerOf = ({ claim }: FormulaSale): string => claim.deal.partnerId;

const byDay = (a: FormulaSale, b: FormulaSale): number => byBooking(a.claim, b.claim);
