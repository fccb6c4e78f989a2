import { accepted, rejected, type Decision } from '@accord/kernel';
import {
  nextPage,
  type EarningsPage,
  type EstimateRequest,
  type EstimateRun,
} from '../estimate/estimate-run';
import type { AccountEstimate, EstimateEvent } from '../estimate/estimate.events';

/** Asks for the accruals of a book to be estimated; one estimate after the other. */
export function requestEstimate(
  state: EstimateRun,
  of: Omit<EstimateRequest, 'estimateId'>,
): Decision<EstimateEvent> {
  if (state.status === 'summing' || state.status === 'estimating') {
    const { estimateId } = state.request;
    return rejected('estimate-running', `"${estimateId}" is not finished yet`);
  }
  const before = state.status === 'finished' ? state.request : null;
  const number = before?.estimatedOn === of.estimatedOn ? numberOf(before) + 1 : 1;
  const estimateId = `${of.book}.${of.estimatedOn}.${number}`;
  return accepted({ type: 'EstimateRequested', data: { estimateId, ...of } });
}

const numberOf = ({ estimateId }: EstimateRequest): number => Number(estimateId.split('.').at(-1));

/** Writes one page of what payees have earned; each after the one before. */
export function recordSums(state: EstimateRun, data: EarningsPage): Decision<EstimateEvent> {
  const isOurs = state.status === 'summing' && state.request.estimateId === data.estimateId;
  return isOurs && data.page === nextPage(state, data.position)
    ? accepted({ type: 'EarningsSummed', data })
    : meanwhile();
}

/** Tells what the next accounts are estimated at. @param told accounts that were told of before */
export function recordAccounts(
  state: EstimateRun,
  estimateId: string,
  told: number,
  accounts: readonly AccountEstimate[],
): Decision<EstimateEvent> {
  return isEstimating(state, estimateId) && state.accounts === told
    ? accepted({ type: 'AccountsEstimated', data: { estimateId, accounts } })
    : meanwhile();
}

/** Says that every account was told of. */
export function finishEstimate(
  state: EstimateRun,
  estimateId: string,
  told: number,
): Decision<EstimateEvent> {
  if (!isEstimating(state, estimateId) || state.accounts !== told) return meanwhile();
  const { position, accounts, targets } = state;
  return accepted({
    type: 'EstimateFinished',
    data: { estimateId, position, accounts, targets },
  });
}

const isEstimating = (
  state: EstimateRun,
  estimateId: string,
): state is Extract<EstimateRun, { status: 'estimating' }> =>
  state.status === 'estimating' && state.request.estimateId === estimateId;

const meanwhile = (): Decision<never> =>
  rejected('estimated-meanwhile', 'Somebody else is at this estimate; go on where it stands');
