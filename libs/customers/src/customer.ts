import type { StreamType } from '@accord/kernel';
import type { CustomerClaim } from './customer-claim';
import { customerEvents, type ClaimOfDeal, type CustomerEvent } from './customer.events';

/** A merge that waits for a person. */
export interface SuspendedMerge {
  readonly mergeId: string;
  readonly survivor: string;
  readonly caseId: string;
}

type Claims = ReadonlyMap<string, CustomerClaim>;

export type Customer =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'established';
      readonly customerId: string;
      /** What each registration said about the customer, by deal; those of absorbed ones stay with them. */
      readonly claims: Claims;
      readonly suspended?: SuspendedMerge;
      /** Registrations that splits took away, also such whose claims stay recorded with absorbed ones. */
      readonly gone?: ReadonlySet<string>;
      /** It began as a part of another one. */
      readonly splitOff?: true;
    }
  | {
      readonly status: 'merged';
      readonly mergeId: string;
      readonly into: string;
      /** What it knew when it ended; it is the survivor's by now. */
      readonly claims: Claims;
      readonly splitOff?: true;
    };

const withClaims = (claims: Claims, added: readonly ClaimOfDeal[]): Claims =>
  new Map([...claims, ...added.map(({ dealId, claim }) => [dealId, claim] as const)]);

export const customer: StreamType<Customer, CustomerEvent> = {
  catalog: customerEvents,
  initial: { status: 'unknown' },
  evolve(state, event) {
    switch (event.type) {
      case 'CustomerEstablished': {
        const { customerId, dealId, claim } = event.data;
        return { status: 'established', customerId, claims: new Map([[dealId, claim]]) };
      }
      case 'CustomerSplitOff': {
        const { customerId, claims } = event.data;
        const own = withClaims(new Map(), claims);
        return { status: 'established', customerId, claims: own, splitOff: true };
      }
      case 'CustomersMerged': {
        const { mergeId, survivor: into } = event.data;
        if (state.status !== 'established') return state;
        const { claims, splitOff } = state;
        return { status: 'merged', mergeId, into, claims, ...(splitOff && { splitOff }) };
      }
      case 'ClaimAttached':
        if (state.status !== 'established') return state;
        return { ...state, claims: withClaims(state.claims, [event.data]) };
      case 'MergeSuspended': {
        if (state.status !== 'established') return state;
        const { mergeId, survivor, caseId } = event.data;
        return { ...state, suspended: { mergeId, survivor, caseId } };
      }
      case 'MergeAbandoned': {
        if (state.status !== 'established') return state;
        const { suspended: _suspended, ...rest } = state;
        return rest;
      }
      case 'CustomerSplit': {
        if (state.status !== 'established') return state;
        const moved = new Set(event.data.claims.map(({ dealId }) => dealId));
        const left = [...state.claims].filter(([dealId]) => !moved.has(dealId));
        return {
          ...state,
          claims: new Map(left),
          gone: new Set([...(state.gone ?? []), ...moved]),
        };
      }
    }
  },
};
