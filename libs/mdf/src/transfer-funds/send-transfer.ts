import {
  accepted,
  rejected,
  rejectedFor,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
  type Rejection,
  posting,
} from '@accord/kernel';
import { namedCredits, oldest } from '../credits/fund-credits';
import { transferKey, type Fund, type KnownFund } from '../fund';
import type { FundEvent } from '../fund.events';
import { amountFaults, availableOn, fundStillOpen, limitFaults } from '../refusals';

export interface SendTransfer {
  readonly transferId: string;
  readonly toFundId: string;
  readonly amount: Money;
}

/** What was looked up: the other fund as it is now. */
export interface TransferFacts {
  readonly on: IsoDate;
  readonly target: Fund;
}

/**
 * Takes money out of a fund and sends it to another one of its program and currency (M10). It is in
 * transit until that one's stream has it: no write spans two streams.
 */
export function sendTransfer(
  state: Fund,
  { transferId, toFundId, amount }: SendTransfer,
  { on, target }: TransferFacts,
): Decision<FundEvent> {
  const open = fundStillOpen(state);
  if (!('fund' in open)) return open;
  const { fund } = open;
  if (fund.transfers.has(transferKey(fund.fundId, transferId))) {
    return rejected('transfer-exists', `Transfer "${transferId}" stands already`, 'transferId');
  }
  const faults = [...amountFaults(fund, amount), ...targetFaults(fund, toFundId, target)];
  if (faults.length > 0) return rejectedFor(faults);
  const above = limitFaults(
    amount,
    availableOn(fund, on),
    'fund-exhausted',
    'the fund has available',
  );
  if (above.length > 0) return rejectedFor(above);
  return accepted({
    type: 'FundTransferSent',
    data: {
      transferId,
      toFundId,
      amount: toJson(amount),
      credits: namedCredits(oldest(fund.credits, amount.minor, on), amount.currency),
      sentOn: on,
      posting: posting('M10', { debit: 'B10', credit: 'B20', amount }),
    },
  });
}

function targetFaults(fund: KnownFund, toFundId: string, target: Fund): Rejection[] {
  const fault = (code: string, message: string): Rejection[] => [
    { code, message, path: 'toFundId' },
  ];
  if (toFundId === fund.fundId) return fault('same-fund', 'It is in this fund already');
  if (target.status === 'unknown') return fault('fund-unknown', `No fund "${toFundId}"`);
  if (target.status === 'closed') return fault('fund-closed', `"${toFundId}" is closed`);
  if (target.programId !== fund.programId || target.kind !== fund.kind) {
    return fault(
      'other-program',
      `"${toFundId}" is a ${target.kind} fund of "${target.programId}"`,
    );
  }
  const { currency } = target.balances;
  return currency === fund.balances.currency
    ? []
    : fault('currency-mismatch', `"${toFundId}" is kept in ${currency}`);
}
