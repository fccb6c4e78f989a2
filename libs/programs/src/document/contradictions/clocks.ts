import { DateTime } from 'luxon';
import { compareDates, type IsoDate } from '@accord/kernel';
import { calendarOf } from '../calendars';
import type { ClockRule } from '../clocks';
import type { ProgramRules } from '../program-document';
import type { Check, Fault } from './check';

/** Calendars are of places that exist, open before they close, and list their holidays in order. */
export const checkCalendars: Check = (rules, fault) => {
  checkZone('timeZone', rules.timeZone, fault);
  checkHolidays('holidays', rules.holidays, fault);
  for (const [name, { timeZone, hours, holidays }] of Object.entries(rules.calendars ?? {})) {
    const at = `calendars.${name}`;
    checkZone(`${at}.timeZone`, timeZone, fault);
    checkHolidays(`${at}.holidays`, holidays, fault);
    if (hours && hours.opens >= hours.closes)
      fault(`${at}.hours.closes`, `expected later than ${hours.opens}, got ${hours.closes}`);
  }
  for (const [territory, name] of Object.entries(rules.territoryCalendars ?? {})) {
    const at = `territoryCalendars.${territory}`;
    if (!rules.territories.includes(territory))
      fault(at, `expected one of ${rules.territories.join(', ')}, got "${territory}"`);
    checkCalendarName(at, name, rules, fault);
  }
};

function checkZone(path: string, timeZone: string, fault: Fault): void {
  if (!DateTime.local({ zone: timeZone }).isValid)
    fault(path, `expected an IANA time zone, got "${timeZone}"`);
}

function checkHolidays(path: string, holidays: readonly IsoDate[], fault: Fault): void {
  holidays.forEach((day, i) => {
    const before = holidays[i - 1];
    if (before && compareDates(before, day) >= 0)
      fault(`${path}.${i}`, `expected a date after ${before}, got ${day}`);
  });
}

function checkCalendarName(
  path: string,
  name: string,
  { calendars }: ProgramRules,
  fault: Fault,
): void {
  if (Object.hasOwn(calendars ?? {}, name)) return;
  const known = Object.keys(calendars ?? {}).join(', ') || 'none';
  fault(path, `expected one of the program's calendars (${known}), got "${name}"`);
}

/** Every clock has a start that comes, and a calendar that can count its unit. */
export const checkClocks: Check = (rules, fault) => {
  for (const [type, { silence }] of Object.entries(rules.registration.types)) {
    const at = `registration.types.${type}.silence`;
    if (silence.effect === 'none') continue;
    // Documents from before clocks had starts count from the submission; new ones say so.
    if (silence.start === undefined)
      fault(`${at}.start`, 'a clock without start: expected "submission" or "step"');
    if (silence.start === 'submission' && silence.step !== undefined)
      fault(`${at}.step`, 'expected no step where the clock starts with the submission');
    if (silence.start === 'step') {
      checkStep(`${at}.step`, silence.step, rules, fault);
      checkReached(`${at}.start`, type, silence.step, rules, fault);
    }
    if (silence.calendar !== undefined)
      checkCalendarName(`${at}.calendar`, silence.calendar, rules, fault);
  }
  const { firstContact, decisions = [] } = rules.sla ?? {};
  if (firstContact) {
    checkClock('sla.firstContact', firstContact, rules, fault);
    if (firstContact.start === 'step')
      fault('sla.firstContact.start', 'the first contact counts from the submission');
  }
  decisions.forEach((decision, i) => {
    const at = `sla.decisions.${i}`;
    checkStep(`${at}.step`, decision.step, rules, fault);
    checkClock(at, decision, rules, fault);
    const twin = decisions.slice(0, i).some(({ step, customer }) => {
      const both = customer === undefined || decision.customer === undefined;
      return step === decision.step && (both || customer === decision.customer);
    });
    if (twin) fault(at, `step "${decision.step}" has a time for this customer already`);
  });
};

/** A registration comes only to the steps of its routes. */
function checkReached(
  path: string,
  type: string,
  step: string | undefined,
  { routing, approval }: ProgramRules,
  fault: Fault,
): void {
  const routes = routing?.types.includes(type) ? routing.routes : [];
  const steps = routes.flatMap(({ when, steps: own }) =>
    (when.types?.includes(type) ?? true) ? own : [],
  );
  const known = Object.keys(approval?.steps ?? {});
  const isReached = step === undefined ? steps.length > 0 : steps.includes(step);
  // What the program does not know at all was said before.
  if (isReached || known.length === 0 || (step !== undefined && !known.includes(step))) return;
  fault(path, `a clock without start: no "${type}" comes to ${step ? `step "${step}"` : 'a step'}`);
}

/** @param step undefined: every step, of which there must then be one */
function checkStep(
  path: string,
  step: string | undefined,
  { approval }: ProgramRules,
  fault: Fault,
): void {
  const known = Object.keys(approval?.steps ?? {});
  if (known.length === 0) fault(path, 'a clock without start: the program has no approval steps');
  else if (step !== undefined && !known.includes(step))
    fault(path, `expected one of ${known.join(', ')}, got "${step}"`);
}

function checkClock(path: string, clock: ClockRule, rules: ProgramRules, fault: Fault): void {
  if (clock.calendar !== undefined) {
    checkCalendarName(`${path}.calendar`, clock.calendar, rules, fault);
  }
  if (clock.unit !== 'businessHours') return;
  const silent = rules.territories.find(
    (territory) => calendarOf(rules, territory, clock.calendar).hours === null,
  );
  if (silent !== undefined)
    fault(`${path}.unit`, `the calendar of "${silent}" states no business hours`);
}

/** Warnings are listed from the earliest to the last, each within the protection. */
export const checkWarnings: Check = ({ sla, expiry }, fault) => {
  const { days: protectedDays } = expiry;
  (sla?.expiryWarningDays ?? []).forEach((days, i, all) => {
    const at = `sla.expiryWarningDays.${i}`;
    const before = all[i - 1];
    if (before !== undefined && days >= before)
      fault(at, `expected fewer than ${before}, got ${days}`);
    if (protectedDays !== undefined && days >= protectedDays)
      fault(at, `expected fewer than the ${protectedDays} days of protection, got ${days}`);
  });
};
