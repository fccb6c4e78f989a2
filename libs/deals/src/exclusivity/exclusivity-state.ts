import type { IsoDate } from '@accord/kernel';
import type { ExclusivityMove } from './exclusivity.events';
import type { ExclusivityScope } from './scope';

/** One partner's exclusive hold on part of a customer's business, from and until included. */
export interface Grant {
  readonly grantId: string;
  readonly dealId: string;
  readonly partnerId: string;
  readonly scope: ExclusivityScope;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly released: boolean;
  /** By which grant it was taken over, and until when it held before. */
  readonly taken?: { readonly by: string; readonly until: IsoDate };
}

/** What became of a move: the grants are in, or were refused by what holds there or is moving itself. */
export type Arrival = 'in' | 'held' | 'moving';

/** Every grant that one customer has ever seen, without those that moved to another customer. */
export interface Exclusivity {
  readonly grants: readonly Grant[];
  /** Grants are on their way: nothing is decided until it is known where they are. */
  readonly moving?: ExclusivityMove;
  /** The customer was merged: decisions are taken at this one. */
  readonly closedInto?: string;
  /** Grants that left, and for which customer. */
  readonly left?: ReadonlyMap<string, string>;
  /** What was decided about moves to here. */
  readonly arrivals?: ReadonlyMap<string, Arrival>;
}
