import { compareDates, type IsoDate } from '@accord/kernel';
import { match, type ClaimOfDeal, type CustomerClaim, type RevertedLoser } from '@accord/customers';
import type { Grant } from '../exclusivity/exclusivity';
import { overlaps, type ExclusivityScope } from '../exclusivity/scope';

/** A registration that was outranked, and by which grant. */
export interface Outranked {
  readonly dealId: string;
  readonly denied: boolean;
  readonly grantId: string;
  readonly claim: CustomerClaim;
}

/** A registration that gave up its protection when customers were merged. */
export interface GaveWay {
  readonly dealId: string;
  readonly scope: ExclusivityScope;
}

/** Everything that was decided about one customer before it is two. */
export interface Decided {
  readonly claims: readonly ClaimOfDeal[];
  readonly grants: readonly Grant[];
  readonly outranked: readonly Outranked[];
  readonly gaveWay: readonly GaveWay[];
}

/**
 * @param moved registrations that become those of the other customer
 * @returns who was turned down for, or gave way to, a registration that has another customer now: they
 *   may ask again. Nobody is approved by it
 */
export function revertedLosers(
  { claims, grants, outranked, gaveWay }: Decided,
  moved: readonly string[],
  on: IsoDate,
): readonly RevertedLoser[] {
  const isMoved = (dealId: string): boolean => moved.includes(dealId);
  const isApart = (dealId: string, claim: CustomerClaim, holder: string): boolean =>
    claims.some((one) => one.dealId === dealId)
      ? isMoved(dealId) !== isMoved(holder)
      : claims
          .filter((one) => isMoved(one.dealId) === isMoved(holder))
          .every((one) => match(claim, one.claim).relation === 'DIFFERENT');
  const turnedDown = outranked.flatMap(({ dealId, denied, grantId, claim }): RevertedLoser[] => {
    const holder = grants.find((grant) => grant.grantId === grantId);
    if (!holder || !isApart(dealId, claim, holder.dealId)) return [];
    return [{ dealId, why: denied ? 'denied' : 'outranked', to: holder.dealId }];
  });
  const broken = gaveWay.flatMap(({ dealId, scope }): RevertedLoser[] => {
    const inWay = grants.filter(
      (grant) =>
        !grant.released &&
        grant.dealId !== dealId &&
        compareDates(on, grant.until) <= 0 &&
        overlaps(grant.scope, scope),
    );
    const [to] = inWay;
    const isFree = inWay.every((grant) => isMoved(grant.dealId) !== isMoved(dealId));
    return to && isFree ? [{ dealId, why: 'broken', to: to.dealId }] : [];
  });
  return [...turnedDown, ...broken];
}
