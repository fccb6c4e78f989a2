import type { StreamType } from '@accord/kernel';
import type { EstimateTarget } from '../account/accrual';
import { estimateEvents, type EstimateEvent } from './estimate.events';
import { targetSum } from './target-sum';

type Data<T extends EstimateEvent['type']> = Extract<EstimateEvent, { type: T }>['data'];
export type EstimateRequest = Data<'EstimateRequested'>;
export type EarningsPage = Data<'EarningsSummed'>;

/** The estimates of one book, one after the other: how far the last one is. */
export type EstimateRun = {
  /** Of the stream; -1: nothing happened yet. */
  readonly revision: number;
} & EstimateStage;

type EstimateStage =
  | { readonly status: 'none' }
  | ({ readonly status: 'summing'; readonly summed: Summed | null } & Requested)
  | ({ readonly status: 'estimating' } & Estimating)
  | ({ readonly status: 'finished' } & Requested);

interface Requested {
  readonly request: EstimateRequest;
  /** Revision of the request. */
  readonly requestedAt: number;
}

/** How much the latest attempt to add up has written. */
interface Summed {
  readonly position: string;
  readonly page: number;
}

interface Estimating extends Requested {
  readonly position: string;
  /** Accounts that are told of, and the payee of the last one. */
  readonly accounts: number;
  readonly lastPayee: string;
  /** Of these accounts. */
  readonly targets: readonly EstimateTarget[];
}

export type Summing = Extract<EstimateRun, { status: 'summing' }>;
export type EstimatingRun = Extract<EstimateRun, { status: 'estimating' }>;

export const estimateRun: StreamType<EstimateRun, EstimateEvent> = {
  catalog: estimateEvents,
  initial: { revision: -1, status: 'none' },
  evolve: (before, event) => {
    const revision = before.revision + 1;
    return { ...stageAfter(before, event, revision), revision };
  },
};

/** @returns the page that comes next in a snapshot at this position */
export const nextPage = ({ summed }: Summing, position: string): number =>
  summed?.position === position ? summed.page + 1 : 1;

function stageAfter(state: EstimateRun, event: EstimateEvent, revision: number): EstimateStage {
  if (event.type === 'EstimateRequested') {
    return { status: 'summing', request: event.data, requestedAt: revision, summed: null };
  }
  switch (event.type) {
    case 'EarningsSummed': {
      if (state.status !== 'summing') throw outOfOrder(event);
      const { request, requestedAt } = state;
      const { position, page, isLast } = event.data;
      const of = { request, requestedAt };
      if (!isLast) return { status: 'summing', ...of, summed: { position, page } };
      return { status: 'estimating', ...of, position, accounts: 0, lastPayee: '', targets: [] };
    }
    case 'AccountsEstimated': {
      if (state.status !== 'estimating') throw outOfOrder(event);
      const { accounts } = event.data;
      const all = [...state.targets, ...accounts.flatMap(({ targets }) => targets)];
      return {
        ...state,
        accounts: state.accounts + accounts.length,
        lastPayee: accounts.at(-1)?.partnerId ?? state.lastPayee,
        targets: targetSum(all, state.request.currency),
      };
    }
    case 'EstimateFinished': {
      if (state.status !== 'estimating') throw outOfOrder(event);
      return { status: 'finished', request: state.request, requestedAt: state.requestedAt };
    }
  }
}

const outOfOrder = ({ type }: EstimateEvent): Error => new Error(`${type} out of order`);
