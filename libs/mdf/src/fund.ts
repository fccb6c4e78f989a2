import { currency, type IsoDate, type StreamType } from '@accord/kernel';
import { NOTHING, post, postingOf, type FundBalances } from './fund-balances';
import { fundEvents, type FundEvent } from './fund.events';
import { evolveRequest, newRequest, type FundsRequest } from './funds-request';

/** Market development money for one partner in one period. The stream is the guard against overdraft. */
export interface KnownFund {
  /** Closed: the period is over, and money that comes back expires at once. */
  readonly status: 'open' | 'closed';
  readonly fundId: string;
  readonly programId: string;
  readonly partnerId: string;
  readonly periodFrom: IsoDate;
  readonly periodTo: IsoDate;
  readonly balances: FundBalances;
  readonly requests: ReadonlyMap<string, FundsRequest>;
}

export type Fund = { readonly status: 'unknown' } | KnownFund;

export const fund: StreamType<Fund, FundEvent> = {
  catalog: fundEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    if (event.type === 'FundOpened') {
      const { currency: code, ...opened } = event.data;
      const balances = { ...NOTHING, currency: currency(code) };
      return { status: 'open', ...opened, balances, requests: new Map() };
    }
    if (state.status === 'unknown') throw new Error(`${event.type} before the fund was opened`);
    const posting = postingOf(event);
    const balances = posting ? post(state.balances, posting) : state.balances;
    return { ...evolveKnown(state, event), balances };
  },
};

function evolveKnown(
  state: KnownFund,
  event: Exclude<FundEvent, { type: 'FundOpened' }>,
): KnownFund {
  switch (event.type) {
    case 'FundAllocated':
      return state;
    case 'FundClosed':
      return { ...state, status: 'closed' };
    case 'FundsRequested': {
      const request = newRequest(event.data, state.balances.currency);
      return withRequest(state, event.data.requestId, request);
    }
    case 'FundsRequestApproved':
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

const withRequest = (state: KnownFund, requestId: string, request: FundsRequest): KnownFund => ({
  ...state,
  requests: new Map(state.requests).set(requestId, request),
});
