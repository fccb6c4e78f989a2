import { lowest, type Ratio } from '@accord/kernel';
import { exactly, idOf, type FormulaSale } from './formula-sale';

/** How much each sale brought, in whole numbers that keep the proportions of exact fractions. */
export function netArrWeights(
  sales: readonly FormulaSale[],
): { readonly key: string; readonly weight: bigint }[] {
  const exact = sales.map((sale) => [idOf(sale), exactly(sale, sale.claim.sale.netArr)] as const);
  const common = exact.reduce((so, [, one]) => commonMultiple(so, one.denominator), 1n);
  return exact.map(([key, { numerator, denominator }]) => ({
    key,
    weight: numerator * (common / denominator),
  }));
}

const commonMultiple = (a: bigint, b: bigint): bigint => a * shared(a, b).denominator;
const shared = (numerator: bigint, denominator: bigint): Ratio =>
  lowest({ numerator, denominator });
