import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './read-document';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');

/** The faults of the sample with one thing changed. */
const faultsAfter = (from: string, to: string): { path?: string; message: string }[] => {
  const text = sample.replace(from, to);
  if (text === sample) throw new Error(`The sample has no ${from}`);
  const read = readDocument(text);
  return 'faults' in read ? read.faults.map(({ path, message }) => ({ path, message })) : [];
};

const EARLY = "when: { opportunity: ['0', '1', '2'], renewal: [none] }";
const CLOSED = 'when: { opportunity: [closed] }';

describe('A decision table of routes', () => {
  it.each<[string, string, string, string, string]>([
    [
      'two routes for one case with different outcomes',
      EARLY,
      "when: { opportunity: ['0', '1', '2', '3'], renewal: [none] }",
      'routing.routes.2',
      'overlaps "early-stage" with another outcome: resale, opportunity 3, active, renewal none',
    ],
    [
      'a route for flat renewals, which the types refuse',
      CLOSED,
      `when: { renewal: [flat] }
      decision: steps
      steps: [ops]
    - route: after-closing-too
      ${CLOSED}`,
      'routing.routes.5',
      'no case reaches "after-closing"',
    ],
    [
      'activity where no opportunity is open',
      CLOSED,
      'when: { opportunity: [closed], activity: active }',
      'routing.routes.5',
      'no case reaches "after-closing"',
    ],
    [
      'a case without route',
      EARLY,
      "when: { opportunity: ['0', '1'], renewal: [none] }",
      'routing.routes',
      'no route for resale, opportunity 2, active, renewal none',
    ],
    [
      'a stage that sales does not have',
      EARLY,
      "when: { opportunity: ['0', '1', '2', '7'], renewal: [none] }",
      'routing.routes.1.when.opportunity.3',
      'expected one of none, unreported, closed, 0, 1, 2, 3, 4, 5, 6, got "7"',
    ],
    [
      'a step that nobody decides',
      'steps: [esm, asm]',
      'steps: [esm, rd]',
      'routing.routes.1.steps.1',
      'expected one of ops, esm, asm, got "rd"',
    ],
    [
      'a step twice',
      'steps: [esm, asm]',
      'steps: [esm, esm]',
      'routing.routes.1.steps',
      'a step stands twice',
    ],
    [
      'a denial that says nothing',
      `denial:
        code: worked-on-by-sales
        publicReason: GitLab's sales team is already working on this opportunity.
      `,
      '',
      'routing.routes.2.denial',
      'expected what the partner is told',
    ],
    [
      'a denial that somebody decides',
      'steps: []',
      'steps: [ops]',
      'routing.routes.2.steps',
      'expected none where the route denies',
    ],
    [
      'nobody to decide',
      'steps: [ops]',
      'steps: []',
      'routing.routes.0.steps',
      'expected a step that decides',
    ],
    [
      'a type that the program does not know',
      'types: [resale, msp, referral]',
      'types: [resale, msp, referral, spiff]',
      'routing.types.3',
      'expected a registration type, got "spiff"',
    ],
  ])('refuses %s', (_, from, to, path, message) => {
    expect(faultsAfter(from, to)).toContainEqual({ path, message });
  });

  it('takes two routes for one case where the outcome is the same', () => {
    const twin = `${CLOSED}
      decision: steps
      steps: [ops]
    - route: closed-referrals
      when: { opportunity: [closed], types: [referral] }`;
    expect(faultsAfter(CLOSED, twin)).toEqual([]);
  });
});

describe('Clocks and calendars', () => {
  const SILENCE = 'dayKind: calendar, start: submission';
  it.each<[string, string, string, string, string]>([
    [
      'a clock without start',
      SILENCE,
      'dayKind: calendar',
      'registration.types.resale.silence.start',
      'a clock without start: expected "submission" or "step"',
    ],
    [
      'a clock that is over before anybody can decide',
      `afterDays: 10, ${SILENCE}`,
      `afterDays: 0, ${SILENCE}`,
      'registration.types.resale.silence.afterDays',
      'expected at least 1: nobody could decide before',
    ],
    [
      'a start at a step that there is not',
      SILENCE,
      'dayKind: calendar, start: step, step: rd',
      'registration.types.resale.silence.step',
      'expected one of ops, esm, asm, got "rd"',
    ],
    [
      'a start at a step to which no registration of the type comes',
      `exclusivityGroup: services
      flatRenewal: accept
      silence: { effect: none }`,
      `exclusivityGroup: services
      flatRenewal: accept
      silence: { effect: approve, afterDays: 5, dayKind: calendar, start: step }`,
      'registration.types.serviceAttach.silence.start',
      'a clock without start: no "serviceAttach" comes to a step',
    ],
    [
      'a step for a clock that starts with the submission',
      SILENCE,
      `${SILENCE}, step: asm`,
      'registration.types.resale.silence.step',
      'expected no step where the clock starts with the submission',
    ],
    [
      'business days of an unknown region',
      SILENCE,
      `${SILENCE}, calendar: mars`,
      'registration.types.resale.silence.calendar',
      `expected one of the program's calendars (us, emea, apac), got "mars"`,
    ],
    [
      'business hours where a region states none',
      "hours: { opens: '09:00', closes: '17:00' }",
      'hours: null',
      'sla.decisions.0.unit',
      'the calendar of "NA" states no business hours',
    ],
    [
      'hours that end before they begin',
      "closes: '17:00'",
      "closes: '08:00'",
      'calendars.us.hours.closes',
      'expected later than 09:00, got 08:00',
    ],
    [
      'a zone of nowhere',
      'timeZone: Europe/Berlin',
      'timeZone: Europe/Atlantis',
      'calendars.emea.timeZone',
      'expected an IANA time zone, got "Europe/Atlantis"',
    ],
    [
      'holidays out of order',
      '      - 2026-04-03\n      - 2026-04-06\n      - 2026-05-01',
      '      - 2026-04-06\n      - 2026-04-03\n      - 2026-05-01',
      'calendars.emea.holidays.2',
      'expected a date after 2026-04-06, got 2026-04-03',
    ],
    [
      'a calendar for no territory',
      '{ NA: us,',
      '{ MOON: us, NA: us,',
      'territoryCalendars.MOON',
      'expected one of EMEA, NA, LATAM, APAC, USPubSec, got "MOON"',
    ],
    [
      'two times for one decision',
      '- { step: asm, within: 1, unit: businessDays, start: step }',
      '- { step: ops, within: 1, unit: businessDays, start: step }',
      'sla.decisions.2',
      'step "ops" has a time for this customer already',
    ],
    [
      'warnings out of order',
      '[30, 14, 3]',
      '[30, 3, 14]',
      'sla.expiryWarningDays.2',
      'expected fewer than 3, got 14',
    ],
    [
      'a warning before the protection begins',
      '[30, 14, 3]',
      '[90, 14, 3]',
      'sla.expiryWarningDays.0',
      'expected fewer than the 90 days of protection, got 90',
    ],
  ])('refuse %s', (_, from, to, path, message) => {
    expect(faultsAfter(from, to)).toContainEqual({ path, message });
  });
});
