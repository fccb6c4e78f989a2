import { accepted, add, isAfter, type Decision, type IsoDate, posting } from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { inBucket } from '../fund-balances';
import { ENDED_AT_ONCE } from '../end-requests/ended-at-once';
import { knownFund } from '../refusals';

/**
 * After the last day for requests, those that nobody decided lapse first, then everything available
 * expires (M8). What is committed or claimed keeps its own deadline. Where more lapse than one append takes,
 * the first of them do: decided again on what is left, until the fund is closed.
 */
export function closeFund(state: Fund, { on }: { readonly on: IsoDate }): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { fund } = known;
  if (fund.status === 'closed' || !isAfter(on, fund.requestBy)) return accepted();
  const undecided = [...fund.requests].filter(([, { status }]) => status === 'requested');
  const lapsed = undecided.slice(0, ENDED_AT_ONCE).map(([requestId, { amount }]): FundEvent => {
    const released = posting('M8', { debit: 'B20', credit: 'B30', amount });
    return {
      type: 'FundsRequestExpired',
      data: { requestId, cause: 'undecided', expiredOn: on, posting: released },
    };
  });
  if (lapsed.length < undecided.length) return accepted(...lapsed);
  const amount = undecided.reduce(
    (so, [, request]) => add(so, request.amount),
    inBucket(fund.balances, 'available'),
  );
  return accepted(...lapsed, {
    type: 'FundClosed',
    data: { closedOn: on, posting: posting('M8', { debit: 'B70', credit: 'B20', amount }) },
  });
}
