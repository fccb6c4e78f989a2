import { product, ratio } from '@accord/kernel';
import { differenceOf, type Derivation } from '../formula/derivation';
import type { FormulaSale } from './formula-sale';

/** @returns what is paid of what a rule gives: all of it less what goes into the co-op fund */
export function paidPart({ rule }: FormulaSale, whole: Derivation): Derivation {
  if (!rule.split) return whole;
  const { coop: rate } = rule.split;
  const value = { ...whole.value, ...product(whole.value, ratio(rate)) };
  return differenceOf(whole, { step: { op: 'percent', rate }, parts: [whole], value });
}
