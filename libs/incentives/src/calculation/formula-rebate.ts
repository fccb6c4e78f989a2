import {
  allocate,
  formatAmount,
  fromJson,
  isNegative,
  plus,
  plusDays,
  product,
  quarterEnd,
  ratio,
  round,
  sha256Hex,
  toJson,
  whole,
  zero,
  type Money,
  type Ratio,
} from '@accord/kernel';
import type { FormulaInput, FormulaRule } from '@accord/programs';
import type { EarningLine, QuarterShare } from '../earning-line';
import { derivationJson, type Derivation, type Exact } from '../formula/derivation';
import { evaluate } from '../formula/evaluate';
import type { Cascade } from './cascade';
import { lineIdOf, type Claim } from './claim';
import { because, reversal, type Refusal } from './refusal';

/** One sale under a formula, and why it earns nothing; null when nothing speaks against it. */
export interface FormulaSale {
  readonly claim: Claim;
  readonly rule: FormulaRule;
  readonly refusal: Refusal | null;
}

/**
 * What a formula gives for the sales of one partner in one quarter. Reversed and refused sales neither
 * count nor earn. An amount of the whole quarter is rounded once and shared out over its sales.
 * @param sales all of one partner, quarter and rule
 * @param cascade what rules before this one gave; learns what this one gives
 */
export function formulaRebates(sales: readonly FormulaSale[], cascade: Cascade): EarningLine[] {
  const counted = sales.filter((sale) => nothingFor(sale) === null);
  const shares = quarterShares(counted);
  return sales.map((sale) => {
    const nothing = nothingFor(sale);
    if (nothing !== null) return lineOf(sale, { nothing });
    const earned = shares?.get(sale) ?? { derivation: derive(sale, [sale], counted, cascade) };
    const line = lineOf(sale, earned);
    cascade.add(sale.claim, line);
    return line;
  });
}

const nothingFor = ({ claim, refusal }: FormulaSale): Refusal | null => refusal ?? reversal(claim);

interface Earned {
  readonly nothing?: Refusal;
  readonly derivation?: Derivation;
  readonly share?: { readonly amount: Money; readonly whole: QuarterShare };
}

/** Undefined where the rule is reckoned for each sale by itself. */
function quarterShares(counted: readonly FormulaSale[]): Map<FormulaSale, Earned> | undefined {
  const [first] = counted;
  if (first?.rule.per !== 'quarter') return undefined;
  const derivation = derive(first, counted, counted);
  const amount = roundedOf(first, derivation);
  const ids = counted.map(idOf).toSorted();
  const whole = {
    of: toJson(amount),
    sales: counted.length,
    membersHash: sha256Hex(ids.join('\n')),
  };
  const weights = counted.map((sale) => ({ key: idOf(sale), weight: netArr(sale.claim).minor }));
  const evenly = weights.every(({ weight }) => weight === 0n);
  const parts = allocate(
    amount,
    weights.map(({ key, weight }) => ({ key, weight: evenly ? 1n : weight })),
  );
  return new Map(
    counted.map((sale) => {
      const part = parts.get(idOf(sale)) ?? zero(amount.currency);
      return [sale, { derivation, share: { amount: part, whole } }];
    }),
  );
}

const idOf = ({ claim }: FormulaSale): string => `${claim.deal.dealId}:${claim.sale.saleId}`;
const netArr = ({ sale }: Claim): Money => fromJson(sale.netArr);

function derive(
  { claim, rule }: FormulaSale,
  sale: readonly FormulaSale[],
  quarter: readonly FormulaSale[],
  cascade?: Cascade,
): Derivation {
  return evaluate(rule.formula, {
    currency: claim.rules.currency,
    input: ({ op, ...input }) => {
      const value = total(input, input.over === 'sale' ? sale : quarter);
      const measure: Derivation = { step: { op, input }, parts: [], value };
      return cascade && value.unit === 'money' ? cascade.reduce(claim, measure) : measure;
    },
  });
}

function total(
  { fact, weights = {} }: Omit<FormulaInput, 'op'>,
  sales: readonly FormulaSale[],
): Exact {
  const weighted = sales.map(({ claim }) => {
    const { productFamily } = claim.deal;
    const weight = Object.hasOwn(weights, productFamily) ? weights[productFamily] : undefined;
    return product(measure(fact, claim), ratio(weight ?? '1'));
  });
  return {
    unit: fact === 'sales' ? 'number' : 'money',
    ...weighted.reduce<Ratio>((so, one) => plus(so, one), whole(0n)),
  };
}

function measure(fact: FormulaInput['fact'], claim: Claim): Ratio {
  switch (fact) {
    case 'sales':
      return whole(1n);
    case 'netArr':
      return whole(netArr(claim).minor);
    case 'annualFees':
      return whole(fromJson(claim.sale.annualFees).minor);
  }
}

/** What is owed by a formula: never less than nothing. */
function roundedOf({ claim }: FormulaSale, { value }: Derivation): Money {
  const { currency, payout } = claim.rules;
  const rounded = round({ ...value, currency }, payout.rounding);
  return isNegative(rounded) ? zero(currency) : rounded;
}

function lineOf(formulaSale: FormulaSale, { nothing, derivation, share }: Earned): EarningLine {
  const { claim, rule } = formulaSale;
  const { deal, sale, rules, quarter } = claim;
  const amount =
    share?.amount ?? (derivation ? roundedOf(formulaSale, derivation) : zero(rules.currency));
  const empty =
    derivation && amount.minor === 0n ? because('The formula gives nothing here') : null;
  const { reason = null, wouldChange = [] } = nothing ?? empty ?? {};
  const exact = derivation?.value ?? whole(0n);
  return {
    lineId: lineIdOf(claim),
    programId: deal.programId,
    programVersion: claim.programVersion,
    partnerId: deal.partnerId,
    rule: rule.rule,
    kind: rule.kind,
    quarter,
    dealId: deal.dealId,
    saleId: sale.saleId,
    base: sale.netArr,
    rate: null,
    tier: null,
    exact: { numerator: exact.numerator.toString(), denominator: exact.denominator.toString() },
    rounding: rules.payout.rounding,
    cap: null,
    amount: toJson(amount),
    zeroReason: reason,
    dueOn: plusDays(quarterEnd(quarter, rules.fiscalYear), rule.due.quarterEndPlusDays),
    derivation: nothing?.reason ?? sentence(formulaSale, amount, share?.whole),
    sources: [...deal.sources, ...sale.sources],
    ...(wouldChange.length > 0 && { wouldChange }),
    ...(derivation && { steps: derivationJson(derivation) }),
    ...(share && { share: share.whole }),
  };
}

function sentence(
  { claim, rule }: FormulaSale,
  amount: Money,
  whole: QuarterShare | undefined,
): string {
  const result = `${formatAmount(amount)} ${amount.currency}`;
  if (!whole) return `${rule.rule} on net ARR ${formatAmount(netArr(claim))} = ${result}`;
  const all = formatAmount(fromJson(whole.of));
  return `${rule.rule} of ${claim.quarter} gives ${all} for ${whole.sales} sales; by its net ARR ${formatAmount(netArr(claim))} this one has ${result}`;
}
