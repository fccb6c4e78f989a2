import { isAfter, isBefore } from '@accord/kernel';
import { standingOn } from '@accord/partners';
import type { CountTierRule } from '@accord/programs';
import type { Claim, World } from './claim';

/** Why a claim earns nothing, and what would have had to be otherwise, where somebody could have done it. */
export interface Refusal {
  readonly reason: string;
  readonly wouldChange: readonly string[];
}

/** A refusal that nothing could have changed. */
export const because = (reason: string): Refusal => ({ reason, wouldChange: [] });

/** Reversed sales earn nothing; what else they do depends on the rule. */
export const reversal = ({ sale }: Claim): Refusal | null =>
  sale.reversedOn && because(`The sale was reversed on ${sale.reversedOn}`);

/**
 * Why a claim earns nothing, whatever other claims there are; null when nothing speaks against it.
 * A reversed sale is not among the reasons: what it does depends on the rule.
 */
export function refusalOf(claim: Claim, world: World): Refusal | null {
  const { deal, sale, rule, rules } = claim;
  if (deal.ended && isOver(deal.ended, sale.bookedOn)) {
    return {
      reason: `The registration had ${endings[deal.ended.how]} on ${deal.ended.on}, before the sale of ${sale.bookedOn}`,
      wouldChange: [`A registration in force on ${sale.bookedOn}`],
    };
  }
  if (sale.netArr.currency !== rules.currency) {
    return because(`The sale is in ${sale.netArr.currency}; the program pays in ${rules.currency}`);
  }
  switch (rule.kind) {
    case 'referralFee':
      // Working with GitLab: a referral is registered before the order closes.
      return isAfter(deal.registeredOn, sale.bookedOn)
        ? {
            reason: `Registered on ${deal.registeredOn}, after the order closed on ${sale.bookedOn}`,
            wouldChange: [`A registration by ${sale.bookedOn}`],
          }
        : null;
    case 'countTierRebate':
      // Working with GitLab: where the partner owns the software the service is accepted and pays nothing.
      return deal.softwareOwnedByPartner
        ? because('The partner owns the software: accepted without rebate')
        : standingRefusal(claim, rule.requires, world);
    case 'formula':
      return standingRefusal(claim, rule.requires, world);
  }
}

/** What was lost on the day of the sale was lost to that sale: another bidder won the tender. */
const isOver = (
  { how, on }: NonNullable<Claim['deal']['ended']>,
  bookedOn: Claim['sale']['bookedOn'],
): boolean => isBefore(on, bookedOn) || (how === 'lost' && on === bookedOn);

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
): Refusal | null {
  if (designations.length + tracks.length === 0) return null;
  const partner = world.partner(deal.partnerId);
  const day = deal.approval.approvedOn;
  const standing = partner && standingOn(partner, day);
  const holds =
    standing?.enrolled === true &&
    (tracks.includes(standing.track) ||
      designations.some((name) => standing.designations.includes(name)));
  const wanted = [...tracks, ...designations].join(' or ');
  if (holds) return null;
  return {
    reason: `The partner was not ${wanted} on ${day}`,
    wouldChange: [`${wanted} by ${day}`],
  };
}
