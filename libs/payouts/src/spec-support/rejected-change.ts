import { isoDate, type MoneyJson } from '@accord/kernel';
import { account, type Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';

/** The account once two people have rejected what late facts make of a line. */
export function withRejected(
  state: Account,
  lineId: string,
  was: MoneyJson,
  is: MoneyJson,
): Account {
  const of = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
  const on = isoDate('2026-07-01');
  const events: readonly AccountEvent[] = [
    {
      type: 'LateChangeRejectionProposed',
      data: {
        ...of,
        lineId,
        quarter: 'FY2027-Q1',
        was,
        is,
        reason: 'The customer disputes it',
        proposedOn: on,
        proposedBy: { principal: 'fiona', onBehalfOf: null },
        postings: [],
      },
    },
    {
      type: 'LateChangeRejected',
      data: {
        ...of,
        lineId,
        is,
        decidedOn: on,
        decidedBy: { principal: 'carl', onBehalfOf: null },
        postings: [],
      },
    },
  ];
  return events.reduce(account.evolve, state);
}
