import { maxDate, quarterOf, type FiscalQuarter, type IsoDate } from '@accord/kernel';
import type { Partner } from '@accord/partners';
import {
  labelOf,
  orderOf,
  stackingOf,
  versionOn,
  type IncentiveRule,
  type Program,
  type ProgramRules,
} from '@accord/programs';
import type { DealFact } from '../facts/deal-fact';
import type { SaleFact } from '../facts/sale-fact';

/** What is known of partners and programs. */
export interface World {
  partner(partnerId: string): Partner | undefined;
  program(programId: string): Program | undefined;
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
}

/** `<rule>:<deal>:<sale>`. */
export const lineIdOf = ({ rule, deal, sale }: Claim): string =>
  `${rule.rule}:${deal.dealId}:${sale.saleId}`;

/** The place of a claim's rule: in the order of its group, else in the document. */
function placeOf({ rule, rules, ruleIndex }: Claim): number {
  const group = stackingOf(rules, rule.exclusiveGroup);
  return group ? orderOf(group).indexOf(rule.rule) : ruleIndex;
}

/** Claims under earlier rules first. */
export const byRuleOrder = (a: Claim, b: Claim): number => placeOf(a) - placeOf(b);

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
  return rules.incentives.flatMap((rule, ruleIndex) =>
    rule.dealType === deal.dealType
      ? [
          {
            deal: { ...deal, approval },
            sale,
            rule,
            ruleIndex,
            rules,
            programVersion: labelOf(version),
            quarter: quarterOf(
              decidingDay(rule, approval.approvedOn, sale.bookedOn),
              rules.fiscalYear,
            ),
          },
        ]
      : [],
  );
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
