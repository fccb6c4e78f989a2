import { compareDates, minDate, plusDays, type StreamType } from '@accord/kernel';
import { evolveMoves } from './evolve-moves';
import { exclusivityEvents, type ExclusivityEvent } from './exclusivity.events';
import type { Exclusivity, Grant } from './exclusivity-state';
import { overlaps } from './scope';

export type { Arrival, Exclusivity, Grant } from './exclusivity-state';

export const exclusivity: StreamType<Exclusivity, ExclusivityEvent> = {
  catalog: exclusivityEvents,
  initial: { grants: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'ExclusivityGranted': {
        const { grantId, dealId, partnerId, scope, from, until } = event.data;
        const grant = { grantId, dealId, partnerId, scope, from, until, released: false };
        return { ...state, grants: [...state.grants, grant] };
      }
      case 'ExclusivityExtended':
        return change(state, event.data.grantId, () => ({ until: event.data.until }));
      case 'ExclusivityNarrowed':
        return change(state, event.data.grantId, () => ({ scope: event.data.scope }));
      case 'ExclusivityReleased':
        return change(state, event.data.grantId, ({ until }) => ({
          until: minDate(until, plusDays(event.data.releasedOn, -1)),
          released: true,
          ...(event.data.takenBy && { taken: { by: event.data.takenBy.grantId, until } }),
        }));
      case 'ExclusivityRestored': {
        const { grantId, until } = event.data;
        return {
          ...state,
          grants: state.grants.map(({ taken, ...grant }) =>
            grant.grantId === grantId
              ? { ...grant, until, released: false }
              : { ...grant, ...(taken && { taken }) },
          ),
        };
      }
      case 'ExclusivityMoveBegan':
      case 'ExclusivityMovedIn':
      case 'ExclusivityMoveRefused':
      case 'ExclusivityMoveSettled':
      case 'ExclusivityMoveUndone':
        return evolveMoves(state, event);
    }
  },
};

const change = (
  state: Exclusivity,
  grantId: string,
  to: (grant: Grant) => Partial<Grant>,
): Exclusivity => ({
  ...state,
  grants: state.grants.map((grant) =>
    grant.grantId === grantId ? { ...grant, ...to(grant) } : grant,
  ),
});

/** A window that one wants, for a deal. */
export type Wanted = Pick<Grant, 'dealId' | 'scope' | 'from' | 'until'>;

/** Whether a grant and a wanted window of another deal exclude one another on at least one day. */
export const excludes = (grant: Grant, wanted: Wanted): boolean =>
  grant.dealId !== wanted.dealId &&
  compareDates(grant.from, grant.until) <= 0 &&
  overlaps(grant.scope, wanted.scope) &&
  compareDates(grant.from, wanted.until) <= 0 &&
  compareDates(wanted.from, grant.until) <= 0;

/** @returns the grant of another deal that excludes the wanted window on at least one day */
export const holderAgainst = ({ grants }: Exclusivity, wanted: Wanted): Grant | undefined =>
  grants.find((grant) => excludes(grant, wanted));
