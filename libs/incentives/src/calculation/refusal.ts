import { isAfter, isBefore } from '@accord/kernel';
import { standingOn } from '@accord/partners';
import { stackingOf, type CountTierRule, type FormulaRule } from '@accord/programs';
import { sellerOf, type Claim, type World } from './claim';
import { eligibilityRefusal } from './eligibility';
import { because, type Refusal } from './because';
import { isMet } from './standing';

/** Reversed sales earn nothing; what else they do depends on the rule. */
export const reversal = ({ sale }: Claim): Refusal | null =>
  sale.reversedOn && because(`The sale was reversed on ${sale.reversedOn}`);

/**
 * Why a claim earns nothing, whatever other claims there are and whatever anybody grants: there is no sale
 * of a registration, no amount, or nobody to pay.
 * A reversed sale is not among the reasons: what it does depends on the rule.
 */
export function refusalOf(claim: Claim): Refusal | null {
  const { sale, rule, rules } = claim;
  const end = endBefore(claim);
  if (end) {
    return {
      reason: `The registration had ${endings[end.how]} on ${end.on}, before the sale of ${sale.bookedOn}`,
      wouldChange: [`A registration in force on ${sale.bookedOn}`],
    };
  }
  if (sale.netArr.currency !== rules.currency) {
    const missing = missingRate(claim);
    if (missing) return missing;
  }
  return electionRefusal(claim) ?? (rule.kind === 'formula' ? payeeRefusal(claim, rule) : null);
}

/** Why a claim is outside the rule: what an exception is granted from. */
export function conditionRefusal(claim: Claim, world: World): Refusal | null {
  const { deal, sale, rule } = claim;
  const other = eligibilityRefusal(claim, world);
  if (other) return other;
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

function payeeRefusal(claim: Claim, { payee }: FormulaRule): Refusal | null {
  if (payee === 'distributor' && claim.deal.distributorId === null) {
    return because('It is paid to the distributor; the deal has none');
  }
  if (payee === 'person' && sellerOf(claim) === undefined) {
    return {
      reason: 'It is paid to the person who sold it; the partner has named nobody',
      wouldChange: ['A seller named with the sale'],
    };
  }
  return null;
}

/** Of rules among which partners choose at registration, one pays: the choice excludes the others. */
function electionRefusal({ deal, rule, rules }: Claim): Refusal | null {
  const group = stackingOf(rules, rule.exclusiveGroup);
  if (group?.mode !== 'election') return null;
  const elected = group.order.find((name) => deal.elections.includes(name)) ?? group.otherwise;
  if (elected === rule.rule) return null;
  return {
    reason: elected
      ? `The registration stands under "${elected}", which excludes this`
      : `The registration chose none of ${group.order.join(', ')}`,
    wouldChange: [`"${rule.rule}" chosen with the registration`],
  };
}

/**
 * How a registration had ended when the sale was booked; null where it had not. What was lost that day was
 * lost to that sale: another bidder won the tender. A broken protection ends before that day. One that ran
 * out ended with its last day, whenever that was noted.
 */
function endBefore({ deal, sale: { bookedOn } }: Claim): Claim['deal']['ended'] {
  const { ended, approval } = deal;
  switch (ended?.how) {
    case undefined:
      return null;
    case 'expired':
      return isAfter(bookedOn, approval.expiresOn) ? { ...ended, on: approval.expiresOn } : null;
    case 'withdrawn':
      return isAfter(bookedOn, ended.on) ? ended : null;
    case 'broken':
    case 'lost':
      return isBefore(bookedOn, ended.on) ? null : ended;
  }
}

/** Why a sale in another currency does not count; null where its rate is there. */
function missingRate({ sale, rules, wanted, conversion }: Claim): Refusal | null {
  if (!wanted) {
    return because(`The sale is in ${sale.netArr.currency}; the program pays in ${rules.currency}`);
  }
  if (!conversion || !('missing' in conversion)) return null;
  const { source, day, from, to } = wanted;
  return {
    reason: `Not converted: ${conversion.missing}`,
    wouldChange: [`A rate of "${source}" from ${from} to ${to} for ${day}`],
  };
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
): Refusal | null {
  const partner = world.partner(deal.partnerId);
  const day = deal.approval.approvedOn;
  if (isMet({ designations, tracks }, partner && standingOn(partner, day))) return null;
  const wanted = [...tracks, ...designations].join(' or ');
  return {
    reason: `The partner was not ${wanted} on ${day}`,
    wouldChange: [`${wanted} by ${day}`],
  };
}
