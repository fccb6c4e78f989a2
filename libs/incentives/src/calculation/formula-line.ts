import {
  formatAmount,
  fromJson,
  isNegative,
  plusDays,
  quarterEnd,
  round,
  toJson,
  whole,
  zero,
  type Money,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { EarningLine, LimitUse, QuarterShare } from '../earning-line';
import { derivationJson, type Derivation } from '../formula/derivation';
import { lineIdOf, sellerOf } from './claim';
import { netArr, type FormulaSale } from './formula-sale';
import { because, type Refusal } from './because';
import { conversionOf, spoken } from './conversion';
import { nextTiers } from './next-tier';

/** What a sale earns by a formula, by itself or as its part of a quarter; or why it earns nothing. */
export interface Earned {
  readonly nothing?: Refusal;
  readonly derivation?: Derivation;
  /** Why a limit leaves nothing. */
  readonly spent?: string | undefined;
  /** What it used of the rule's running limits. */
  readonly limits?: readonly LimitUse[];
  readonly share?: { readonly amount: Money; readonly whole: QuarterShare };
}

/** A deal without a distributor earns its own partner nothing, and says so. */
const payeeOf = ({ claim: { deal }, rule }: FormulaSale): string =>
  rule.payee === 'distributor' ? (deal.distributorId ?? deal.partnerId) : deal.partnerId;

/** What is owed by a formula: never less than nothing. */
export const roundedOf = ({ claim }: FormulaSale, derivation: Derivation): Money =>
  roundedIn(claim.rules, derivation);

export function roundedIn({ currency, payout }: ProgramRules, { value }: Derivation): Money {
  const rounded = round({ ...value, currency }, payout.rounding);
  return isNegative(rounded) ? zero(currency) : rounded;
}

/** The line of one sale; every step of the formula is kept with it. */
export function formulaLine(
  formulaSale: FormulaSale,
  { nothing, derivation, spent, limits = [], share }: Earned,
): EarningLine {
  const { claim, rule } = formulaSale;
  const { deal, sale, rules, quarter } = claim;
  const amount =
    share?.amount ?? (derivation ? roundedOf(formulaSale, derivation) : zero(rules.currency));
  const empty =
    derivation && amount.minor === 0n ? because(spent ?? 'The formula gives nothing here') : null;
  const { reason = null } = nothing ?? empty ?? {};
  const isLimited = limits.some(({ on, left }) => on === 'payout' && fromJson(left).minor <= 0n);
  const wouldChange =
    nothing?.wouldChange ??
    (derivation && !isLimited && spent === undefined ? nextTiers(formulaSale, derivation) : []);
  const personId = rule.payee === 'person' ? sellerOf(claim) : undefined;
  const exact = derivation?.value ?? whole(0n);
  const conversion = conversionOf(claim);
  return {
    lineId: lineIdOf(claim),
    programId: deal.programId,
    programVersion: claim.programVersion,
    partnerId: payeeOf(formulaSale),
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
    ...(conversion && { conversion }),
    ...(sale.marketplaceFee && { marketplaceFee: sale.marketplaceFee }),
    ...(derivation && { steps: derivationJson(derivation) }),
    ...(share && { share: share.whole }),
    ...(limits.length > 0 && { limits }),
    ...(personId !== undefined && { personId }),
  };
}

function sentence(
  { claim, rule }: FormulaSale,
  amount: Money,
  whole: QuarterShare | undefined,
): string {
  const result = `${formatAmount(amount)} ${amount.currency}`;
  const fund = rule.split ? `, less ${rule.split.coop} for the co-op fund,` : '';
  const sold = `${formatAmount(netArr(claim))}${spoken(claim)}`;
  if (!whole) return `${rule.rule} on net ARR ${sold}${fund} = ${result}`;
  const all = formatAmount(fromJson(whole.of));
  return `${rule.rule} of ${claim.quarter} gives ${all} for ${whole.sales} sales; by its net ARR ${sold} this one has ${result}`;
}
