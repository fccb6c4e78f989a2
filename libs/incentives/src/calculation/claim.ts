import {
  compareDates,
  currency,
  maxDate,
  quarterOf,
  type FiscalQuarter,
  type IsoDate,
} from '@accord/kernel';
import type { Partner } from '@accord/partners';
import type { Conversion, Publication, WantedRate } from '@accord/rates';
import {
  labelOf,
  orderOf,
  reachOf,
  stackingOf,
  versionOn,
  wantedRate,
  type IncentiveRule,
  type Program,
  type ProgramRules,
  type Reach,
} from '@accord/programs';
import type { EarningLine } from '../earning-line';
import type { DealFact } from '../facts/deal-fact';
import type { SaleFact } from '../facts/sale-fact';

/** What is known of partners, programs and exchange rates. */
export interface World {
  partner(partnerId: string): Partner | undefined;
  program(programId: string): Program | undefined;
  /** What the source published last on or before the day. */
  published(source: string, day: IsoDate): Publication | undefined;
}

/** An approved deal, a sale that it belongs to, and one rule that it falls under. */
export interface Claim {
  readonly deal: DealFact & { readonly approval: NonNullable<DealFact['approval']> };
  readonly sale: SaleFact;
  readonly rule: IncentiveRule;
  /** Place of the rule in the program: of rules that exclude each other the first one counts. */
  readonly ruleIndex: number;
  readonly rules: ProgramRules;
  readonly programVersion: string;
  readonly quarter: FiscalQuarter;
  /** How far a sale can change what the rule, in any version of the program, gives. */
  readonly reach: Reach;
  /** The rate that the sale needs to count; null where it needs none, or the program has no way to one. */
  readonly wanted: WantedRate | null;
  /** By that rate, or why there is none; null until it was looked up. */
  readonly conversion: Conversion | { readonly missing: string } | null;
}

/** `<rule>:<deal>:<sale>`. */
export const lineIdOf = ({ rule, deal, sale }: Claim): string =>
  `${rule.rule}:${deal.dealId}:${sale.saleId}`;

/** The claim that a line comes from, by the same key as `lineIdOf`; a stage is a part of its claim's. */
export const claimIdOf = ({ lineId, rule, dealId, saleId }: EarningLine): string =>
  dealId === null ? lineId : `${rule}:${dealId}:${saleId}`;

/** Who of the partner's people sold it; undefined where nobody was named. */
export const sellerOf = ({ deal, sale }: Claim): string | undefined =>
  sale.sellers.find(({ partnerId }) => partnerId === deal.partnerId)?.personId;

/** The place of a claim's rule: in the order of its group, else in the document. */
function placeOf({ rule, rules, ruleIndex }: Claim): number {
  const group = stackingOf(rules, rule.exclusiveGroup);
  return group ? orderOf(group).indexOf(rule.rule) : ruleIndex;
}

/** Claims under earlier rules first, of one rule those approved first: an order of the facts' own. */
export const byRuleOrder = (a: Claim, b: Claim): number =>
  placeOf(a) - placeOf(b) || byApproval(a, b) || (lineIdOf(a) < lineIdOf(b) ? -1 : 1);

/** Claims on earlier sales first, of one day as rules have them. */
export const byBooking = (a: Claim, b: Claim): number =>
  compareDates(a.sale.bookedOn, b.sale.bookedOn) || byRuleOrder(a, b);

/** Positions are whole numbers without leading zeros: the longer one is the larger. */
function byApproval({ deal: { approval: a } }: Claim, { deal: { approval: b } }: Claim): number {
  if (a.position === b.position) return 0;
  return a.position.length - b.position.length || (a.position < b.position ? -1 : 1);
}

/** Whether a sale belongs to a deal: it says so, or both name the same opportunity. */
export const belongsTo = (sale: SaleFact, deal: DealFact): boolean =>
  sale.programId === deal.programId &&
  (sale.dealId === deal.dealId ||
    (sale.opportunity !== null && sale.opportunity === deal.opportunity));

/** Every rule of the program in force on the day of approval under which the pair falls. */
export function claimsOf(deal: DealFact, sale: SaleFact, world: World): Claim[] {
  const { approval } = deal;
  if (!approval || !belongsTo(sale, deal)) return [];
  const program = world.program(deal.programId);
  const version = program && versionOn(program, approval.approvedOn);
  if (!version) return [];
  const { rules } = version;
  return rules.incentives.flatMap((rule, ruleIndex): Claim[] => {
    if (rule.dealType !== deal.dealType) return [];
    const day = decidingDay(rule, approval.approvedOn, sale.bookedOn);
    const quarter = quarterOf(day, rules.fiscalYear);
    return [
      {
        deal: { ...deal, approval },
        sale,
        rule,
        ruleIndex,
        rules,
        programVersion: labelOf(version),
        quarter,
        reach: reachOf(program, rule.rule),
        wanted: wantedRate(currency(sale.netArr.currency), { ...sale, quarter }, rules),
        conversion: null,
      },
    ];
  });
}

/** A fee belongs to the quarter of the sale; others to that in which both sale and approval are there. */
function decidingDay(rule: IncentiveRule, approvedOn: IsoDate, bookedOn: IsoDate): IsoDate {
  switch (rule.kind) {
    case 'referralFee':
      return bookedOn;
    case 'countTierRebate':
    case 'formula':
      return maxDate(approvedOn, bookedOn);
  }
}
