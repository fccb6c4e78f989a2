import { keyedView } from '@accord/read-store';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { foldPayout, type PayoutRow } from './payout-row';

export const payoutsProjection = keyedView<PayoutRow, PayoutEvent>({
  name: 'payouts',
  version: 3,
  table: 'payouts',
  columns: {
    payout_id: 'text not null collate "C"',
    status: 'text not null',
    refusal: 'jsonb',
    drafted: 'integer not null',
    proposal: 'jsonb',
    total: 'jsonb',
    decided_by: 'jsonb',
    issued_on: 'date',
    issued: 'integer not null',
    left_out: 'integer not null',
  },
  key: ['payout_id'],
  events: [payoutEvents],
  keysOf: (event) => [[event.stream.slice('payout-'.length)]],
  fold: foldPayout,
});
