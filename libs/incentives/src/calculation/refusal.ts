import { isAfter, isBefore } from '@accord/kernel';
import { standingOn } from '@accord/partners';
import type { CountTierRule } from '@accord/programs';
import type { Claim, World } from './claim';

/**
 * Why a claim earns nothing, whatever other claims there are; null when nothing speaks against it.
 * A reversed sale is not among the reasons: what it does depends on the rule.
 */
export function refusalOf(claim: Claim, world: World): string | null {
  const { deal, sale, rule, rules } = claim;
  if (deal.ended && isBefore(deal.ended.on, sale.bookedOn)) {
    return `The registration had ${endings[deal.ended.how]} on ${deal.ended.on}, before the sale of ${sale.bookedOn}`;
  }
  if (sale.netArr.currency !== rules.currency) {
    return `The sale is in ${sale.netArr.currency}; the program pays in ${rules.currency}`;
  }
  switch (rule.kind) {
    case 'referralFee':
      // Working with GitLab: a referral is registered before the order closes.
      return isAfter(deal.registeredOn, sale.bookedOn)
        ? `Registered on ${deal.registeredOn}, after the order closed on ${sale.bookedOn}`
        : null;
    case 'countTierRebate':
      // Working with GitLab: where the partner owns the software the service is accepted and pays nothing.
      return deal.softwareOwnedByPartner
        ? 'The partner owns the software: accepted without rebate'
        : standingRefusal(claim, rule.requires, world);
    case 'formula':
      return standingRefusal(claim, rule.requires, world);
  }
}

const endings = {
  withdrawn: 'been withdrawn',
  broken: 'lost its protection',
  expired: 'expired',
  lost: 'been lost',
} as const;

function standingRefusal(
  { deal }: Claim,
  { designations, tracks }: CountTierRule['requires'],
  world: World,
): string | null {
  if (designations.length + tracks.length === 0) return null;
  const partner = world.partner(deal.partnerId);
  const day = deal.approval.approvedOn;
  const standing = partner && standingOn(partner, day);
  const holds =
    standing?.enrolled === true &&
    (tracks.includes(standing.track) ||
      designations.some((name) => standing.designations.includes(name)));
  const wanted = [...tracks, ...designations].join(' or ');
  return holds ? null : `The partner was not ${wanted} on ${day}`;
}
