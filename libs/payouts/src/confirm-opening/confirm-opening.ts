import { accepted, rejected, type Decision, type FiscalQuarter } from '@accord/kernel';
import type { Opening } from '../opening/opening';
import type { OpeningEvent } from '../opening/opening.events';
import { areOne, type Person } from '../payout/person-of';
import { cutoverClosed } from '../propose-opening/propose-opening';

export interface ConfirmOpening {
  readonly openingId: string;
  /** Names what was reviewed: other balances have another hash. */
  readonly hash: string;
  readonly by: Person;
  /** A closed period of the book that the balances would change; undefined: there is none. */
  readonly closed: FiscalQuarter | undefined;
}

/** Maker and checker are different principals, and neither acts for the other. */
export function confirmOpening(
  state: Opening,
  { openingId, hash, by, closed }: ConfirmOpening,
): Decision<OpeningEvent> {
  if (state.status === 'unknown') {
    return rejected('opening-unknown', `No opening "${openingId}" is proposed`);
  }
  if (state.proposal.hash !== hash) {
    return rejected('hash-mismatch', 'Other balances are proposed; review them first', 'hash');
  }
  if (state.status === 'confirmed') return accepted();
  if (areOne(state.proposal.proposedBy, by)) {
    return rejected('same-person', 'Somebody else than the one who proposed must confirm');
  }
  if (closed) return cutoverClosed(closed);
  return accepted({ type: 'OpeningConfirmed', data: { openingId, hash, confirmedBy: by } });
}
