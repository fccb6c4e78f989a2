import {
  accepted,
  add,
  fromJson,
  logPosition,
  rejected,
  toJson,
  zero,
  type Currency,
  type Decision,
  type FiscalQuarter,
  type IsoDate,
} from '@accord/kernel';
import { draftsOf, type Payout } from '../payout/payout';
import type { PayoutEvent, Person } from '../payout/payout.events';
import { draftHash, rootHash, type Draft } from '../statement/draft';

export interface ProposePayout {
  readonly payoutId: string;
  readonly book: string;
  readonly quarter: FiscalQuarter;
  readonly kind: string;
  readonly payOn: IsoDate;
}

export interface ProposalFacts {
  readonly proposalId: string;
  readonly entity: string;
  readonly currency: Currency;
  readonly position: string;
  readonly proposedBy: Person;
}

/** Whether statements may be drafted at all. */
export function mayDraft(state: Payout): Decision<PayoutEvent> {
  if (state.status === 'open') return accepted();
  return rejected(
    'payout-not-open',
    `This run is ${state.status}; there is one per quarter and kind`,
  );
}

/** Puts everything that was drafted under one root, for somebody else to approve. */
export function proposePayout(
  state: Payout,
  command: ProposePayout,
  facts: ProposalFacts,
  drafts: readonly Draft[],
): Decision<PayoutEvent> {
  const may = mayDraft(state);
  if (may.kind === 'rejected') return may;
  const { proposalId, entity, currency, position, proposedBy } = facts;
  if (drafts.length === 0) {
    return rejected('nothing-to-pay', 'There is nothing that a statement would have to say');
  }
  const lines = drafts.flatMap(({ pages }) => pages.flatMap((page) => page.lines));
  const total = lines.reduce((so, { amount }) => add(so, fromJson(amount)), zero(currency));
  return accepted({
    type: 'PayoutProposed',
    data: {
      ...command,
      proposalId,
      entity,
      position,
      statements: drafts.length,
      lines: lines.length,
      total: toJson(total),
      root: rootHash({ position: logPosition(position), payOn: command.payOn }, drafts),
      proposedBy,
    },
  });
}

/** Whether exactly these drafts lie in the run, and no other proposal has begun since. */
export const isDrafted = (state: Payout, proposalId: string, drafts: readonly Draft[]): boolean => {
  const stored = draftsOf(state, proposalId).map(draftHash);
  const wanted = drafts.map(draftHash);
  return stored.length === wanted.length && stored.every((hash, i) => hash === wanted[i]);
};
