import { currency, fromJson, type IsoDate, type StreamType } from '@accord/kernel';
import { NO_CREDITS, evolveCredits, type FundCredits } from './credits/fund-credits';
import { NOTHING, post, postingOf, type FundBalances } from './fund-balances';
import { fundEvents, type Earning, type FundEvent, type FundKind } from './fund.events';
import { evolveRequest, newRequest, type FundsRequest } from './funds-request';

/**
 * Marketing money of one partner, or of a region's partners, in one period. The stream is the guard
 * against overdraft.
 */
export interface KnownFund {
  /** Closed: nothing can be asked for any more, and money that comes back expires at once. */
  readonly status: 'open' | 'closed';
  readonly fundId: string;
  readonly programId: string;
  readonly kind: FundKind;
  /** Null: shared by the partners of the region. */
  readonly partnerId: string | null;
  readonly region: string | null;
  readonly quarter: string | null;
  readonly periodFrom: IsoDate;
  readonly periodTo: IsoDate;
  readonly requestBy: IsoDate;
  readonly claimBy: IsoDate | null;
  readonly earns: Earning | null;
  readonly balances: FundBalances;
  /** What was put into it and not cut, in minor units; transfers do not count. */
  readonly filled: bigint;
  /** What bookings have added, by sale and before offsets, in minor units; undone ones are at zero. */
  readonly accrued: ReadonlyMap<string, bigint>;
  /** Bookings in another currency that added nothing and are not undone. */
  readonly unconverted: ReadonlySet<string>;
  /** What undone bookings had added and is spent, in minor units: bookings to come make up for it. */
  readonly owed: bigint;
  /** Paid out as a rebate and not to be paid back, in minor units. */
  readonly paidOut: bigint;
  /** Whether bookings were added since it was last looked at whether they are enough. */
  readonly isSettled: boolean;
  /** Transfers from and to other funds, by sender and id. */
  readonly transfers: ReadonlyMap<string, TransferStatus>;
  /** The credits that its money is of. */
  readonly credits: FundCredits;
  readonly requests: ReadonlyMap<string, FundsRequest>;
}

export type TransferStatus = 'sent' | 'returned' | 'received' | 'refused';

export type Fund = { readonly status: 'unknown' } | KnownFund;

export const fund: StreamType<Fund, FundEvent> = {
  catalog: fundEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'FundOpened') {
      const { currency: code, ...opened } = event.data;
      const balances = { ...NOTHING, currency: currency(code) };
      return {
        status: 'open',
        ...opened,
        balances,
        filled: 0n,
        accrued: new Map(),
        unconverted: new Set(),
        owed: 0n,
        paidOut: 0n,
        isSettled: false,
        transfers: new Map(),
        credits: NO_CREDITS,
        requests: new Map(),
      };
    }
    if (state.status === 'unknown') throw new Error(`${event.type} before the fund was opened`);
    const posting = postingOf(event);
    const balances = posting ? post(state.balances, posting) : state.balances;
    const credits = evolveCredits(state.credits, event);
    return { ...evolveKnown(state, event), balances, credits };
  },
};

function evolveKnown(
  state: KnownFund,
  event: Exclude<FundEvent, { type: 'FundOpened' }>,
): KnownFund {
  switch (event.type) {
    case 'FundAllocated':
      return { ...state, filled: state.filled + fromJson(event.data.amount).minor };
    case 'FundTakenOver': {
      const { amount, consumed, expired } = event.data;
      const minors = [amount, consumed, expired].map((one) => fromJson(one).minor);
      return { ...state, filled: minors.reduce((so, minor) => so + minor, 0n) };
    }
    case 'FundCut':
      return { ...state, filled: state.filled - fromJson(event.data.amount).minor };
    case 'CoopAccrued': {
      const { saleId, amount, offset } = event.data;
      const all = fromJson(amount).minor + fromJson(offset).minor;
      return {
        ...state,
        accrued: new Map(state.accrued).set(saleId, all),
        unconverted: without(state.unconverted, saleId),
        owed: state.owed - fromJson(offset).minor,
        isSettled: false,
      };
    }
    case 'CoopRevised': {
      const { saleId, accrued, owed, rebate } = event.data;
      return {
        ...state,
        accrued: new Map(state.accrued).set(saleId, fromJson(accrued).minor),
        owed: state.owed + fromJson(owed).minor,
        paidOut: state.paidOut - (rebate ? fromJson(rebate).minor : 0n),
        isSettled: false,
      };
    }
    case 'CoopNotAccrued':
      return { ...state, unconverted: new Set(state.unconverted).add(event.data.saleId) };
    case 'CoopTakenBack': {
      const { saleId, rebate } = event.data;
      const accrued = new Map(state.accrued).set(saleId, 0n);
      const owed = state.owed + fromJson(event.data.owed).minor;
      const paidOut = state.paidOut - (rebate ? fromJson(rebate).minor : 0n);
      const unconverted = without(state.unconverted, saleId);
      return { ...state, accrued, unconverted, owed, paidOut, isSettled: false };
    }
    case 'CoopSettled': {
      const { outcome, amount } = event.data;
      const paid = outcome === 'paid-out' ? fromJson(amount).minor : 0n;
      return { ...state, isSettled: true, paidOut: state.paidOut + paid };
    }
    case 'FundTransferSent':
      return withTransfer(state, state.fundId, event.data, 'sent');
    case 'FundTransferReturned':
      return withTransfer(state, state.fundId, event.data, 'returned');
    case 'FundTransferReceived':
      return withTransfer(state, event.data.fromFundId, event.data, 'received');
    case 'FundTransferRefused':
      return withTransfer(state, event.data.fromFundId, event.data, 'refused');
    case 'CreditsExpired':
      return state;
    case 'FundClosed':
      return { ...state, status: 'closed' };
    case 'FundsRequested': {
      const request = newRequest(event.data);
      return withRequest(state, event.data.requestId, request);
    }
    case 'FundsRequestApproved':
    case 'FundsRequestReallocated':
    case 'FundsRequestRejected':
    case 'FundsRequestExpired':
    case 'ClaimReminderDue':
    case 'ClaimSubmitted':
    case 'ClaimReturned':
    case 'ClaimApproved':
    case 'ClaimClawedBack': {
      const { requestId } = event.data;
      const request = state.requests.get(requestId);
      if (!request) throw new Error(`${event.type} before "${requestId}" was requested`);
      return withRequest(state, requestId, evolveRequest(request, event));
    }
  }
}

/** Senders name their transfers themselves: the fund that sends belongs to the name. */
export const transferKey = (fromFundId: string, transferId: string): string =>
  `${fromFundId}/${transferId}`;

const without = (all: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set([...all].filter((id) => id !== one));

const withTransfer = (
  state: KnownFund,
  fromFundId: string,
  { transferId }: { readonly transferId: string },
  status: TransferStatus,
): KnownFund => ({
  ...state,
  transfers: new Map(state.transfers).set(transferKey(fromFundId, transferId), status),
});

const withRequest = (state: KnownFund, requestId: string, request: FundsRequest): KnownFund => ({
  ...state,
  requests: new Map(state.requests).set(requestId, request),
});
