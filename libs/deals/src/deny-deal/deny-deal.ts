import { accepted, type Decision } from '@accord/kernel';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';

export interface DenyDeal {
  /** Kebab-case, for example "already-in-crm". */
  readonly code: string;
  /** What the partner is told; the internal reason travels in the command's envelope. */
  readonly publicReason: string;
}

/** Says no, with a reason for the partner. */
export const denyDeal = (state: Deal, command: DenyDeal): Decision<DealEvent> =>
  state.status === 'pending' || state.status === 'returned'
    ? accepted({ type: 'DealDenied', data: command })
    : notOpen(state);
