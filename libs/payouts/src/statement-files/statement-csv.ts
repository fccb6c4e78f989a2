import { stringify } from 'csv-stringify/sync';
import type { LineBody } from '../statement/line.response';
import type { PrintedStatement } from './printed-statement';

/** What of a line goes into a table. */
export const LINE_COLUMNS = [
  'lineId',
  'standing',
  'amount',
  'currency',
  'earned',
  'target',
  'posted',
  'held',
  'holdReason',
  'corrects',
  'rule',
  'quarter',
  'dealId',
  'saleId',
  'fundId',
  'claimId',
  'programVersion',
  'base',
  'rate',
  'cap',
  'exact',
  'rounding',
  'dueOn',
  'zeroReason',
  'derivation',
] as const satisfies readonly (keyof LineBody)[];

/** Columns that a table sums. */
export const AMOUNTS: ReadonlySet<unknown> = new Set<keyof LineBody>([
  'amount',
  'earned',
  'target',
  'posted',
  'held',
  'base',
  'cap',
]);

/** The types of `cast` do not know that it may override this option as well. */
const AS_IT_IS = { escape_formulas: false };

/** A statement's lines as CSV; text that a spreadsheet would take for a formula is defused. */
export const statementCsv = ({ lines }: PrintedStatement): string =>
  stringify([...lines], {
    header: true,
    columns: [...LINE_COLUMNS],
    escape_formulas: true,
    cast: {
      string: (value, { column }) => (isAmount(value, column) ? { value, ...AS_IT_IS } : value),
    },
  });

/** Below zero it begins as a formula would, and is none: defused it would be no number any more. */
const isAmount = (value: string, column: unknown): boolean =>
  AMOUNTS.has(column) && /^-?\d+(\.\d+)?$/.test(value);
