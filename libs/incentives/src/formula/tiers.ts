import {
  compareRatios,
  minus,
  parseAmount,
  plus,
  product,
  ratio,
  whole,
  type Currency,
  type Ratio,
} from '@accord/kernel';
import { boundOf, isReached, type TierRow, type Tiers } from '@accord/programs';
import type { Derivation, Exact } from './derivation';

const ZERO = whole(0n);
const ONE = whole(1n);
const least = (a: Ratio, b: Ratio): Ratio => (compareRatios(a, b) <= 0 ? a : b);
const greatest = (a: Ratio, b: Ratio): Ratio => (compareRatios(a, b) >= 0 ? a : b);

/**
 * The rows of a table that a measure reaches, each with what it pays (Dynamics 365 rebate management,
 * calculation methods; flat amounts as in graduated pricing).
 * @param by what chooses the row
 * @param of what the rates apply to; the same value unless growth, say, chooses
 */
export function reachedRows(
  { method, boundary, rows }: Tiers,
  by: Exact,
  of: Exact,
  currency: Currency,
): Derivation[] {
  const bound = (text: string): Ratio => boundOf(text, by.unit, currency);
  const reached = rows.filter((row) => isReached(row, boundary, by, bound));
  const paying = method === 'cumulative' ? reached.slice(-1) : reached;
  return paying.map((row) => {
    switch (method) {
      case 'cumulative':
      case 'total':
        return rowOf(row, of, currency);
      case 'rolling':
        return rowOf(row, { ...of, ...upTo(row, of, bound) }, currency);
      case 'stepped': {
        const width = minus(upTo(row, of, bound), below(row, boundary, bound));
        return rowOf(row, { ...of, ...greatest(width, ZERO) }, currency);
      }
    }
  });
}

/** A row that was not reached, and where it starts. */
export interface NextRow {
  readonly row: TierRow;
  readonly start: Ratio;
  /** The start itself belongs to the row below. */
  readonly isAbove: boolean;
}

/** @returns the first row beyond a measure that pays anything; undefined beyond the last one */
export function nextRow(
  { boundary, rows }: Tiers,
  by: Exact,
  currency: Currency,
): NextRow | undefined {
  const bound = (text: string): Ratio => boundOf(text, by.unit, currency);
  const isAbove = boundary === 'to';
  for (const row of rows) {
    const pays = row.rate ?? row.perUnit ?? row.flat;
    if (row.from === null || pays === undefined || isReached(row, boundary, by, bound)) continue;
    return { row, start: bound(row.from), isAbove };
  }
  return undefined;
}

const upTo = ({ to }: TierRow, of: Exact, bound: (text: string) => Ratio): Ratio =>
  to === null ? of : least(of, bound(to));

/** How much of the measure lies below a row; of whole numbers the row's first one is its own. */
function below(
  { from }: TierRow,
  boundary: Tiers['boundary'],
  bound: (text: string) => Ratio,
): Ratio {
  if (from === null) return ZERO;
  return boundary === 'integers' ? greatest(minus(bound(from), ONE), ZERO) : bound(from);
}

function rowOf(row: TierRow, portion: Exact, currency: Currency): Derivation {
  const amount = (text: string): Ratio => whole(parseAmount(text, currency).minor);
  const share = row.rate === undefined ? ZERO : product(portion, ratio(row.rate));
  const units = row.perUnit === undefined ? ZERO : product(portion, amount(row.perUnit));
  const flat = row.flat === undefined ? ZERO : amount(row.flat);
  return {
    step: { op: 'row', row },
    parts: [{ step: { op: 'portion' }, parts: [], value: portion }],
    value: { unit: 'money', ...plus(plus(share, units), flat) },
  };
}
