import type { MovedGrant } from './exclusivity.events';
import type { ExclusivityScope } from './scope';

/** What is held: the fields beside `group` and `kind` depend on the kind. */
export class ScopeBody {
  /** Types of registration that exclude one another. */
  group: string;
  kind: 'customer' | 'opportunity' | 'tender' | 'subdivision' | 'family' | 'familyTerritory';
  /** As source/ref; null: any of the customer's. */
  opportunity?: string | null;
  /** Sales have not reported it: it may be any of the customer's. */
  unreported?: boolean;
  /** Null: any of the customer's. */
  tender?: string | null;
  /** Null: the whole company. */
  subdivision?: string | null;
  family?: string;
  territory?: string;
  /** Territories that share a place with it. */
  overlapping?: string[];
}

/** An exclusive approval of a registration, and when it holds. */
export class GrantBody {
  grantId: string;
  dealId: string;
  partnerId: string;
  scope: ScopeBody;
  from: string;
  /** Last day. */
  until: string;
}

export const grantBody = (grant: MovedGrant): GrantBody => ({
  grantId: grant.grantId,
  dealId: grant.dealId,
  partnerId: grant.partnerId,
  scope: scopeBody(grant.scope),
  from: grant.from,
  until: grant.until,
});

function scopeBody(scope: ExclusivityScope): ScopeBody {
  if (scope.kind !== 'familyTerritory') return { ...scope };
  const { overlapping, ...cell } = scope;
  return overlapping ? { ...cell, overlapping: [...overlapping] } : cell;
}
