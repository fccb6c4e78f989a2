import type { EstimateEvent } from '../estimate/estimate.events';
import type { PayeeSums } from './earned-sums';

/**
 * What an estimate has written of its payees' earnings, read as it is used. Attempts that were given up lie
 * between: of each page the first at the position counts.
 * @param events of the book's estimates, from the request on
 */
export async function* summedEarnings(
  events: AsyncIterable<EstimateEvent>,
  position: string,
): AsyncGenerator<PayeeSums, void, undefined> {
  let page = 0;
  for await (const { type, data } of events) {
    if (type !== 'EarningsSummed' || data.position !== position) continue;
    if (data.page !== page + 1) continue;
    page += 1;
    yield* data.payees;
    if (data.isLast) return;
  }
  throw new Error(`An estimate at ${position} has ${page} pages and no last one`);
}
