import { compareDates, minDate, plusDays, type IsoDate, type StreamType } from '@accord/kernel';
import { exclusivityEvents, type ExclusivityEvent } from './exclusivity.events';
import { overlaps, type ExclusivityScope } from './scope';

/** One partner's exclusive hold on part of a customer's business, from and until included. */
export interface Grant {
  readonly grantId: string;
  readonly dealId: string;
  readonly partnerId: string;
  readonly scope: ExclusivityScope;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly released: boolean;
}

/** Every grant that one customer has ever seen. */
export interface Exclusivity {
  readonly grants: readonly Grant[];
}

export const exclusivity: StreamType<Exclusivity, ExclusivityEvent> = {
  catalog: exclusivityEvents,
  initial: { grants: [] },
  evolve({ grants }, event) {
    switch (event.type) {
      case 'ExclusivityGranted': {
        const { grantId, dealId, partnerId, scope, from, until } = event.data;
        return {
          grants: [...grants, { grantId, dealId, partnerId, scope, from, until, released: false }],
        };
      }
      case 'ExclusivityExtended':
        return change(grants, event.data.grantId, () => ({ until: event.data.until }));
      case 'ExclusivityReleased':
        return change(grants, event.data.grantId, ({ until }) => ({
          until: minDate(until, plusDays(event.data.releasedOn, -1)),
          released: true,
        }));
    }
  },
};

const change = (
  grants: readonly Grant[],
  grantId: string,
  to: (grant: Grant) => Partial<Grant>,
): Exclusivity => ({
  grants: grants.map((grant) => (grant.grantId === grantId ? { ...grant, ...to(grant) } : grant)),
});

/** A window that one wants, for a deal. */
export type Wanted = Pick<Grant, 'dealId' | 'scope' | 'from' | 'until'>;

/** @returns the grant of another deal that excludes the wanted window on at least one day */
export const holderAgainst = ({ grants }: Exclusivity, wanted: Wanted): Grant | undefined =>
  grants.find(
    (grant) =>
      grant.dealId !== wanted.dealId &&
      compareDates(grant.from, grant.until) <= 0 &&
      overlaps(grant.scope, wanted.scope) &&
      compareDates(grant.from, wanted.until) <= 0 &&
      compareDates(wanted.from, grant.until) <= 0,
  );
