import { keyedView } from '@accord/read-store';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { foldAccount, type PayeeAccountRow } from './payee-account-row';

export const payeeAccountsProjection = keyedView<PayeeAccountRow, AccountEvent>({
  name: 'payee_accounts',
  version: 7,
  table: 'payee_accounts',
  columns: {
    account_id: 'text not null collate "C"',
    partner_id: 'text not null',
    currency: 'text not null',
    accrued_minor: 'bigint not null',
    earned_minor: 'bigint not null',
    approved_minor: 'bigint not null',
    held_minor: 'bigint not null',
    payable_minor: 'bigint not null',
    carried_minor: 'bigint not null',
    withheld_minor: 'bigint not null',
    in_flight_minor: 'bigint not null',
    paid_minor: 'bigint not null',
    receivable_minor: 'bigint not null',
    rejected_lines: 'jsonb not null',
  },
  key: ['account_id'],
  indexes: [['partner_id']],
  events: [accountEvents],
  keysOf: (event) => [[event.data.accountId]],
  fold: foldAccount,
});
