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

/** A statement's lines as CSV; text that a spreadsheet would take for a formula is defused. */
export const statementCsv = ({ lines }: PrintedStatement): string =>
  stringify([...lines], { header: true, columns: [...LINE_COLUMNS], escape_formulas: true });
