import {
  compareRatios,
  formatAmount,
  fromJson,
  parseAmount,
  plusDays,
  plusMonths,
  whole,
  type IsoDate,
} from '@accord/kernel';
import { standingOn } from '@accord/partners';
import { coversTerritory, type DealDay, type Eligibility } from '@accord/programs';
import type { Refusal } from './because';
import type { Claim, World } from './claim';
import { inProgramCurrency } from './conversion';

type Within = NonNullable<Eligibility['windows']>[number]['within'];

/** What was found, and what would have had to be. */
type Fault = readonly [reason: string, wouldChange?: string];

/**
 * Why a rule is not for this partner, deal or sale: every condition that does not hold.
 * @returns null when the rule sets none, or all hold
 */
export function eligibilityRefusal(claim: Claim, world: World): Refusal | null {
  const { eligibility } = claim.rule;
  if (!eligibility) return null;
  const faults = [
    ...partnerFaults(claim, eligibility, world),
    ...dealFaults(claim, eligibility),
    ...minimumFaults(claim, eligibility),
    ...evidenceFaults(claim, eligibility),
    ...windowFaults(claim, eligibility),
  ];
  if (faults.length === 0) return null;
  return {
    reason: faults.map(([reason]) => reason).join('; '),
    wouldChange: faults.flatMap(([, wouldChange]) => wouldChange ?? []),
  };
}

function partnerFaults({ deal, rules }: Claim, wanted: Eligibility, world: World): Fault[] {
  const day = deal.approval.approvedOn;
  const partner = world.partner(deal.partnerId);
  const standing = partner && standingOn(partner, day);
  if (!standing?.enrolled) return [[`The partner was not enrolled on ${day}`]];
  const { partnerKinds, tracks, designations, exhibit, credential } = wanted;
  const faults: Fault[] = [];
  if (tracks && !tracks.includes(standing.track)) {
    faults.push(absent(`on track ${tracks.join(' or ')}`, day));
  }
  if (designations && !designations.some((one) => standing.designations.includes(one))) {
    faults.push(absent(designations.join(' or '), day));
  }
  if (
    wanted.agreementCoversTerritory &&
    !coversTerritory(rules, standing.territories, deal.territory)
  ) {
    const covered = `An agreement that covers ${deal.territory}`;
    faults.push([
      `No agreement of the partner covered ${deal.territory} on ${day}`,
      `${covered} by ${day}`,
    ]);
  }
  if (partnerKinds && !partnerKinds.includes(standing.kind)) {
    faults.push([`For ${partnerKinds.join(', ')}; the partner is a ${standing.kind}`]);
  }
  if (exhibit !== undefined && !standing.exhibits.includes(exhibit)) {
    faults.push([`"${exhibit}" was not signed on ${day}`, `"${exhibit}" signed by ${day}`]);
  }
  if (credential) {
    const { credential: name, people } = credential;
    const held = standing.credentials.get(name) ?? 0;
    if (held < people) {
      faults.push([
        `${held} of ${people} people held "${name}" on ${day}`,
        `${people - held} more with "${name}" by ${day}`,
      ]);
    }
  }
  return faults;
}

const absent = (what: string, day: IsoDate): Fault => [
  `The partner was not ${what} on ${day}`,
  `${what} by ${day}`,
];

function dealFaults(
  { deal, sale, rules }: Claim,
  { territories, productFamilies, renewal, booked }: Eligibility,
): Fault[] {
  const faults: Fault[] = [];
  const within = (what: string, wanted: readonly string[] | undefined, found: string): void => {
    if (wanted && !wanted.includes(found)) {
      faults.push([`For ${what} ${wanted.join(', ')}, not "${found}"`]);
    }
  };
  if (territories && !coversTerritory(rules, territories, deal.territory)) {
    within('territory', territories, deal.territory);
  }
  within('product family', productFamilies, deal.productFamily);
  within('renewal', renewal, deal.renewal);
  if (booked && (sale.bookedOn < booked.from || sale.bookedOn > booked.to)) {
    const days = `${booked.from} to ${booked.to}`;
    faults.push([`Booked on ${sale.bookedOn}, not within ${days}`, `A booking within ${days}`]);
  }
  return faults;
}

function minimumFaults(claim: Claim, { minimums = [] }: Eligibility): Fault[] {
  const { deal, sale, rules } = claim;
  const { currency } = rules;
  return minimums.flatMap(({ of, amount, productFamilies }): Fault[] => {
    if (productFamilies && !productFamilies.includes(deal.productFamily)) return [];
    const stated = of === 'value' ? deal.value : sale.netArr;
    const converted = inProgramCurrency(claim, stated);
    const least = whole(parseAmount(amount, currency).minor);
    if (converted && compareRatios(converted, least) >= 0) return [];
    const found = fromJson(stated);
    const what = of === 'value' ? 'value' : 'net ARR';
    return [
      [
        `Its ${what} is ${formatAmount(found)} ${found.currency}; the least is ${amount} ${currency}`,
        `A ${what} of ${amount} ${currency}`,
      ],
    ];
  });
}

function evidenceFaults({ sale }: Claim, { evidence = [] }: Eligibility): Fault[] {
  return evidence.flatMap(({ milestone, within }): Fault[] => {
    const last = within && lastOf(sale.bookedOn, within);
    const wanted = `"${milestone}" of the sale${last ? ` by ${last}` : ''}`;
    const reached = sale.milestones.find((one) => one.milestone === milestone)?.reachedOn;
    if (reached === undefined) return [[`There is no "${milestone}" of the sale`, wanted]];
    return last && reached > last ? [[`"${milestone}" on ${reached}, after ${last}`, wanted]] : [];
  });
}

function windowFaults(claim: Claim, { windows = [] }: Eligibility): Fault[] {
  return windows.flatMap(({ what, after, within }): Fault[] => {
    const start = dayOf(after, claim);
    const last = lastOf(start, within);
    const found = dayOf(what, claim);
    if (found <= last) return [];
    return [[`${what} on ${found}, after ${last}`, `${what} by ${last}`]];
  });
}

const lastOf = (start: IsoDate, within: Within): IsoDate =>
  'months' in within ? plusMonths(start, within.months) : plusDays(start, within.days);

function dayOf(day: DealDay, { deal, sale }: Claim): IsoDate {
  switch (day) {
    case 'registration':
      return deal.registeredOn;
    case 'approval':
      return deal.approval.approvedOn;
    case 'booking':
      return sale.bookedOn;
  }
}
