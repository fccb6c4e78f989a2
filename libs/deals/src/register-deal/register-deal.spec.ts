import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { readDocument, type ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { registerDeal, type RegisterDeal, type RegistrationFacts } from './register-deal';

const gitlab = (): ProgramRules => {
  const sample = join(__dirname, '../../../../samples/gitlab/program.yaml');
  const read = readDocument(readFileSync(sample, 'utf8'));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
};
const rules = gitlab();
const { types } = rules.registration;

const stored: Extract<DealEvent, { type: 'DealRegistered' }> = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/DealRegistered.v1.json'), 'utf8'),
);
const { registeredOn: _on, silenceOn: _silence, partnerRevision: _revision, ...data } = stored.data;
const resale: RegisterDeal = data;

const nobody: Deal = { status: 'unknown' };
const standing: Standing = {
  enrolled: true,
  inGoodStanding: true,
  partnerId: 'fjord',
  programId: 'gitlab',
  kind: 'services',
  track: 'Open',
  designations: [],
  territories: ['EMEA'],
  exhibits: ['resale', 'referral', 'services'],
  credentials: new Map([['sales-accreditation', 1]]),
};
const facts: RegistrationFacts = {
  on: isoDate('2026-01-26'),
  rules,
  standing,
  distributor: null,
  filedBy: 'partner',
  partnerRevision: 3,
  submitted: { on: isoDate('2026-01-26'), at: null },
  open: null,
  reported: { opportunity: { status: 'unreported' }, revision: -1 },
};

const codesOf = (
  command: Partial<RegisterDeal>,
  change: Partial<RegistrationFacts> = {},
): (string | undefined)[][] => {
  const decision = registerDeal(nobody, { ...resale, ...command }, { ...facts, ...change });
  return decision.kind === 'rejected'
    ? decision.rejections.map(({ code, path }) => [code, path])
    : [];
};

describe('Registering', () => {
  it('records everything that was said, the day and what the check saw', () => {
    const unrouted = { ...rules, routing: undefined, sla: undefined };
    expect(registerDeal(nobody, resale, { ...facts, rules: unrouted })).toEqual({
      kind: 'accepted',
      events: [stored],
    });
  });

  it('takes no heed of other registrations: the queue is settled when somebody approves', () => {
    const rival = { ...resale, dealId: 'other', partnerId: 'granite' };
    expect(registerDeal(nobody, rival, facts).kind).toBe('accepted');
  });

  it('is done once for each deal', () => {
    const state: Deal = { status: 'pending', registration: stored.data, silenceLapsed: false };
    expect(registerDeal(state, resale, facts)).toEqual({
      kind: 'rejected',
      rejections: [
        { code: 'deal-exists', message: `Deal "${resale.dealId}" is registered already` },
      ],
    });
  });
});

describe('Silence', () => {
  const silenceOn = (
    dealType: string,
    on: string,
    silence: ProgramRules['registration']['types'][string]['silence'] | undefined,
    holidays: readonly string[] = [],
  ): string | null => {
    const type = types[dealType];
    if (!type || !silence) throw new Error(`No type "${dealType}"`);
    const registration = { ...rules.registration, types: { [dealType]: { ...type, silence } } };
    const changed = {
      ...rules,
      registration,
      holidays: holidays.map(isoDate),
      calendars: undefined,
      territoryCalendars: undefined,
    };
    const decision = registerDeal(
      nobody,
      { ...resale, dealType },
      { ...facts, on: isoDate(on), submitted: { on: isoDate(on), at: null }, rules: changed },
    );
    const [event] = decision.kind === 'accepted' ? decision.events : [];
    if (event?.type !== 'DealRegistered') throw new Error('Not registered');
    return event.data.silenceOn;
  };
  const approve = { effect: 'approve', afterDays: 10 } as const;

  it('never approves a referral', () => {
    expect(silenceOn('referral', '2026-03-02', types['referral']?.silence)).toBeNull();
  });

  it('of ten days from 2 March 2026 ends on the 12th, or the 16th in business days', () => {
    expect(silenceOn('resale', '2026-03-02', { ...approve, dayKind: 'calendar' })).toBe(
      '2026-03-12',
    );
    expect(silenceOn('resale', '2026-03-02', { ...approve, dayKind: 'business' })).toBe(
      '2026-03-16',
    );
  });

  it('waits for holidays', () => {
    const escalate = { effect: 'escalate', afterDays: 2, dayKind: 'business' } as const;
    expect(silenceOn('resale', '2026-05-22', escalate, ['2026-05-25'])).toBe('2026-05-27');
  });
});

describe('A registration is refused', () => {
  it('as a renewal without growth, but for services', () => {
    expect(codesOf({ renewal: 'flat' })).toEqual([['flat-renewal', 'renewal']]);
    expect(codesOf({ renewal: 'growth' })).toEqual([]);
    expect(codesOf({ renewal: 'flat', dealType: 'serviceAttach' })).toEqual([]);
  });

  it.each<[string, Partial<RegisterDeal>, Partial<Extract<Standing, { enrolled: true }>>]>([
    ['territory-not-signed', { territory: 'APAC' }, {}],
    ['exhibit-not-signed', { dealType: 'msp' }, {}],
    ['people-not-trained', {}, { credentials: new Map() }],
    ['not-in-good-standing', {}, { inGoodStanding: false }],
    ['partner-of-other-program', {}, { programId: 'acme' }],
  ])('%s', (code, command, change) => {
    const codes = codesOf(command, { standing: { ...standing, ...change } });
    expect(codes.map(([one]) => one)).toEqual([code]);
  });

  it.each([
    [24, []],
    [25, ['too-many-open']],
    [26, ['too-many-open']],
    [null, []],
  ])('of a partner with %s open where 25 are allowed: %j', (open, expected) => {
    const openLimit = { count: 25, partnerKinds: ['referral'] };
    const limited = { ...rules, registration: { ...rules.registration, openLimit } };
    expect(codesOf({}, { rules: limited, open }).map(([code]) => code)).toEqual(expected);
  });

  it('for a stranger, a program without rules or a type that it does not know', () => {
    expect(codesOf({}, { standing: { enrolled: false } })).toEqual([
      ['partner-unknown', 'partnerId'],
    ]);
    expect(codesOf({}, { rules: undefined })).toEqual([['program-not-in-force', 'programId']]);
    expect(codesOf({ dealType: 'toString' })).toEqual([['deal-type-unknown', 'dealType']]);
  });

  it('with every reason at once', () => {
    const change = { standing: { ...standing, credentials: new Map<string, number>() } };
    expect(codesOf({ renewal: 'flat', territory: 'MARS' }, change)).toEqual([
      ['territory-not-signed', 'territory'],
      ['people-not-trained', 'partnerId'],
      ['territory-unknown', 'territory'],
      ['flat-renewal', 'renewal'],
    ]);
  });
});
