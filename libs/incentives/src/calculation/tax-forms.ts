import { fiscalYearOf, fromJson, parseAmount, type Currency, type Money } from '@accord/kernel';
import { taxFormFrom } from '@accord/partners';
import type { IncentiveRule, ProgramRules, TaxFormRules } from '@accord/programs';
import type { EarningLine } from '../earning-line';
import { payeeOf } from '../payee-of';
import type { World } from './claim';

/** What a line comes from. */
interface Under {
  readonly rule: IncentiveRule;
  readonly rules: ProgramRules;
}

/**
 * Holds lines of payees whose tax form is not there: they are earned, and have a day once it has come
 * (WestFax: from the line on that brings a fiscal year above 600). Lines come in the order of their sales.
 */
export class TaxForms {
  private readonly sums = new Map<string, bigint>();

  constructor(private readonly world: World) {}

  /** @returns the line as it is where no form is wanted, or it was there in time */
  hold({ rule, rules: { currency } }: Under, line: EarningLine): EarningLine {
    const rules = rule.kind === 'formula' ? rule.taxForm : undefined;
    if (!rules || line.zeroReason !== null) return line;
    if (!this.isWanted(rules, currency, line)) return line;
    const { partnerId, personId = null, dueOn } = line;
    const holder = personId === null ? `partner "${partnerId}"` : `person "${personId}"`;
    const awaits = `${rules.forms.join(' or ')} of ${holder}`;
    const partner = this.world.partner(partnerId);
    // What has no day yet is asked about again once it has one.
    if (dueOn === null) return line;
    const from = partner ? taxFormFrom(partner, personId, rules.forms, dueOn) : null;
    return from === null ? { ...line, dueOn: null, awaits } : { ...line, dueOn: from };
  }

  private isWanted({ above }: TaxFormRules, currency: Currency, line: EarningLine): boolean {
    if (above === undefined) return true;
    const { programId, partnerId } = line;
    const rule = `${programId} ${partnerId} ${line.rule}`;
    const key = `${rule} ${payeeOf(line)} ${fiscalYearOf(line.quarter)}`;
    const amount: Money = fromJson(line.amount);
    const sum = (this.sums.get(key) ?? 0n) + amount.minor;
    this.sums.set(key, sum);
    return sum > parseAmount(above, currency).minor;
  }
}
