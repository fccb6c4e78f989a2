import { payeeOf, type EarningLine } from '@accord/incentives';
import type { ClosedPeriod } from './period';
import type { PeriodEvent } from './period.events';

/** What a close says of the lines that it has frozen. */
export type Close = Pick<ClosedPeriod, 'book' | 'quarter' | 'position' | 'lines' | 'orderedBy'>;
export type PayeeLines = [payee: string, lines: EarningLine[]];

/**
 * What a close has frozen, read from the period's own stream as it is used.
 * @param events of the closed period, in order
 * @returns payees in order with all their lines; one payee's are in memory at a time, and all where an older
 *   close ordered them by line alone
 * @throws Error when the stream does not hold as many lines as the close counted
 */
export async function* frozenByPayee(
  events: AsyncIterable<PeriodEvent>,
  closed: Close,
): AsyncGenerator<PayeeLines, void, undefined> {
  let payees = new Map<string, EarningLine[]>();
  for await (const line of frozenLines(events, closed)) {
    const payee = payeeOf(line);
    const own = payees.get(payee);
    if (own) {
      own.push(line);
      continue;
    }
    if (closed.orderedBy === 'payee') {
      yield* payees;
      payees = new Map();
    }
    payees.set(payee, [line]);
  }
  yield* [...payees].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Attempts that were given up lie between: of each page the first at the position of the close counts. */
async function* frozenLines(
  events: AsyncIterable<PeriodEvent>,
  { book, quarter, position, lines }: Close,
): AsyncGenerator<EarningLine, void, undefined> {
  let [page, count] = [0, 0];
  for await (const { type, data } of events) {
    if (type !== 'EarningsFrozen' || data.position !== position.toString()) continue;
    if (data.page !== page + 1) continue;
    page += 1;
    count += data.lines.length;
    yield* data.lines;
  }
  if (count !== lines) {
    throw new Error(`${quarter} of "${book}" was closed over ${lines} lines; ${count} are kept`);
  }
}
