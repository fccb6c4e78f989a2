import { debited, fromJson, type Recorded } from '@accord/kernel';
import type { SourceEvent } from '@accord/incentives';
import type { FinancialPosting } from '../account/financial-posting';
import type { StatementRow } from '../statement-list/statement-row';
import type { StatementLine } from '../statement/statement-line';

/**
 * @param stored what the log holds where the source says
 * @returns the event that a line rests on
 * @throws Error when the log holds another one, or none
 */
export function namedEvent(source: SourceEvent, stored: Recorded | undefined): Recorded {
  const { eventId, stream, revision, type, position } = source;
  const isIt = stored?.id === eventId && stored.type === type;
  if (isIt && stored.position.toString() === position) return stored;
  throw new Error(`The log does not hold event ${eventId} at ${revision} of "${stream}"`);
}

/**
 * Holds what explains a statement to what was issued: nothing is explained that does not make it up.
 * @throws Error when lines are missing or of other amounts, or other moves were booked
 */
export function requireMadeUp(
  row: Pick<StatementRow, 'statement_id' | 'lines' | 'total' | 'payable'>,
  lines: readonly StatementLine[],
  postings: readonly FinancialPosting[],
): void {
  const what = `What explains "${row.statement_id}" does not add up`;
  const minor = (amount: StatementLine['amount']): bigint => fromJson(amount).minor;
  if (lines.length !== row.lines) throw new Error(`${what}: ${lines.length} of ${row.lines} lines`);
  const total = lines.reduce((so, { amount }) => so + minor(amount), 0n);
  if (total !== minor(row.total)) throw new Error(`${what}: ${total} of ${minor(row.total)}`);
  const wrong = lines.find(({ amount, target, posted, basis }) => {
    const isOwn = basis.kind === 'withholding' || basis.kind === 'carryForward';
    return !isOwn && minor(amount) !== minor(target) - minor(posted);
  });
  if (wrong) throw new Error(`${what}: line "${wrong.lineId}"`);
  const payable = postings.reduce((so, posting) => so - debited(posting, '2130'), 0n);
  if (payable !== minor(row.payable)) {
    throw new Error(`${what}: ${payable} of ${minor(row.payable)} payable`);
  }
}
