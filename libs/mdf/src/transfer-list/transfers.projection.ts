import { fromJson, type Recorded } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { fundEvents, type FundEvent } from '../fund.events';

/** Money on its way from one fund to another. */
export interface TransferRow {
  readonly from_fund: string;
  readonly transfer_id: string;
  readonly to_fund: string;
  /** Log position at which it was sent. */
  readonly position: bigint;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly status: 'in-transit' | 'received' | 'refused' | 'returned';
  readonly sent_on: string;
}

type TransferEvent = Extract<Recorded<FundEvent>, { data: { transferId: string } }>;

const fundIdOf = ({ stream }: { readonly stream: string }): string => stream.slice('fund-'.length);
const isOfTransfer = (event: Recorded<FundEvent>): event is TransferEvent =>
  'transferId' in event.data;

export const transfersProjection = keyedView<TransferRow, FundEvent>({
  name: 'mdf_transfers',
  version: 1,
  table: 'mdf_transfers',
  columns: {
    from_fund: 'text not null',
    transfer_id: 'text not null',
    to_fund: 'text not null',
    position: 'bigint not null',
    currency: 'text not null',
    amount_minor: 'bigint not null',
    status: 'text not null',
    sent_on: 'date not null',
  },
  key: ['from_fund', 'transfer_id'],
  indexes: [
    ['from_fund', 'position'],
    ['to_fund', 'position'],
  ],
  events: [fundEvents],
  keysOf: (event) => {
    if (!isOfTransfer(event)) return [];
    const from = 'fromFundId' in event.data ? event.data.fromFundId : fundIdOf(event);
    return [[from, event.data.transferId]];
  },
  fold: foldTransfer,
});

function foldTransfer(row: TransferRow | undefined, event: Recorded<FundEvent>): TransferRow {
  if (event.type === 'FundTransferSent') {
    const { transferId, toFundId, amount, sentOn } = event.data;
    return {
      from_fund: fundIdOf(event),
      transfer_id: transferId,
      to_fund: toFundId,
      position: event.position,
      currency: amount.currency,
      amount_minor: fromJson(amount).minor,
      status: 'in-transit',
      sent_on: sentOn,
    };
  }
  if (!row) throw new Error(`${event.type} before the transfer was sent`);
  if (event.type === 'FundTransferReceived') return { ...row, status: 'received' };
  if (event.type === 'FundTransferRefused') return { ...row, status: 'refused' };
  return { ...row, status: 'returned' };
}
