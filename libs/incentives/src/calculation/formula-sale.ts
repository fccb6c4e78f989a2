import {
  fromJson,
  round,
  sha256Hex,
  type IsoDate,
  type Money,
  type MoneyJson,
  type Ratio,
} from '@accord/kernel';
import type { FormulaRule } from '@accord/programs';
import type { Claim } from './claim';
import type { Refusal } from './because';
import { inProgramCurrency } from './conversion';
import { reversal } from './refusal';

/** One sale under a formula, and why it earns nothing; null when nothing speaks against it. */
export interface FormulaSale {
  readonly claim: Claim;
  readonly rule: FormulaRule;
  readonly refusal: Refusal | null;
  /** Track of the partner on a day; undefined where it has none. */
  readonly trackOn: (day: IsoDate) => string | undefined;
}

/** Reversed and refused sales neither count nor earn. */
export const nothingFor = ({ claim, refusal }: FormulaSale): Refusal | null =>
  refusal ?? reversal(claim);

export const idOf = ({ claim }: FormulaSale): string => `${claim.deal.dealId}:${claim.sale.saleId}`;

export const netArr = ({ sale }: Claim): Money => fromJson(sale.netArr);

/**
 * An amount of the sale in minor units of the program's currency, before rounding.
 * @throws Error for a sale that cannot be converted: it is refused before it is measured
 */
export function exactly({ claim }: FormulaSale, amount: MoneyJson): Ratio {
  const exact = inProgramCurrency(claim, amount);
  if (!exact) throw new Error(`Sale "${claim.sale.saleId}" was counted without a rate`);
  return exact;
}

/** Money of the sale that a rule may look at, in the program's currency. */
export function factOf(fact: 'netArr' | 'annualFees', sale: FormulaSale): Money {
  const { currency, payout } = sale.claim.rules;
  return round({ ...exactly(sale, sale.claim.sale[fact]), currency }, payout.rounding);
}

/** SHA-256 over the sorted ids of sales, one per line. */
export const membersHashOf = (sales: readonly FormulaSale[]): string =>
  sha256Hex(sales.map(idOf).toSorted().join('\n'));
