import { add, currency as currencyOf, fromJson, zero } from '@accord/kernel';
import type { Caller } from '@accord/platform';
import { lineBodyFor, type LineBody } from '../statement/line.response';
import type { StatementLine } from '../statement/statement-line';
import { statementBody, type StatementBody } from '../statement-list/statement.response';
import type { StatementRow } from '../statement-list/statement-row';

/** A whole statement, ready for a file. */
export interface PrintedStatement {
  readonly statement: StatementBody;
  readonly lines: readonly LineBody[];
}

/**
 * @param caller who may read what of the lines
 * @param lines all of them
 * @throws Error when they are not the lines that the statement was issued with: no file is made then
 */
export function printed(
  caller: Pick<Caller, 'partnerId'>,
  row: StatementRow,
  lines: readonly StatementLine[],
): PrintedStatement {
  const currency = currencyOf(row.total.currency);
  const sum = lines.reduce((so, { amount }) => add(so, fromJson(amount)), zero(currency));
  if (lines.length !== row.lines || sum.minor !== fromJson(row.total).minor) {
    throw new Error(`The lines of "${row.statement_id}" do not add up to what was issued`);
  }
  return { statement: statementBody(row), lines: lines.map(lineBodyFor(caller)) };
}
