import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { areOne, type Person } from '../payout/person-of';

/** Names what was reviewed: a proposal with another root is another proposal. */
export interface DecidePayout {
  readonly root: string;
  readonly by: Person;
}

/** Maker and checker are different principals, and neither acts for the other. */
export function approvePayout(state: Payout, { root, by }: DecidePayout): Decision<PayoutEvent> {
  const refusal = notThisProposal(state, root);
  if (refusal) return refusal;
  if (state.status === 'proposed' && areOne(state.proposal.proposedBy, by)) {
    return rejected('same-person', 'Somebody else than the one who proposed must approve');
  }
  return accepted({ type: 'PayoutApproved', data: { root, approvedBy: by } });
}

/** Sends a proposal back; the run is open for another one. */
export function rejectPayout(
  state: Payout,
  { root, by, why }: DecidePayout & { readonly why: string },
): Decision<PayoutEvent> {
  const refusal = notThisProposal(state, root);
  return refusal ?? accepted({ type: 'PayoutRejected', data: { root, rejectedBy: by, why } });
}

function notThisProposal(state: Payout, root: string): Decision<PayoutEvent> | undefined {
  if (state.status !== 'proposed') {
    return rejected('payout-not-proposed', `Nothing is proposed: the run is ${state.status}`);
  }
  if (state.proposal.root !== root) {
    const message = `What is proposed has the root ${state.proposal.root}; review it first`;
    return rejected('root-mismatch', message, 'root');
  }
  return undefined;
}
