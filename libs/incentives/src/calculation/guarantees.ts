import {
  compareQuarters,
  isAfter,
  nextQuarter,
  quarterEnd,
  quarterOf,
  quarterStart,
  type FiscalQuarter,
} from '@accord/kernel';
import { isUnderAgreement, standingOn, type Partner } from '@accord/partners';
import {
  guaranteedRules,
  labelOf,
  reachOf,
  type FormulaRule,
  type Program,
  type ProgramRules,
  type Reach,
} from '@accord/programs';
import type { World } from './claim';
import { isMet } from './standing';

/** What a rule owes a partner for a quarter that is over, also where nothing was sold in it. */
export interface Guarantee {
  readonly programId: string;
  readonly partnerId: string;
  readonly rule: FormulaRule;
  readonly rules: ProgramRules;
  readonly programVersion: string;
  readonly quarter: FiscalQuarter;
  readonly reach: Reach;
}

/** `<rule>:<partner>:<quarter>`: it stands for no sale. */
export const guaranteeIdOf = ({ rule, partnerId, quarter }: Guarantee): string =>
  `${rule.rule}:${partnerId}:${quarter}`;

/** @returns what a partner is owed for quarters that are over; nothing for one that nobody knows */
export function guaranteesOf(partner: Partner | undefined, world: World): Guarantee[] {
  const program = partner?.status === 'enrolled' ? world.program(partner.programId) : undefined;
  if (!partner || !program) return [];
  const [first] = program.versions;
  const last = program.endedQuarter;
  if (!first || !last) return [];
  return guaranteedRules(program).flatMap((name) => {
    const found: Guarantee[] = [];
    let quarter = quarterOf(first.effectiveFrom, first.rules.fiscalYear);
    for (; compareQuarters(quarter, last) <= 0; quarter = nextQuarter(quarter)) {
      found.push(...guaranteeIn(quarter, name, partner, program));
    }
    return found;
  });
}

/** @returns by quarter, over or not, whether a rule is owed to a partner without sales */
export function guaranteedTo(
  partnerId: string,
  { programId, rule }: { readonly programId: string; readonly rule: string },
  world: World,
): (quarter: FiscalQuarter) => boolean {
  const partner = world.partner(partnerId);
  const program = world.program(programId);
  return (quarter) =>
    partner !== undefined &&
    program !== undefined &&
    guaranteeIn(quarter, rule, partner, program).length > 0;
}

/** By the version in force on the first day of the quarter; `requires` is looked up as of its last one. */
function guaranteeIn(
  quarter: FiscalQuarter,
  name: string,
  partner: Partner,
  program: Program,
): Guarantee[] {
  const version = program.versions.findLast(
    ({ effectiveFrom, rules }) => !isAfter(effectiveFrom, quarterStart(quarter, rules.fiscalYear)),
  );
  const rule = version?.rules.incentives.find((one) => one.rule === name);
  if (!version || rule?.kind !== 'formula' || !rule.guarantee) return [];
  const { rules, programId } = version;
  const [from, to] = [
    quarterStart(quarter, rules.fiscalYear),
    quarterEnd(quarter, rules.fiscalYear),
  ];
  const standing = standingOn(partner, to);
  if (!standing.enrolled || standing.programId !== programId) return [];
  if (!isUnderAgreement(partner, { from, to, exhibit: rule.guarantee.exhibit })) return [];
  if (!isMet(rule.requires, standing)) return [];
  const { partnerId } = standing;
  const programVersion = labelOf(version);
  const reach = reachOf(program, name);
  return [{ programId, partnerId, rule, rules, programVersion, quarter, reach }];
}
