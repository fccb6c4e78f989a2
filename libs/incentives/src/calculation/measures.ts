import {
  compareRatios,
  fiscalYearOf,
  plus,
  plusMonths,
  previousQuarter,
  product,
  quotient,
  quarterLastYear,
  quarterNumber,
  ratio,
  ratioText,
  whole,
  type FiscalQuarter,
  type IsoDate,
  type Ratio,
} from '@accord/kernel';
import { isCount, type FormulaInput, type FormulaRule } from '@accord/programs';
import type { Derivation, Exact } from '../formula/derivation';
import { groupedBy } from './grouped';
import { exactly, membersHashOf, type FormulaSale } from './formula-sale';

export type Input = Omit<FormulaInput, 'op'>;

/**
 * What the inputs of a formula come to, from all sales of one partner that its rule counts. What is
 * the same for all sales of a quarter is summed once.
 */
export class Measures {
  private readonly byQuarter: ReadonlyMap<FiscalQuarter, readonly FormulaSale[]>;
  private readonly summed = new Map<string, Derivation>();

  /** @param isGuaranteed by quarter, whether the rule is owed to the partner without sales */
  constructor(
    counted: readonly FormulaSale[],
    private readonly isGuaranteed: (quarter: FiscalQuarter) => boolean,
  ) {
    this.byQuarter = groupedBy(counted, ({ claim }) => claim.quarter);
  }

  of(input: FormulaInput, sale: FormulaSale): Derivation {
    if (input.over === 'sale') return measureOfSale(plain(input), sale);
    return this.through(input, sale.claim.quarter, sale.rule);
  }

  /** What an input over more than one sale comes to through a quarter, as a rule asks for it. */
  through(asked: FormulaInput, quarter: FiscalQuarter, rule: FormulaRule): Derivation {
    const input = plain(asked);
    if (input.fact === 'quarters') return this.quarters(input, quarter, rule);
    const key = `${quarter} ${JSON.stringify(input)}`;
    const found = this.summed.get(key) ?? this.sum(input, quarter);
    this.summed.set(key, found);
    return found;
  }

  /** Those of the fiscal year so far, under a guarantee as far as it is owed for them. */
  private quarters(input: Input, quarter: FiscalQuarter, { guarantee }: FormulaRule): Derivation {
    const all = input.over === 'quarter' ? [quarter] : yearThrough(quarter);
    const counted = guarantee ? all.filter(this.isGuaranteed) : all;
    return leaf(input, { unit: 'number', ...whole(BigInt(counted.length)) });
  }

  private sum(input: Input, quarter: FiscalQuarter): Derivation {
    const sales = this.salesOver(input, quarter);
    const converted = sales.filter(({ claim }) => claim.wanted !== null).length;
    const from = {
      sales: sales.length,
      membersHash: membersHashOf(sales),
      ...(converted > 0 && { converted }),
    };
    return { ...leaf(input, total(input, sales)), step: { op: 'input', input, from } };
  }

  /** @returns the sales that an input of a quarter's reckoning is summed over; none where it is over the sale alone */
  salesOver(input: Input, quarter: FiscalQuarter): readonly FormulaSale[] {
    const { over } = input;
    switch (over) {
      case 'sale':
        return [];
      case 'quarter':
        return this.byQuarter.get(quarter) ?? [];
      case 'quarterLastYear':
        return this.byQuarter.get(quarterLastYear(quarter)) ?? [];
      case 'yearToDate':
        return this.salesIn((q) => q <= quarter && fiscalYearOf(q) === fiscalYearOf(quarter));
      case 'lastYear': {
        const year = fiscalYearOf(quarterLastYear(quarter));
        return this.salesIn((q) => fiscalYearOf(q) === year);
      }
      case 'bestQuarterBefore':
        return this.bestQuarter(input, previousQuarter(quarter));
    }
  }

  private salesIn(isWanted: (quarter: FiscalQuarter) => boolean): FormulaSale[] {
    return [...this.byQuarter].flatMap(([quarter, sales]) => (isWanted(quarter) ? sales : []));
  }

  /** The sales of the quarter in which the measure was highest; of equal ones of the earliest. */
  private bestQuarter(input: Input, last: FiscalQuarter): readonly FormulaSale[] {
    const quarters = [...this.byQuarter.keys()].filter((quarter) => quarter <= last).toSorted();
    let best: readonly FormulaSale[] = [];
    for (const quarter of quarters) {
      const sales = this.byQuarter.get(quarter) ?? [];
      if (compareRatios(total(input, sales), total(input, best)) > 0) best = sales;
    }
    return best;
  }
}

const plain = ({ fact, over, weights, terms }: FormulaInput): Input => ({
  fact,
  over,
  ...(weights && { weights }),
  ...(terms && { terms }),
});

/** A quarter with those of its fiscal year that come before it. */
function yearThrough(quarter: FiscalQuarter): FiscalQuarter[] {
  const quarters = [quarter];
  for (let left = quarterNumber(quarter) - 1, one = quarter; left > 0; left -= 1) {
    one = previousQuarter(one);
    quarters.push(one);
  }
  return quarters;
}

/** @returns what an input over one sale comes to */
export function measureOfSale(input: Input, sale: FormulaSale): Derivation {
  const measured = leaf(input, total(input, [sale]));
  const { wanted, conversion } = sale.claim;
  if (isCount(input.fact) || !wanted || !conversion || !('factor' in conversion)) return measured;
  const { publication, factor } = conversion;
  const inItsCurrency = { ...measured.value, ...quotient(measured.value, factor) };
  return {
    step: {
      op: 'convert',
      from: wanted.from,
      to: wanted.to,
      publication,
      factor: ratioText(factor),
    },
    parts: [leaf(input, inItsCurrency)],
    value: measured.value,
  };
}

const leaf = (input: Input, value: Exact): Derivation => ({
  step: { op: 'input', input },
  parts: [],
  value,
});

/** @returns what an input comes to over these sales */
export function total({ fact, weights = {}, terms }: Input, sales: readonly FormulaSale[]): Exact {
  const weighted = sales.map((sale) => {
    const { productFamily } = sale.claim.deal;
    const weight = Object.hasOwn(weights, productFamily) ? weights[productFamily] : undefined;
    return product(measure(fact, sale, terms), ratio(weight ?? '1'));
  });
  return {
    unit: isCount(fact) ? 'number' : 'money',
    ...weighted.reduce<Ratio>((so, one) => plus(so, one), whole(0n)),
  };
}

function measure(
  fact: FormulaInput['fact'],
  sale: FormulaSale,
  terms: FormulaInput['terms'],
): Ratio {
  const { claim } = sale;
  switch (fact) {
    case 'sales':
      return whole(1n);
    case 'units':
      return whole(BigInt(claim.deal.units ?? 0));
    case 'netArr':
      return exactly(sale, claim.sale.netArr);
    case 'annualFees':
      return exactly(sale, claim.sale.annualFees);
    case 'marketplaceFee': {
      const { marketplaceFee: fee } = claim.sale;
      return fee ? exactly(sale, fee.amount) : whole(0n);
    }
    case 'paid':
      return paidWithin(sale, terms);
    case 'quarters':
      return whole(0n);
  }
}

/** The payments that come before their term ends; all where there are no terms. */
function paidWithin(sale: FormulaSale, terms: FormulaInput['terms']): Ratio {
  const { claim, trackOn } = sale;
  const { bookedOn, payments } = claim.sale;
  const counts = (paidOn: IsoDate): boolean => {
    if (!terms) return true;
    const term = terms.find(({ track }) => track === trackOn(paidOn));
    return term !== undefined && paidOn < plusMonths(bookedOn, term.months);
  };
  return payments
    .filter(({ paidOn }) => counts(paidOn))
    .reduce<Ratio>((so, { amount }) => plus(so, exactly(sale, amount)), whole(0n));
}
