import {
  fiscalYearOf,
  isNegative,
  min,
  money,
  parseAmount,
  subtract,
  toJson,
  whole,
  zero,
  type Money,
} from '@accord/kernel';
import type { Cap, FormulaInput } from '@accord/programs';
import type { LimitUse } from '../earning-line';
import { differenceOf, leastOf, type Derivation } from '../formula/derivation';
import { sellerOf } from './claim';
import { factOf, type FormulaSale } from './formula-sale';

interface Taken {
  readonly lines: number;
  readonly minor: bigint;
}

/** Running balances of a rule's limits. Sales come in the order in which they were booked. */
export class Caps {
  private readonly taken = new Map<string, Taken>();

  /** @returns what the rule gives, at most what each limit on what is paid has left */
  limit(sale: FormulaSale, derivation: Derivation): Derivation {
    return this.least(sale, 'payout', derivation);
  }

  /** @returns a measure of the sale, at most what each limit on it has left */
  limitMeasure(sale: FormulaSale, { fact, over }: FormulaInput, measure: Derivation): Derivation {
    const isLimited = over === 'sale' && (fact === 'netArr' || fact === 'annualFees');
    return isLimited ? this.least(sale, fact, measure) : measure;
  }

  /** @returns why nothing is left for a sale; undefined where something is */
  spent(sale: FormulaSale): string | undefined {
    const empty = capsOf(sale).find((cap) => this.left(sale, cap).value.numerator <= 0n);
    return empty && `All of ${empty.amount} ${sale.claim.rules.currency} ${words(empty)} before`;
  }

  /**
   * Takes from the limits what a sale, or the quarter that it stands for, has been given.
   * @returns what it used of each
   */
  use(sale: FormulaSale, amount: Money): LimitUse[] {
    const { currency } = sale.claim.rules;
    return capsOf(sale).map((cap) => {
      const { per, among = 'partner', on = 'payout' } = cap;
      const { lines, minor } = this.takenFrom(sale, cap);
      const limit = parseAmount(cap.amount, currency);
      const before = money(minor, currency);
      const wanted = on === 'payout' ? amount : factOf(on, sale);
      const rest = subtract(limit, before);
      const used = on === 'payout' ? wanted : min(wanted, isNegative(rest) ? zero(currency) : rest);
      const left = subtract(rest, used);
      this.taken.set(keyOf(sale, cap), { lines: lines + 1, minor: minor + used.minor });
      return {
        per,
        among,
        on,
        limit: toJson(limit),
        before: toJson(before),
        used: toJson(used),
        left: toJson(left),
      };
    });
  }

  private least(sale: FormulaSale, on: NonNullable<Cap['on']>, value: Derivation): Derivation {
    return capsOf(sale)
      .filter((cap) => (cap.on ?? 'payout') === on)
      .reduce((so, cap) => leastOf(so, this.left(sale, cap)), value);
  }

  private takenFrom(sale: FormulaSale, cap: Cap): Taken {
    return this.taken.get(keyOf(sale, cap)) ?? { lines: 0, minor: 0n };
  }

  private left(sale: FormulaSale, cap: Cap): Derivation {
    const { lines, minor } = this.takenFrom(sale, cap);
    const { amount, ...scope } = cap;
    const limit = parseAmount(amount, sale.claim.rules.currency).minor;
    return differenceOf(
      { step: { op: 'amount', amount }, parts: [], value: { unit: 'money', ...whole(limit) } },
      {
        step: { op: 'taken', ...scope, lines },
        parts: [],
        value: { unit: 'money', ...whole(minor) },
      },
    );
  }
}

const capsOf = ({ rule }: FormulaSale): readonly Cap[] => rule.caps ?? [];

function words({ per, among = 'partner', on = 'payout' }: Cap): string {
  const whose = { partner: '', person: ' and person', everybody: ' of all partners' }[among];
  const what = { payout: 'earned', netArr: 'counted', annualFees: 'counted' }[on];
  return `per ${per}${whose} was ${what}`;
}

/** Balances of one rule are kept apart by whose they are and by what they are for. */
const keyOf = (sale: FormulaSale, cap: Cap): string =>
  [cap.on ?? 'payout', holderOf(sale, cap), periodOf(sale, cap)].join(' ');

function holderOf({ claim }: FormulaSale, { among = 'partner' }: Cap): string {
  switch (among) {
    case 'partner':
      return `partner ${claim.deal.partnerId}`;
    case 'person':
      return `person ${claim.deal.partnerId}/${sellerOf(claim)}`;
    case 'everybody':
      return 'everybody';
  }
}

function periodOf({ claim }: FormulaSale, { per }: Cap): string {
  switch (per) {
    case 'deal':
      return `deal ${claim.deal.dealId}`;
    case 'quarter':
      return claim.quarter;
    case 'year':
      return fiscalYearOf(claim.quarter);
    case 'program':
      return 'program';
  }
}
