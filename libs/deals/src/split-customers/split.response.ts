import { CommandReply } from '@accord/platform';
import { GrantBody } from '../merge-customers/merge.response';

/** A registration that lost to one that has another customer now. It may ask again. */
export class RevertedLoserBody {
  dealId: string;
  /** It was denied, outranked while it waits, or lost its protection in a merge. */
  why: 'denied' | 'outranked' | 'broken';
  /** The registration that it lost to. */
  to: string;
}

/** All that a split leads to. */
export class SplitConsequence {
  /** The new customer. */
  customerId: string;
  /** Registrations that become its own. */
  deals: string[];
  /** Exclusive approvals that go with them. */
  moves: GrantBody[];
  reverted: RevertedLoserBody[];
  /** Cases about the customer that wait for a decision; they go on about it. */
  openCases: string[];
}

export class SplitReply extends CommandReply {
  /** Of a dry run. Null otherwise: the events say what was done. */
  consequence: SplitConsequence | null;
}
