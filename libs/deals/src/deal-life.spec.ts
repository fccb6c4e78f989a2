import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, logPosition, rejected, type Recorded } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { rulesOf } from '../../../test/support/sample-rules';
import { amendDeal, decideAmendment } from './amend-deal/amend-deal';
import { approveStep } from './approve-step/approve-step';
import { assessDeal } from './assess-deal/assess-deal';
import { contactPartner } from './contact-partner/contact-partner';
import { deal, type Deal } from './deal';
import { foldSla, type SlaRow } from './deal-sla/sla-row';
import { slaBody } from './deal-sla/sla.response';
import type { AmendmentChanges, DealEvent } from './deal.events';
import { extendDeal, extendedUntil, type Extension } from './extend-deal/extend-deal';
import { provideInformation } from './provide-information/provide-information';
import { reassignDeal } from './reassign-deal/reassign-deal';
import { resubmission } from './resubmit-deal/resubmit-deal';
import { foldWarnings, type WarningRow } from './warn-expiry/warnings.projection';
import { warnExpiry } from './warn-expiry/warn-expiry';

type Type = DealEvent['type'];
type Stored<T extends Type> = Extract<DealEvent, { type: T }>;
const stored = <T extends Type>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v1.json`), 'utf8'));
const gitlab = rulesOf('gitlab');
const day = isoDate;
const moment = { on: day('2026-03-05'), at: null };

const given = (...events: (Type | DealEvent)[]): Deal =>
  fold(
    deal,
    events.map((event) => (typeof event === 'string' ? stored(event) : event)),
  );
const registered = given('DealRegistered');
const routed = given('DealRegistered', 'DealRouted');
const approved = given('DealRegistered', 'DealApproved');
const { data: registration } = stored('DealRegistered');

const recorded = (event: DealEvent, on: string): Recorded<DealEvent> => ({
  ...event,
  id: 'e',
  stream: `deal-${registration.dealId}`,
  revision: 0,
  position: logPosition(7n),
  recordedAt: `${on}T12:00:00.000Z`,
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'program-manager' },
    occurredOn: day(on),
  },
});

describe('An amendment', () => {
  const value = { minor: '5200000', currency: 'USD' };

  it('of a deal that waits applies, and starts the steps again where it needs an approval', () => {
    const passed = given('DealRegistered', 'DealRouted', 'DealStepApproved');
    expect(amendDeal(passed, { value }, gitlab, moment)).toEqual(
      accepted({
        type: 'DealAmended',
        data: {
          changes: { value },
          restarts: true,
          decisionDue: null,
          silenceOn: day('2026-03-15'),
        },
      }),
    );
    const closeDate = { expectedCloseOn: day('2026-04-30') };
    expect(amendDeal(passed, closeDate, gitlab, moment)).toEqual(
      accepted({ type: 'DealAmended', data: { changes: closeDate, restarts: false } }),
    );
    expect(amendDeal(routed, { value }, gitlab, moment)).toMatchObject({
      events: [{ data: { restarts: false } }],
    });
    const again = given('DealRegistered', 'DealRouted', 'DealStepApproved', 'DealAmended');
    expect(again).toMatchObject({
      status: 'pending',
      review: { passed: 0 },
      registration: { value, expectedCloseOn: '2026-04-30', productFamily: 'Ultimate' },
    });
  });

  it('that says nothing new changes nothing', () => {
    const { value: same, productFamily } = registration;
    expect(amendDeal(registered, { value: same, productFamily }, gitlab, moment)).toEqual(
      accepted(),
    );
    expect(amendDeal(registered, {}, gitlab, moment)).toEqual(accepted());
  });

  it('is held to what a registration is held to: its lines, their currency, the smallest deal', () => {
    const euros = { minor: '5200000', currency: 'EUR' };
    const lines = [
      { family: 'Premium', part: 'new', list: { minor: '3000000', currency: 'USD' } },
      { family: 'Premium', part: 'new', list: { minor: '1000000', currency: 'USD' } },
    ] as const;
    const event = (data: typeof registration): DealEvent => ({ type: 'DealRegistered', data });
    const inParts = given(event({ ...registration, lines }));
    const smallest: ProgramRules = { ...gitlab, qualification: { minValue: '35000.00' } };
    const codes = (state: Deal, minor: string, rules = gitlab, currency = 'USD'): unknown => {
      const decision = amendDeal(state, { value: { minor, currency } }, rules, moment);
      return decision.kind === 'accepted'
        ? []
        : decision.rejections.map(({ code, path }) => `${code} ${path ?? ''}`);
    };
    for (const more of [[], [stored('DealApproved')]]) {
      const partly = given(event({ ...registration, lines }), ...more);
      expect(codes(partly, '4000000', gitlab, 'EUR')).toEqual(['currencies-differ currency']);
      expect(codes(partly, '4000001')).toEqual(['amount-not-of-lines amount']);
    }
    expect(codes(given(event({ ...registration, lines, value: euros })), '4000000')).toEqual([]);
    expect(codes(registered, '3499999', smallest)).toEqual(['below-minimum amount']);
    expect(codes(registered, '3500000', smallest)).toEqual([]);
    expect(codes(registered, '5200000', smallest, 'EUR')).toEqual([
      'currency-not-of-program currency',
    ]);
    expect(codes(registered, '5200000', gitlab, 'EUR')).toEqual([]);
    // A date says nothing of the amount, which may be older than the program's smallest deal.
    const small = { ...smallest, qualification: { minValue: '90000.00' } };
    expect(amendDeal(inParts, { expectedCloseOn: day('2026-04-30') }, small, moment)).toMatchObject(
      {
        kind: 'accepted',
      },
    );
  });

  it('of an approved deal waits for its own approval, and what was approved stands meanwhile', () => {
    expect(amendDeal(approved, { value }, gitlab, moment)).toEqual(
      accepted(stored('DealAmendmentProposed')),
    );
    const proposed = given('DealRegistered', 'DealApproved', 'DealAmendmentProposed');
    expect(proposed).toMatchObject({
      status: 'approved',
      registration: { value: registration.value },
    });
    expect(decideAmendment(proposed, { verdict: 'deny' }, gitlab)).toEqual(
      accepted(stored('DealAmendmentDenied')),
    );
    expect(
      given('DealRegistered', 'DealApproved', 'DealAmendmentProposed', 'DealAmendmentDenied'),
    ).toEqual(approved);
    const [event] = ((decision) => (decision.kind === 'accepted' ? decision.events : []))(
      decideAmendment(proposed, { verdict: 'approve' }, gitlab),
    );
    const amended = fold({ ...deal, initial: proposed }, event ? [event] : []);
    expect(amended).toMatchObject({ status: 'approved', registration: { value } });
    expect(decideAmendment(amended, { verdict: 'approve' }, gitlab)).toEqual(
      rejected('nothing-proposed', 'No change of this deal waits for a decision'),
    );
  });

  it('is judged by the rules of the day on which it is decided, whatever they were when it was proposed', () => {
    const proposing = (changes: AmendmentChanges): Deal =>
      fold({ ...deal, initial: approved }, [
        { type: 'DealAmendmentProposed', data: { changes, needs: ['amount'] } },
      ]);
    const before = proposing({ value });
    const stricter: ProgramRules = { ...gitlab, qualification: { minValue: '1000000.00' } };
    expect(decideAmendment(before, { verdict: 'approve' }, stricter)).toEqual(
      rejected('below-minimum', 'Deals start at 1000000.00 USD', 'amount'),
    );
    const elsewhere = proposing({ productFamily: 'Ultimate' });
    expect(decideAmendment(elsewhere, { verdict: 'approve' }, gitlab)).toMatchObject({
      rejections: [{ code: 'amendment-changes-scope' }],
    });
    // then: it can still be denied
    expect(decideAmendment(before, { verdict: 'deny' }, stricter)).toMatchObject({
      events: [{ type: 'DealAmendmentDenied' }],
    });
  });

  it('applies to an approved deal at once where the program asks for no approval', () => {
    const free: ProgramRules = { ...gitlab, amendment: { needsApproval: ['products'] } };
    expect(amendDeal(approved, { value }, free, moment)).toEqual(
      accepted({ type: 'DealAmended', data: { changes: { value }, restarts: false } }),
    );
  });

  it('never moves what an approval keeps for its partner', () => {
    expect(amendDeal(approved, { productFamily: 'Ultimate' }, gitlab, moment)).toEqual(
      rejected(
        'amendment-changes-scope',
        'The approval covers other products; register these separately',
        'productFamily',
      ),
    );
  });
});

describe('A resubmission', () => {
  const submission = { dealId: 'anew', origin: null };

  it('is a registration of its own that says what it submits anew, and what is different', () => {
    const denied = given('DealRegistered', 'DealDenied');
    const command = resubmission(denied, submission, { productFamily: 'Ultimate' });
    expect(command).toMatchObject({
      dealId: 'anew',
      origin: null,
      resubmits: registration.dealId,
      partnerId: 'fjord',
      productFamily: 'Ultimate',
      claim: registration.claim,
    });
    for (const old of ['registeredOn', 'silenceOn', 'partnerRevision']) {
      expect(command).not.toHaveProperty(old);
    }
  });

  it.each<[Type[], string]>([
    [['DealRegistered'], 'pending'],
    [['DealRegistered', 'DealReturned'], 'returned'],
    [['DealRegistered', 'DealApproved'], 'approved'],
    [['DealRegistered', 'DealApproved', 'DealWon'], 'won'],
  ])('of %j is refused: the deal is %s', (types, status) => {
    expect(resubmission(given(...types), submission, {})).toEqual(
      rejected('deal-not-ended', `The deal is ${status}; only an ended one is resubmitted`),
    );
  });

  it.each<Type>(['DealWithdrawn', 'DealLost', 'DealDenied'])('is possible after %s', (type) => {
    expect(resubmission(given('DealRegistered', type), submission, {})).toHaveProperty('resubmits');
  });
});

describe('A reassignment', () => {
  const standing = {
    enrolled: true,
    inGoodStanding: true,
    partnerId: 'granite',
    programId: 'gitlab',
    kind: 'reseller',
    track: 'Select',
    designations: [],
    territories: ['EMEA'],
    exhibits: ['resale'],
    credentials: new Map([['sales-accreditation', 1]]),
  } as const;
  const facts = { rules: gitlab, standing, partnerRevision: 4 };
  const to = { partnerId: 'granite', contactId: 'person-17' };

  it('goes to an eligible partner and keeps its place', () => {
    expect(reassignDeal(registered, to, facts)).toEqual(accepted(stored('DealReassigned')));
    expect(given('DealRegistered', 'DealReassigned')).toEqual({
      ...registered,
      registration: { ...registration, partnerId: 'granite', contactId: 'person-17' },
    });
  });

  it('is refused to one that could not have registered it', () => {
    const elsewhere = { ...facts, standing: { ...standing, territories: ['NA'] } };
    expect(reassignDeal(registered, to, elsewhere)).toMatchObject({
      rejections: [{ code: 'territory-not-signed' }],
    });
  });

  it('moves no approval to another partner, but to another person of the same', () => {
    expect(reassignDeal(approved, to, facts)).toEqual(
      rejected(
        'deal-approved',
        'An approved deal goes to another partner only by what the customer writes',
        'partnerId',
      ),
    );
    const person = { partnerId: 'fjord', contactId: 'person-18' };
    expect(reassignDeal(approved, person, facts)).toMatchObject({
      events: [{ data: { fromPartnerId: 'fjord', partnerId: 'fjord', contactId: 'person-18' } }],
    });
    expect(reassignDeal(approved, { partnerId: 'fjord', contactId: null }, facts)).toEqual(
      accepted(),
    );
  });
});

describe('Criteria', () => {
  const scores = stored('DealAssessed').data.scores;

  it('are scored within their scale, each once, each with a reason', () => {
    expect(assessDeal(routed, scores, gitlab)).toEqual(accepted(stored('DealAssessed')));
    const reason = 'because';
    const wrong = [
      { criterion: 'luck', score: 1, reason },
      { criterion: 'qualification', score: 6, reason },
      { criterion: 'qualification', score: 5, reason },
    ];
    expect(assessDeal(routed, wrong, gitlab)).toMatchObject({
      rejections: [
        { code: 'criterion-unknown', path: 'criteria.0.criterion' },
        { code: 'score-too-high', path: 'criteria.1.score' },
        { code: 'criterion-repeated', path: 'criteria.2.criterion' },
      ],
    });
  });

  it('that the program requires come before the approval', () => {
    const required = { criterion: 'qualification', maxScore: 5, required: true };
    const { steps = {} } = gitlab.approval ?? {};
    const rules = { ...gitlab, approval: { steps, criteria: [required] } };
    expect(approveStep(routed, rules, moment)).toEqual(
      rejected('criterion-missing', 'An approval needs a score and a reason for "qualification"'),
    );
    const assessed = given('DealRegistered', 'DealRouted', 'DealAssessed');
    expect(approveStep(assessed, rules, moment)).toMatchObject({
      events: [{ type: 'DealStepApproved' }],
    });
  });
});

describe('An extension', () => {
  // Approved on 2 February 2026, protected through 3 May [scenario 8].
  const rules = gitlab.extension;
  const until = (state: Deal, on: string, asked?: Extension, more: Partial<typeof rules> = {}) =>
    extendedUntil(state, { ...rules, ...more }, day(on), asked);
  const expired = given('DealRegistered', 'DealApproved', 'DealExpired');

  it('counts from the original expiry, or from the day it is given', () => {
    expect(until(approved, '2026-04-20')).toEqual({ until: '2026-06-02' });
    expect(until(approved, '2026-04-20', undefined, { from: 'grant' })).toEqual({
      until: '2026-05-20',
    });
    expect(until(expired, '2026-05-20', undefined, { from: 'grant' })).toEqual({
      until: '2026-06-19',
    });
  });

  it('lengthens: one from its own day comes too early while more is left', () => {
    const shortens = rejected('extension-shortens', 'The protection lasts until 2026-05-03 anyway');
    expect(until(approved, '2026-04-03', undefined, { from: 'grant' })).toEqual(shortens);
    expect(until(approved, '2026-04-04', undefined, { from: 'grant' })).toEqual({
      until: '2026-05-04',
    });
  });

  it('after expiry is given until its own last day, the day included', () => {
    expect(until(expired, '2026-06-02')).toEqual({ until: '2026-06-02' });
    expect(until(expired, '2026-06-03')).toEqual(
      rejected('extension-over', 'The extension would have ended on 2026-06-02'),
    );
  });

  it('by operations lasts to the day named, and leaves the standard one to be given', () => {
    const asked = { kind: 'operations', until: day('2026-09-30') } as const;
    expect(until(approved, '2026-04-20', asked)).toEqual({ until: '2026-09-30' });
    const longer = extendDeal(approved, asked);
    expect(longer).toMatchObject({
      events: [{ data: { expiresOn: '2026-09-30', kind: 'operations' } }],
    });
    const state = given(
      'DealRegistered',
      'DealApproved',
      ...(longer.kind === 'accepted' ? longer.events : []),
    );
    expect(state).toMatchObject({ extensions: 0 });
    expect(until(state, '2026-09-01')).toEqual({ until: '2026-10-30' });
    const extended = given('DealRegistered', 'DealApproved', 'DealExtended');
    expect(until(extended, '2026-04-20')).toMatchObject({
      rejections: [{ code: 'extended-already' }],
    });
    expect(until(extended, '2026-04-20', asked)).toEqual({ until: '2026-09-30' });
  });
});

it('A change that waits for its approval goes on waiting when the protection is extended', () => {
  const proposed = given('DealRegistered', 'DealApproved', 'DealAmendmentProposed', 'DealExtended');
  expect(decideAmendment(proposed, { verdict: 'approve' }, gitlab)).toMatchObject({
    events: [{ type: 'DealAmended' }],
  });
});

describe('Reminders of the end of a protection', () => {
  const promised: DealEvent = {
    type: 'DealRegistered',
    data: { ...registration, expiryWarningDays: [30, 14, 3] },
  };
  const start = recorded(promised, '2026-01-26');
  const row = (...events: Recorded<DealEvent>[]): WarningRow | undefined =>
    events.reduce<WarningRow | undefined>(
      (so, event) => foldWarnings(so, event) ?? undefined,
      undefined,
    );
  const approve = recorded(stored('DealApproved'), '2026-02-02');
  const warned = (on: string, daysLeft: number): Recorded<DealEvent> =>
    recorded({ type: 'DealExpiryWarned', data: { expiresOn: day('2026-05-03'), daysLeft } }, on);

  it('come 30, 14 and 3 days before it', () => {
    expect(row(start)?.due_on).toBeNull();
    expect(row(start, approve)?.due_on).toBe('2026-04-03');
    expect(row(start, approve, warned('2026-04-03', 30))?.due_on).toBe('2026-04-19');
    expect(row(start, approve, warned('2026-04-19', 14))?.due_on).toBe('2026-04-30');
    expect(row(start, approve, warned('2026-04-30', 3))?.due_on).toBeNull();
  });

  it('are not made up for afterwards, and begin again after an extension', () => {
    expect(row(start, approve, warned('2026-04-20', 13))?.due_on).toBe('2026-04-30');
    const extend = recorded(stored('DealExtended'), '2026-05-03');
    expect(row(start, approve, warned('2026-04-30', 3), extend)?.due_on).toBe('2026-05-03');
    const late = recorded(stored('DealExtended'), '2026-05-04');
    expect(row(start, approve, late)?.due_on).toBe('2026-05-19');
  });

  it('are none where the program promises none, or nothing is protected any more', () => {
    expect(row(recorded(stored('DealRegistered'), '2026-01-26'), approve)).toBeUndefined();
    expect(row(start, approve, recorded(stored('DealWon'), '2026-03-01'))).toBeUndefined();
    const note = recorded(stored('DealExpired'), '2026-05-04');
    expect(row(start, approve, note)?.due_on).toBeNull();
  });

  it('say how many days are left', () => {
    expect(warnExpiry(approved, { on: day('2026-04-19') })).toEqual(
      accepted(stored('DealExpiryWarned')),
    );
    expect(warnExpiry(approved, { on: day('2026-05-04') })).toEqual(accepted());
    expect(warnExpiry(registered, { on: day('2026-04-19') })).toEqual(accepted());
  });
});

describe('The clocks of a registration', () => {
  const sla = (...events: [Type | DealEvent, string][]): SlaRow => {
    const row = events.reduce<SlaRow | undefined>(
      (so, [event, on]) =>
        foldSla(so, recorded(typeof event === 'string' ? stored(event) : event, on)) ?? undefined,
      undefined,
    );
    if (!row) throw new Error('Nothing was registered');
    return row;
  };
  const due = { on: day('2026-01-28'), at: '2026-01-28T23:00:00.000Z' };
  const promised: DealEvent = {
    type: 'DealRegistered',
    data: { ...registration, firstContactDue: due },
  };

  it('count the days that each side has waited for the other', () => {
    // Registered 26 January, asked 30 January, answered 5 February, approved 9 February.
    const asked: [Type, string][] = [
      ['DealRegistered', '2026-01-26'],
      ['DealReturned', '2026-01-30'],
    ];
    expect(slaBody(sla(...asked), day('2026-02-02'), null)).toMatchObject({
      waitingOn: 'partner',
      since: '2026-01-30',
      vendorDays: 4,
      partnerDays: 3,
      contactedOn: '2026-01-30',
    });
    const answered: [Type, string] = ['DealInformationProvided', '2026-02-05'];
    const done: [Type, string] = ['DealApproved', '2026-02-09'];
    expect(slaBody(sla(...asked, answered, done), day('2026-03-01'), null)).toMatchObject({
      waitingOn: null,
      vendorDays: 8,
      partnerDays: 6,
      decisionOverdue: false,
      expiresOn: '2026-05-03',
    });
  });

  it.each([
    ['2026-01-28', null, false],
    ['2026-01-29', null, true],
    ['2026-01-28', '2026-01-28T22:59:59.999Z', false],
    ['2026-01-28', '2026-01-28T23:00:00.000Z', true],
  ])('call the first contact late on %s at %s: %s', (today, now, late) => {
    const row = sla([promised, '2026-01-26']);
    expect(slaBody(row, day(today), now).contactOverdue).toBe(late);
  });

  it.each([
    ['2026-01-28', false],
    ['2026-01-29', true],
  ])('remember a first contact on %s as late: %s', (on, late) => {
    const contact: DealEvent = {
      type: 'DealPartnerContacted',
      data: { contactedOn: day(on) },
    };
    const row = sla([promised, '2026-01-26'], [contact, on]);
    expect(slaBody(row, day('2026-02-20'), null)).toMatchObject({
      contactedOn: on,
      contactOverdue: late,
    });
    expect(contactPartner(registered, { on: day('2026-01-28') })).toEqual(
      accepted(stored('DealPartnerContacted')),
    );
    expect(contactPartner(approved, { on: day('2026-01-28') })).toEqual(
      rejected('deal-not-open', 'The deal is approved'),
    );
  });

  it("give a step its time anew after the partner's answer", () => {
    // One business day for the asm: due on 6 March, asked on that day, answered on Tuesday 10 March.
    const asked = given('DealRegistered', 'DealRouted', 'DealStepApproved', 'DealReturned');
    const decision = provideInformation(asked, { answer: 'Grid.' }, gitlab, {
      on: day('2026-03-10'),
      at: null,
    });
    const [answered] = decision.kind === 'accepted' ? decision.events : [];
    if (!answered) throw new Error('Nothing was answered');
    const passed: DealEvent = {
      type: 'DealStepApproved',
      data: {
        step: 'esm',
        next: 'asm',
        decisionDue: { on: day('2026-03-06'), at: '2026-03-06T23:00:00.000Z' },
      },
    };
    const until: [Type | DealEvent, string][] = [
      ['DealRegistered', '2026-03-02'],
      ['DealRouted', '2026-03-02'],
      [passed, '2026-03-05'],
      ['DealReturned', '2026-03-06'],
    ];
    const row = sla(...until, [answered, '2026-03-10']);
    expect(slaBody(row, day('2026-03-10'), null)).toMatchObject({
      waitingOn: 'vendor',
      partnerDays: 4,
      decisionDueOn: '2026-03-11',
      decisionOverdue: false,
    });
    expect(slaBody(row, day('2026-03-12'), null).decisionOverdue).toBe(true);
    // Older answers say nothing of it.
    expect(sla(...until, ['DealInformationProvided', '2026-03-10'])).toMatchObject({
      decision_due_on: '2026-03-06',
    });
  });

  it('show the step that is to decide, and by when', () => {
    const start: [Type, string][] = [
      ['DealRegistered', '2026-01-26'],
      ['DealRouted', '2026-01-26'],
      ['DealStepApproved', '2026-01-29'],
    ];
    const row = sla(...start);
    expect(slaBody(row, day('2026-01-30'), null)).toMatchObject({
      step: 'asm',
      decisionDueOn: '2026-01-30',
      decisionOverdue: false,
      vendorDays: 4,
    });
    expect(slaBody(row, day('2026-01-31'), null).decisionOverdue).toBe(true);
    expect(sla(...start, ['DealAmended', '2026-02-02'])).toMatchObject({
      step: 'esm',
      decision_due_on: null,
    });
  });
});
