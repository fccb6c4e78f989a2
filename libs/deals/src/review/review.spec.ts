import {
  accepted,
  fold,
  isoDate,
  logPosition,
  rejected,
  type Decision,
  type IsoDate,
  type Moment,
  type Recorded,
} from '@accord/kernel';
import type { ProgramRules, SilenceRule } from '@accord/programs';
import type { OpportunityFacts } from '@accord/sales';
import { rulesOf } from '../../../../test/support/sample-rules';
import { amendDeal } from '../amend-deal/amend-deal';
import { approveStep } from '../approve-step/approve-step';
import { lapseSilence } from '../approve-deal/lapse-silence';
import { isSilenceAt, type SilenceClock } from '../clocks/deal-clocks';
import { deal, type Deal } from '../deal';
import { foldDealDue, type DealDueRow } from '../deal-due/deal-due.projection';
import type { AmendmentChanges, DealEvent } from '../deal.events';
import { provideInformation } from '../provide-information/provide-information';
import {
  registerDeal,
  type RegisterDeal,
  type RegistrationFacts,
} from '../register-deal/register-deal';
import { returnDeal } from '../return-deal/return-deal';
import type { Reported } from '../route-deal/route-deal';

const gitlab = rulesOf('gitlab');
const day = (on: string): Moment => ({ on: isoDate(on), at: null });

const resale: RegisterDeal = {
  dealId: 'd',
  partnerId: 'fjord',
  programId: 'gitlab',
  dealType: 'resale',
  claim: { name: 'Nordwind', country: 'DE', domain: null, registerNumbers: [] },
  opportunity: { source: 'crm', ref: 'OPP-1' },
  value: { minor: '4000000', currency: 'USD' },
  productFamily: 'Premium',
  territory: 'EMEA',
  renewal: 'none',
  softwareOwnedByPartner: false,
  origin: null,
};

const facts = (on: string, reported: Reported | null, rules = gitlab): RegistrationFacts => ({
  on: isoDate(on),
  submitted: day(on),
  open: null,
  reported,
  rules,
  standing: {
    enrolled: true,
    inGoodStanding: true,
    partnerId: 'fjord',
    programId: 'gitlab',
    kind: 'reseller',
    track: 'Select',
    designations: [],
    territories: ['EMEA', 'NA'],
    exhibits: ['resale', 'msp', 'referral', 'services'],
    credentials: new Map([['sales-accreditation', 1]]),
  },
  distributor: null,
  filedBy: 'sales-system',
  partnerRevision: 3,
});

/** What sales report about the opportunity. */
const at = (
  stage: string,
  more: Partial<OpportunityFacts> = {},
  status: 'open' | 'won' | 'lost' = 'open',
): Reported => ({
  revision: 4,
  opportunity: {
    status,
    source: 'crm',
    ref: 'OPP-1',
    closedOn: status === 'open' ? null : isoDate('2026-02-20'),
    facts: {
      stage,
      lastActivityOn: isoDate('2026-02-20'),
      owner: null,
      renewal: 'none',
      customer: 'new',
      account: null,
      initialSource: null,
      ...more,
    },
  },
});

const eventsOf = (decision: Decision<DealEvent>): readonly DealEvent[] => {
  if (decision.kind === 'rejected') throw new Error(JSON.stringify(decision.rejections));
  return decision.events;
};
const register = (
  reported: Reported | null,
  {
    command = {},
    rules = gitlab,
    on = '2026-03-02',
  }: {
    command?: Partial<RegisterDeal>;
    rules?: ProgramRules;
    on?: string;
  } = {},
) => registerDeal({ status: 'unknown' }, { ...resale, ...command }, facts(on, reported, rules));

/** The route taken and what comes of it. */
const routeOf = (...asked: Parameters<typeof register>): unknown => {
  const events = eventsOf(register(...asked));
  const routed = events.find((event) => event.type === 'DealRouted');
  return routed?.type === 'DealRouted' && [routed.data.route, routed.data.steps.join(' then ')];
};

describe('A registration takes the route for how its opportunity stands', () => {
  const none: Reported = { opportunity: { status: 'unreported' }, revision: -1 };
  it.each<[string, Reported | null, object, [string, string]]>([
    ['none is named', null, { opportunity: null }, ['no-opportunity', 'ops']],
    ['sales have not reported it', none, {}, ['no-opportunity', 'ops']],
    ['stage 0', at('0'), {}, ['early-stage', 'esm then asm']],
    ['stage 2', at('2'), {}, ['early-stage', 'esm then asm']],
    ['stage 3 and worked on', at('3'), {}, ['late-stage-worked-on', '']],
    ['it was won', at('6', {}, 'won'), {}, ['after-closing', 'ops']],
    [
      'a renewal with growth',
      at('4', { renewal: 'growth' }),
      {},
      ['renewal-with-growth', 'esm then asm'],
    ],
    [
      'a renewal as the partner says',
      null,
      { opportunity: null, renewal: 'growth' },
      ['renewal-with-growth', 'esm then asm'],
    ],
  ])('%s', (_, reported, command, expected) => {
    expect(routeOf(reported, { command })).toEqual(expected);
  });

  // Dormant is more than 180 days: 2025-09-03 lies 180 days before 2026-03-02.
  it.each([
    ['2025-09-02', ['late-stage-dormant', 'ops']],
    ['2025-09-03', ['late-stage-worked-on', '']],
    ['2025-09-04', ['late-stage-worked-on', '']],
    [null, ['late-stage-dormant', 'ops']],
  ])('stage 4, last worked on %s', (last, expected) => {
    const lastActivityOn = last === null ? null : isoDate(last);
    expect(routeOf(at('4', { lastActivityOn }))).toEqual(expected);
  });

  it('counts dormant days over a leap day', () => {
    const lastActivityOn = isoDate('2027-09-03');
    const onDay = (on: string) => routeOf(at('4', { lastActivityOn }), { on });
    expect(onDay('2028-03-01')).toEqual(['late-stage-worked-on', '']);
    expect(onDay('2028-03-02')).toEqual(['late-stage-dormant', 'ops']);
  });

  it('without opportunity, to be created and attributed to the partner [scenario 1]', () => {
    const [, routed] = eventsOf(register(null, { command: { opportunity: null } }));
    expect(routed).toMatchObject({
      data: {
        advice: 'approve',
        opportunity: 'create',
        attribution: { initialSource: 'PQL', sourced: 'Partner Generated' },
      },
    });
  });

  it('at stage 4, worked on 20 days ago: denied, linked as non-primary [scenario 2]', () => {
    const lastActivityOn = isoDate('2026-02-10');
    expect(eventsOf(register(at('4', { lastActivityOn })))).toMatchObject([
      { type: 'DealRegistered', data: { silenceOn: null } },
      {
        type: 'DealRouted',
        data: {
          case: { opportunity: '4', activity: 'active', renewal: 'none' },
          opportunityRevision: 4,
          lastActivityOn,
          opportunity: 'linkNonPrimary',
        },
      },
      { type: 'DealDenied', data: { code: 'worked-on-by-sales' } },
    ]);
  });

  it('as a flat renewal by the word of sales: refused, whatever the partner says [scenario 13]', () => {
    const refused = {
      kind: 'rejected',
      rejections: [{ code: 'flat-renewal', path: 'renewal', message: expect.any(String) }],
    };
    expect(register(at('1', { renewal: 'flat' }))).toEqual(refused);
    expect(register(null, { command: { renewal: 'flat' } })).toEqual(refused);
    expect(routeOf(at('1', { renewal: 'growth' }), { command: { renewal: 'flat' } })).toEqual([
      'renewal-with-growth',
      'esm then asm',
    ]);
  });

  it('at a stage that the table does not know: refused, to be mended by whoever keeps it', () => {
    expect(register(at('9'))).toEqual(
      rejected('no-route', 'The program has no route for an opportunity at "9"', 'opportunity'),
    );
  });

  it('not at all where the program routes no such type', () => {
    expect(eventsOf(register(at('4'), { command: { dealType: 'serviceAttach' } }))).toHaveLength(1);
  });
});

/** A deal at stage 2, which takes two approvals. */
const given = (rules = gitlab, ...more: DealEvent[]): Deal =>
  fold(deal, [...eventsOf(register(at('2'), { rules })), ...more]);
const stepApproved = (state: Deal, on: string, rules = gitlab): DealEvent => {
  const [event] = eventsOf(approveStep(state, rules, day(on)));
  if (!event) throw new Error('Nothing happened');
  return event;
};

describe('Approval steps', () => {
  it('follow one another; the last one is the approval itself', () => {
    const first = given();
    const next = stepApproved(first, '2026-03-05');
    expect(next).toMatchObject({ type: 'DealStepApproved', data: { step: 'esm', next: 'asm' } });
    const second = given(gitlab, next);
    expect(second).toMatchObject({ status: 'pending', review: { passed: 1 } });
    expect(approveStep(second, gitlab, day('2026-03-06'))).toEqual(
      rejected('last-step', 'No step comes after this one'),
    );
  });

  it('are all taken, and what is required is scored, before the first in line is promoted', () => {
    const promote = (state: Deal, rules = gitlab) =>
      approveStep(state, rules, day('2026-03-06'), 'queue');
    const first = given();
    const second = given(gitlab, stepApproved(first, '2026-03-05'));
    expect(promote(first)).toEqual(
      rejected('steps-remain', 'After step "esm" comes "asm", and only the last promotes'),
    );
    expect(promote(second)).toEqual(rejected('last-step', 'No step comes after this one'));
    const criteria = [{ criterion: 'qualification', maxScore: 5, required: true }];
    const strict = { ...gitlab, approval: { steps: {}, ...gitlab.approval, criteria } };
    expect(promote(second, strict)).toEqual(
      rejected('criterion-missing', 'An approval needs a score and a reason for "qualification"'),
    );
  });

  it('give each its time: one business day from its queue, in the calendar of the territory', () => {
    const due = (on: string, territory: string): unknown => {
      const state = fold(deal, eventsOf(register(at('2'), { command: { territory } })));
      const event = stepApproved(state, on);
      return event.type === 'DealStepApproved' && event.data.decisionDue?.on;
    };
    expect(due('2026-03-05', 'EMEA')).toBe('2026-03-06');
    // Good Friday and Easter Monday are holidays in Europe alone.
    expect(due('2026-04-02', 'EMEA')).toBe('2026-04-07');
    expect(due('2026-04-02', 'NA')).toBe('2026-04-03');
    // Memorial Day; the European calendar of the sample has Whit Monday on the same day.
    expect(due('2026-05-22', 'NA')).toBe('2026-05-26');
  });

  it('ask and get the answer back at the same step and approver, in the old place [scenario 18]', () => {
    const next = stepApproved(given(), '2026-03-05');
    const waiting = given(gitlab, next);
    const [asked] = eventsOf(returnDeal(waiting, { question: 'Who decides?', approver: 'asm-1' }));
    expect(asked).toMatchObject({ data: { step: 'asm', approver: 'asm-1' } });
    const returned = given(gitlab, next, ...(asked ? [asked] : []));
    const [answered] = eventsOf(
      provideInformation(returned, { answer: 'The CIO.' }, gitlab, day('2026-03-11')),
    );
    const again = given(gitlab, next, ...[asked, answered].filter((one) => one !== undefined));
    expect(again).toMatchObject({
      status: 'pending',
      review: { passed: 1, askedBy: 'asm-1' },
      registration: { registeredOn: '2026-03-02' },
    });
    expect(answered).toMatchObject({ data: { silenceOn: '2026-03-21' } });
  });
});

describe("The vendor's silence", () => {
  const withSilence = (silence: SilenceRule): ProgramRules => {
    const resaleType = gitlab.registration.types['resale'];
    if (!resaleType) throw new Error('The sample knows resale');
    const types = { ...gitlab.registration.types, resale: { ...resaleType, silence } };
    return { ...gitlab, registration: { ...gitlab.registration, types } };
  };
  const recorded = (event: DealEvent, on: string): Recorded<DealEvent> => ({
    ...event,
    id: 'e',
    stream: 'deal-d',
    revision: 0,
    position: logPosition(1n),
    recordedAt: `${on}T12:00:00.000Z`,
    schemaVersion: 1,
    envelope: {
      commandId: 'c',
      commandHash: 'h',
      correlationId: 'c',
      causationId: 'c',
      actor: { principal: 'p', role: 'program-manager' },
      occurredOn: isoDate(on),
    },
  });
  /** Submitted on 2 March, passed on by the manager on 5 March: when is silence consent? */
  const dueAfter = (silence: SilenceRule, passedOn?: string): string | null | undefined => {
    const rules = withSilence(silence);
    const start = eventsOf(register(at('2'), { rules })).map((one) => recorded(one, '2026-03-02'));
    const next = passedOn === undefined ? [] : [stepApproved(given(rules), passedOn, rules)];
    const rows = [...start, ...next.map((one) => recorded(one, passedOn ?? ''))];
    return rows.reduce<DealDueRow | undefined>(
      (row, event) => foldDealDue(row, event) ?? undefined,
      undefined,
    )?.due_on;
  };
  const ten = { effect: 'approve', afterDays: 10 } as const;

  it.each<[string, SilenceRule, string]>([
    [
      'submission + 10 calendar days',
      { ...ten, dayKind: 'calendar', start: 'submission' },
      '2026-03-12',
    ],
    [
      'submission + 10 business days',
      { ...ten, dayKind: 'business', start: 'submission' },
      '2026-03-16',
    ],
    [
      'step + 10 calendar days',
      { ...ten, dayKind: 'calendar', start: 'step', step: 'asm' },
      '2026-03-15',
    ],
    [
      'step + 10 business days',
      { ...ten, dayKind: 'business', start: 'step', step: 'asm' },
      '2026-03-19',
    ],
  ])('is consent on exactly one day: %s [scenario 5]', (_, silence, expected) => {
    expect(dueAfter(silence, '2026-03-05')).toBe(expected);
  });

  it('runs at its step alone, or at every step anew', () => {
    const step = { ...ten, dayKind: 'calendar', start: 'step' } as const;
    expect(dueAfter({ ...step, step: 'asm' })).toBeUndefined();
    expect(dueAfter({ ...step, step: 'esm' })).toBe('2026-03-12');
    expect(dueAfter({ ...step, step: 'esm' }, '2026-03-05')).toBeUndefined();
    expect(dueAfter(step)).toBe('2026-03-12');
    expect(dueAfter(step, '2026-03-05')).toBe('2026-03-15');
  });

  /** What silence falls due on once all of this has happened. */
  const dueOf = (
    ...happened: readonly (readonly [DealEvent, string])[]
  ): string | null | undefined =>
    happened.reduce<DealDueRow | undefined>(
      (row, [event, on]) => foldDealDue(row, recorded(event, on)) ?? undefined,
      undefined,
    )?.due_on;
  const one = (decision: Decision<DealEvent>): DealEvent => {
    const [event] = eventsOf(decision);
    if (!event) throw new Error('Nothing happened');
    return event;
  };

  it.each<[string, SilenceRule, string]>([
    ['10 calendar days', { ...ten, dayKind: 'calendar', start: 'submission' }, '2026-03-14'],
    ['10 business days', { ...ten, dayKind: 'business', start: 'submission' }, '2026-03-18'],
  ])('goes on, %s anew, when an approver does not await the answer', (_, silence, expected) => {
    const rules = withSilence(silence);
    const [start, routed] = eventsOf(register(at('2'), { rules }));
    if (!start || !routed) throw new Error('The registration is routed');
    const returned = one(returnDeal(given(rules), { question: 'Who decides?' }));
    const passed = stepApproved(given(rules, returned), '2026-03-04', rules);
    const until = [
      [start, '2026-03-02'],
      [routed, '2026-03-02'],
      [returned, '2026-03-03'],
    ] as const;
    expect(dueOf(...until)).toBeNull();
    expect(dueOf(...until, [passed, '2026-03-04'])).toBe(expected);
  });

  it('goes on in its old length after an approval that says nothing of it, as older ones do', () => {
    const [start] = eventsOf(register(at('2')));
    if (!start) throw new Error('Nothing happened');
    const passed: DealEvent = {
      type: 'DealStepApproved',
      data: { step: 'esm', next: 'asm', decisionDue: null },
    };
    const returned: DealEvent = { type: 'DealReturned', data: { question: 'Who decides?' } };
    expect(dueOf([start, '2026-03-02'], [returned, '2026-03-03'], [passed, '2026-03-04'])).toBe(
      '2026-03-14',
    );
    expect(dueOf([start, '2026-03-02'], [passed, '2026-03-04'])).toBe('2026-03-12');
  });

  it.each<[string, Pick<SilenceClock, 'start' | 'step'>, string, string, string | undefined]>([
    ['not before its step', { start: 'step', step: 'asm' }, '2026-03-15', '2026-03-14', undefined],
    ['at every step anew', { start: 'step' }, '2026-03-15', '2026-03-14', '2026-03-24'],
    ['anew', { start: 'submission' }, '2026-03-12', '2026-03-11', '2026-03-21'],
  ])('counts %s when an amendment on the day before starts the steps again', (...row) => {
    const [, clock, before, on, after] = row;
    const rules = withSilence({ ...ten, dayKind: 'calendar', ...clock });
    const [start, routed] = eventsOf(register(at('2'), { rules }));
    if (!start || !routed) throw new Error('The registration is routed');
    const passed = stepApproved(given(rules), '2026-03-05', rules);
    const tenfold = { value: { minor: '40000000', currency: 'USD' } };
    const amended = one(amendDeal(given(rules, passed), tenfold, rules, day(on)));
    expect(amended).toMatchObject({ data: { restarts: true } });
    const until = [
      [start, '2026-03-02'],
      [routed, '2026-03-02'],
      [passed, '2026-03-05'],
    ] as const;
    expect(dueOf(...until)).toBe(before);
    expect(dueOf(...until, [amended, on])).toBe(after);
    // Older amendments say nothing of it.
    const older: DealEvent = { type: 'DealAmended', data: { changes: tenfold, restarts: true } };
    expect(dueOf(...until, [older, on])).toBe(on === '2026-03-11' ? '2026-03-21' : '2026-03-24');
  });

  it('counts anew for a change that needs an approval before anybody has decided', () => {
    const [start] = eventsOf(register(at('2')));
    if (!start) throw new Error('Nothing happened');
    const amended = (changes: AmendmentChanges) =>
      one(amendDeal(given(), changes, gitlab, day('2026-03-11')));
    const until = (event: DealEvent) => dueOf([start, '2026-03-02'], [event, '2026-03-11']);
    expect(until(amended({ productFamily: 'Ultimate' }))).toBe('2026-03-21');
    expect(until(amended({ expectedCloseOn: isoDate('2026-05-01') }))).toBe('2026-03-12');
  });

  it('stands still after an amendment while the partner is asked', () => {
    const returned = one(returnDeal(given(), { question: 'Who decides?' }));
    const changes = { productFamily: 'Ultimate' };
    const amended = one(amendDeal(given(gitlab, returned), changes, gitlab, day('2026-03-04')));
    expect(amended).toEqual({ type: 'DealAmended', data: { changes, restarts: false } });
  });

  it('has no effect at another step than its own', () => {
    const step = { ...ten, dayKind: 'calendar', start: 'step' } as const;
    expect(isSilenceAt({ ...step, step: 'asm' }, 'asm')).toBe(true);
    expect(isSilenceAt({ ...step, step: 'asm' }, 'esm')).toBe(false);
    expect(isSilenceAt(step, 'esm')).toBe(true);
    expect(isSilenceAt(step, null)).toBe(false);
    expect(isSilenceAt({ ...ten, dayKind: 'calendar' }, null)).toBe(true);
  });

  it('counts the business days of the region that it names', () => {
    const rules = (calendar?: string): ProgramRules =>
      withSilence({
        ...ten,
        afterDays: 2,
        dayKind: 'business',
        start: 'submission',
        ...(calendar && { calendar }),
      });
    const on = (command: Partial<RegisterDeal>, calendar?: string): IsoDate | null => {
      const [event] = eventsOf(
        register(null, { command, rules: rules(calendar), on: '2026-04-02' }),
      );
      return event?.type === 'DealRegistered' ? event.data.silenceOn : null;
    };
    expect(on({ territory: 'EMEA' })).toBe('2026-04-08');
    expect(on({ territory: 'NA' })).toBe('2026-04-06');
    expect(on({ territory: 'NA' }, 'emea')).toBe('2026-04-08');
  });

  it('of a referral is nothing, at any step and after any time [scenario 6]', () => {
    const [event] = eventsOf(register(at('1'), { command: { dealType: 'referral' } }));
    expect(event).toMatchObject({ data: { silenceOn: null } });
  });

  it('that escalates lets another role decide as well', () => {
    const why = { code: 'escalated', why: 'Nobody decided', escalatedTo: 'regional-director' };
    const [lapsed] = eventsOf(lapseSilence(given(), why));
    expect(given(gitlab, ...(lapsed ? [lapsed] : []))).toMatchObject({
      status: 'pending',
      silenceLapsed: true,
      review: { escalatedTo: 'regional-director' },
    });
  });

  it('that lapsed once counts again where the next step starts it anew', () => {
    const rules = withSilence({ ...ten, dayKind: 'calendar', start: 'step' });
    const [lapsed] = eventsOf(lapseSilence(given(rules), { code: 'x', why: 'y' }));
    const state = given(rules, ...(lapsed ? [lapsed] : []));
    const passed = given(
      rules,
      ...(lapsed ? [lapsed] : []),
      stepApproved(state, '2026-03-14', rules),
    );
    expect(passed).toMatchObject({ silenceLapsed: false });
    expect(lapseSilence(passed, { code: 'x', why: 'y' })).toEqual(
      accepted({ type: 'DealSilenceLapsed', data: { code: 'x', why: 'y' } }),
    );
  });
});

describe('The first contact is due', () => {
  const due = (on: string, territory: string): unknown => {
    const [event] = eventsOf(register(null, { command: { opportunity: null, territory }, on }));
    return event?.type === 'DealRegistered' && event.data.firstContactDue;
  };

  it.each([
    ['2026-05-15', 'NA', '2026-05-19', '2026-05-20T07:00:00.000Z'],
    ['2026-05-22', 'NA', '2026-05-27', '2026-05-28T07:00:00.000Z'],
    ['2026-05-15', 'EMEA', '2026-05-19', '2026-05-19T22:00:00.000Z'],
    ['2026-04-30', 'EMEA', '2026-05-05', '2026-05-05T22:00:00.000Z'],
    ['2026-04-30', 'NA', '2026-05-04', '2026-05-05T07:00:00.000Z'],
    // The clocks go forward in America on 8 March, in Europe on 29 March.
    ['2026-03-06', 'NA', '2026-03-10', '2026-03-11T07:00:00.000Z'],
    ['2026-03-27', 'EMEA', '2026-03-31', '2026-03-31T22:00:00.000Z'],
  ])('after %s in %s: by the end of %s [scenario 7]', (on, territory, last, instant) => {
    expect(due(on, territory)).toEqual({ on: last, at: instant });
  });

  it('on 26 May without a calendar of holidays [scenario 7]', () => {
    const rules = { ...gitlab, calendars: undefined, territoryCalendars: undefined, holidays: [] };
    const [event] = eventsOf(
      register(null, {
        command: { opportunity: null },
        rules: { ...rules, sla: { firstContact: gitlab.sla?.firstContact } },
        on: '2026-05-22',
      }),
    );
    expect(event).toMatchObject({ data: { firstContactDue: { on: '2026-05-26' } } });
  });
});
