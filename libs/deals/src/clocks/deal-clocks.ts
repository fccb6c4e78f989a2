import {
  dayOf,
  deadlineAfter,
  lastDayAfter,
  type Deadline,
  type IsoDate,
  type Moment,
} from '@accord/kernel';
import {
  calendarOf,
  registrationType,
  type ProgramRules,
  type SilenceRule,
} from '@accord/programs';

/** What a registration's clocks depend on. */
interface Clocked {
  readonly dealType: string;
  readonly territory: string;
}

/** A silence of the vendor that has an effect. */
export type SilenceClock = Exclude<SilenceRule, { readonly effect: 'none' }>;

/** Whether silence has an effect on what waits at a step; null: at no step of the program. */
export const isSilenceAt = (
  { start = 'submission', step: only }: SilenceClock,
  step: string | null,
): boolean => start === 'submission' || (step !== null && (only ?? step) === step);

/**
 * @param began the submission, or the coming to a step
 * @param step that it came to; null: it was submitted and waits at no step of the program
 * @returns the day on which the vendor's silence has its effect; null where this starts no such clock
 */
export function silenceAfter(
  rules: ProgramRules,
  { dealType, territory }: Clocked,
  began: Moment,
  start: 'submission' | 'step',
  step: string | null,
): IsoDate | null {
  const silence = registrationType(rules, dealType)?.silence;
  if (!silence || silence.effect === 'none') return null;
  const { start: starts = 'submission' } = silence;
  if (starts !== start || !isSilenceAt(silence, step)) return null;
  const calendar = calendarOf(rules, territory, silence.calendar);
  const unit = silence.dayKind === 'calendar' ? 'calendarDays' : 'businessDays';
  return lastDayAfter(
    dayOf(began, calendar.timeZone),
    { within: silence.afterDays, unit },
    calendar,
  );
}

/**
 * @param step where it waits; null: at no step of the program
 * @returns the day on which a silence that counts anew has its effect, whatever starts its clock; null: never
 */
export const silenceAnew = (
  rules: ProgramRules,
  registration: Clocked,
  from: Moment,
  step: string | null,
): IsoDate | null =>
  silenceAfter(rules, registration, from, 'submission', step) ??
  silenceAfter(rules, registration, from, 'step', step);

/** Whether the silence of this type counts from the coming to a step. */
export const isSilenceOfSteps = (rules: ProgramRules, dealType: string): boolean => {
  const silence = registrationType(rules, dealType)?.silence;
  return silence !== undefined && silence.effect !== 'none' && silence.start === 'step';
};

/** @returns by when the partner shall have heard from the vendor; null where nothing is promised */
export function firstContactDue(
  rules: ProgramRules,
  { territory }: Clocked,
  submitted: Moment,
): Deadline | null {
  const clock = rules.sla?.firstContact;
  return clock
    ? deadlineAfter(submitted, clock, calendarOf(rules, territory, clock.calendar))
    : null;
}

/** @returns by when a step shall be decided; null where nothing is promised */
export function decisionDue(
  rules: ProgramRules,
  { territory }: Clocked,
  step: string,
  customer: 'new' | 'existing',
  { submitted, entered }: { readonly submitted: Moment; readonly entered: Moment },
): Deadline | null {
  const clock = rules.sla?.decisions?.find(
    (one) => one.step === step && (one.customer ?? customer) === customer,
  );
  if (!clock) return null;
  const from = clock.start === 'submission' ? submitted : entered;
  return deadlineAfter(from, clock, calendarOf(rules, territory, clock.calendar));
}
