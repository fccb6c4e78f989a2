import {
  MAX_MINOR,
  accepted,
  fromJson,
  type Decision,
  type IsoDate,
  posting,
} from '@accord/kernel';
import { transferKey, type Fund } from '../fund';
import type { FundEvent, FundTransfer } from '../fund.events';
import { knownFund, releasedTo } from '../refusals';

interface Arriving {
  readonly transfer: FundTransfer;
  readonly fromFundId: string;
  readonly on: IsoDate;
}

/**
 * Takes what another fund has sent, once, or says for good that it cannot: only what stands in this
 * stream decides whether the money arrived.
 */
export function receiveTransfer(
  state: Fund,
  { transfer, fromFundId, on }: Arriving,
): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { fund } = known;
  const { transferId, amount: json, credits } = transfer;
  if (fund.transfers.has(transferKey(fromFundId, transferId))) return accepted();
  const amount = fromJson(json);
  const arrived = { transferId, amount: json, credits, fromFundId };
  const isTooLarge = fund.balances.allocated + amount.minor > MAX_MINOR;
  if (fund.status === 'closed' || isTooLarge) {
    const why = fund.status === 'closed' ? 'fund-closed' : 'fund-too-large';
    return accepted({ type: 'FundTransferRefused', data: { ...arrived, why, refusedOn: on } });
  }
  return accepted({
    type: 'FundTransferReceived',
    data: {
      ...arrived,
      receivedOn: on,
      posting: posting('M10', { debit: 'B20', credit: 'B10', amount }),
    },
  });
}

/** Takes back what the other fund has refused, once; a fund that was closed meanwhile lets it expire. */
export function takeBackTransfer(
  state: Fund,
  {
    transfer,
    toFundId,
    on,
  }: { readonly transfer: FundTransfer; readonly toFundId: string; readonly on: IsoDate },
): Decision<FundEvent> {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const { transferId, amount, credits } = transfer;
  if (known.fund.transfers.get(transferKey(known.fund.fundId, transferId)) !== 'sent')
    return accepted();
  return accepted({
    type: 'FundTransferReturned',
    data: {
      transferId,
      amount,
      credits,
      toFundId,
      returnedOn: on,
      posting: posting('M10', {
        debit: releasedTo(known.fund),
        credit: 'B10',
        amount: fromJson(amount),
      }),
    },
  });
}
