import {
  coversTerritory,
  type LoserOutcome,
  type ProgramRules,
  type Territories,
} from '@accord/programs';
import type { Deal, Registration } from '../deal';
import { isMereBidder } from '../approve-deal/approval-bars';

/** As what a partner buys, and why. */
export interface Way {
  readonly as: 'sourced' | 'halfRate' | 'cosell' | 'listPrice';
  readonly because: string;
}

/** What decides it beside the program. */
export interface Standings {
  readonly status: Deal['status'];
  readonly registration: Registration;
  /** What the partner gets because another one holds the deal; null: nobody stands in the way. */
  readonly outranked: LoserOutcome | null;
  /** It expired, and another one of the same opportunity was approved before it closed. */
  readonly followed: boolean;
  /** Whom sales prefers for the opportunity. */
  readonly preferred: 'partner' | 'another' | null;
}

/**
 * GitLab channel operations: the sourced discount with an approved registration, the co-sell rate for
 * every other channel deal, list price where the law or the program prefers one partner.
 */
export function wayOf(
  rules: Territories & Pick<ProgramRules, 'preferredPartner' | 'tender'>,
  { status, registration, outranked, followed, preferred }: Standings,
): Way {
  const { preferredPartner, tender } = rules;
  if (followed) {
    return {
      as: 'cosell',
      because: 'the registration expired, and another one was approved since',
    };
  }
  if (status === 'approved' || status === 'won') {
    return { as: 'sourced', because: 'the registration is approved' };
  }
  if (
    preferredPartner &&
    preferred !== null &&
    coversTerritory(rules, preferredPartner.territories, registration.territory)
  ) {
    return preferred === 'partner'
      ? { as: 'cosell', because: 'sales prefers the partner for the opportunity' }
      : outcomeOf(preferredPartner.others, 'sales prefers another partner for the opportunity');
  }
  const bids = isMereBidder({ tender }, registration);
  if (outranked !== null) {
    const because = bids
      ? 'another registration was approved'
      : 'another registration holds the deal';
    return outcomeOf(outranked, because);
  }
  return bids
    ? { as: 'cosell', because: 'one bidder among others: registered after the publication' }
    : { as: 'cosell', because: 'there is no approved registration' };
}

function outcomeOf(outcome: LoserOutcome, because: string): Way {
  switch (outcome) {
    case 'deny':
      return { as: 'cosell', because: `${because}, and the registration brings nothing` };
    case 'cosell':
    case 'halfRate':
    case 'listPrice':
      return { as: outcome, because };
  }
}
