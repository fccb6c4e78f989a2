import { ListHash } from '@accord/kernel';
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
 * @throws Error when the stream does not hold the lines over which the period was closed
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
  const hash = new ListHash();
  let page = 0;
  let closing: Extract<PeriodEvent, { type: 'PeriodClosed' }>['data'] | undefined;
  for await (const { type, data } of events) {
    if (type === 'PeriodClosed') closing = data;
    if (type !== 'EarningsFrozen' || data.position !== position.toString()) continue;
    if (data.page !== page + 1) continue;
    page += 1;
    for (const line of data.lines) hash.add(line);
    yield* data.lines;
  }
  const what = `${quarter} of "${book}" was closed over ${lines} lines`;
  if (hash.count !== lines) throw new Error(`${what}; ${hash.count} are kept`);
  const kept = hash.digests();
  if (closing?.hash !== (closing?.hashOf === 'list' ? kept.whole : kept.items)) {
    throw new Error(`${what} with the hash ${closing?.hash}; what is kept has another`);
  }
}
