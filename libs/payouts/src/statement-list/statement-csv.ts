import { stringify } from 'csv-stringify/sync';
import { lineBody, type LineBody } from '../statement/line.response';
import type { StatementLine } from '../statement/statement-line';

const COLUMNS = [
  'lineId',
  'standing',
  'amount',
  'currency',
  'earned',
  'target',
  'posted',
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
export function statementCsv(lines: readonly StatementLine[]): string {
  return stringify(lines.map(lineBody), {
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
  });
}
