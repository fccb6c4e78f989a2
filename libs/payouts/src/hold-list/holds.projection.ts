import { keyedView } from '@accord/read-store';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { foldHold, isOfHold, type HoldRow } from './hold-row';

export const holdsProjection = keyedView<HoldRow, AccountEvent>({
  name: 'payout_holds',
  version: 1,
  table: 'payout_holds',
  columns: {
    hold_id: 'text not null collate "C"',
    account_id: 'text not null',
    partner_id: 'text not null',
    book: 'text not null',
    scope: 'jsonb not null',
    reason: 'text not null',
    placed_on: 'date not null',
    released_on: 'date',
    release_reason: 'text',
  },
  key: ['hold_id'],
  indexes: [['partner_id']],
  events: [accountEvents],
  keysOf: (event) => (isOfHold(event) ? [[event.data.holdId]] : []),
  fold(row, event) {
    if (!isOfHold(event)) throw new Error(`${event.type} is about no hold`);
    return foldHold(row, event);
  },
});
