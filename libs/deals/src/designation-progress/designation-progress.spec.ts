import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate } from '@accord/kernel';
import { readDocument, type DesignationRule, type ProgramRules } from '@accord/programs';
import type { DesignationFacts } from './designation-facts';
import { designationProgress } from './designation-progress';

/** The sample: PSP takes 3 people with "pse" and 2 service registrations of one fiscal quarter. */
function rulesOfSample(): ProgramRules {
  const file = join(__dirname, '../../../../samples/gitlab/program.yaml');
  const read = readDocument(readFileSync(file, 'utf8'));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
}
const rules = rulesOfSample();
const [psp] = rules.designationRules ?? [];
if (!psp) throw new Error('The sample says nothing of PSP');

const day = isoDate;
const pse = (personId: string, completedOn: string, validTo = '') => ({
  personId,
  credential: 'pse',
  completedOn: day(completedOn),
  validTo: validTo === '' ? null : day(validTo),
});
const service = (registeredOn: string, approvedOn = registeredOn) => ({
  type: 'serviceAttach',
  registeredOn: day(registeredOn),
  approvedOn: day(approvedOn),
});
const three = [pse('a', '2026-02-10'), pse('b', '2026-02-11'), pse('c', '2026-02-12')];
const facts = (more: Partial<DesignationFacts>): DesignationFacts => ({
  credentials: three,
  registrations: [],
  changes: [],
  ...more,
});
const on = (date: string, of: DesignationFacts, rule: DesignationRule = psp) => {
  const { status, metSince, dueBy, missing } = designationProgress(rule, of, rules, day(date));
  return [status, metSince, dueBy, ...missing.map(({ text }) => text)];
};

describe('A designation (scenario 30)', () => {
  /** Complete on Monday 20 April 2026: the second registration is of the quarter that ends on the 30th. */
  const complete = facts({ registrations: [service('2026-03-02'), service('2026-04-20')] });

  it('is due by the 7th business day after all is there, and overdue on the next', () => {
    expect(on('2026-04-19', complete)).toEqual([
      'missing',
      null,
      null,
      '1 more approved registration of serviceAttach by 2026-04-30',
    ]);
    expect(on('2026-04-20', complete)).toEqual(['due', '2026-04-20', '2026-04-29']);
    expect(on('2026-04-29', complete)).toEqual(['due', '2026-04-20', '2026-04-29']);
    expect(on('2026-04-30', complete)).toEqual(['overdue', '2026-04-20', '2026-04-29']);
  });

  it('is not due while the two are of different quarters: the 30th of April and the 1st of May', () => {
    const apart = [service('2026-04-30'), service('2026-05-01')];
    const more = '1 more approved registration of serviceAttach by 2026-07-31';
    expect(on('2026-05-01', facts({ registrations: apart }))).toEqual([
      'missing',
      null,
      null,
      more,
    ]);
    const last = facts({ registrations: [...apart, service('2026-07-31')] });
    expect(on('2026-07-30', last)).toEqual(['missing', null, null, more]);
    expect(on('2026-07-31', last).slice(0, 2)).toEqual(['due', '2026-07-31']);
    const late = facts({ registrations: [...apart, service('2026-08-01')] });
    expect(on('2026-08-01', late)[0]).toBe('missing');
  });

  it('counts a registration for the quarter of its day, from its approval on', () => {
    const approvedLater = [service('2026-03-02'), service('2026-04-30', '2026-05-04')];
    const of = facts({ registrations: approvedLater });
    expect(on('2026-05-03', of)[0]).toBe('missing');
    expect(on('2026-05-04', of).slice(0, 2)).toEqual(['due', '2026-05-04']);
  });

  it('does not count registrations of other types', () => {
    const resale = { ...service('2026-04-20'), type: 'resale' };
    const of = facts({ registrations: [service('2026-03-02'), resale] });
    expect(on('2026-04-20', of)[0]).toBe('missing');
  });

  it('passes over a public holiday: complete on 18 May, due on the 28th as the 25th is one', () => {
    const of = facts({ registrations: [service('2026-05-04'), service('2026-05-18')] });
    expect(on('2026-05-18', of)).toEqual(['due', '2026-05-18', '2026-05-28']);
    const workday = designationProgress(psp, of, { ...rules, holidays: [] }, day('2026-05-18'));
    expect(workday.dueBy).toBe('2026-05-27');
  });

  it('says how many people are missing; one with two certificates is one', () => {
    const [first] = three;
    if (!first) throw new Error('nobody');
    const credentials = [first, pse('a', '2026-03-01')];
    const of = facts({
      credentials,
      registrations: [service('2026-03-02'), service('2026-03-03')],
    });
    expect(on('2026-04-01', of)).toEqual(['missing', null, null, '2 more people with pse']);
    expect(on('2026-02-09', facts({}))).toEqual([
      'missing',
      null,
      null,
      '3 more people with pse',
      '2 more approved registrations of serviceAttach by 2026-04-30',
    ]);
  });

  it('counts a certificate on its last day, not on the day after, and starts anew with the next', () => {
    const [a, b] = three;
    if (!a || !b) throw new Error('nobody');
    const { registrations } = complete;
    const expiring = [a, b, pse('c', '2026-02-12', '2026-04-22')];
    const of = facts({ credentials: expiring, registrations });
    expect(on('2026-04-22', of)).toEqual(['due', '2026-04-20', '2026-04-29']);
    expect(on('2026-04-23', of)).toEqual(['missing', null, null, '1 more person with pse']);
    const renewed = facts({ credentials: [...expiring, pse('d', '2026-04-24')], registrations });
    expect(on('2026-04-24', renewed)).toEqual(['due', '2026-04-24', '2026-05-05']);
    const inTime = facts({ credentials: [...expiring, pse('c', '2026-04-23')], registrations });
    expect(on('2026-04-23', inTime)).toEqual(['due', '2026-04-20', '2026-04-29']);
    // Expired on the day on which everything else was there.
    const gone = facts({
      credentials: [a, b, pse('c', '2026-02-12', '2026-04-19')],
      registrations,
    });
    expect(on('2026-04-20', gone)).toEqual(['missing', null, null, '1 more person with pse']);
  });

  it('is held from the day of its grant on, whatever the rules say of getting it', () => {
    const granted = { ...complete, changes: [{ held: true, from: day('2026-04-28') }] };
    expect(on('2026-04-27', granted)[0]).toBe('due');
    expect(on('2026-04-28', granted)).toEqual(['held', null, null]);
  });

  it('takes registrations anew after it was removed', () => {
    const changes = [
      { held: true, from: day('2026-04-28') },
      { held: false, from: day('2026-05-29') },
    ];
    expect(on('2026-05-28', { ...complete, changes })[0]).toBe('held');
    expect(on('2026-05-29', { ...complete, changes })).toEqual([
      'missing',
      null,
      null,
      '2 more approved registrations of serviceAttach by 2026-07-31',
    ]);
    const registrations = [...complete.registrations, service('2026-05-29'), service('2026-06-01')];
    expect(on('2026-06-01', { ...complete, registrations, changes })[1]).toBe('2026-06-01');
  });
});

describe('Keeping a designation', () => {
  const changes = [{ held: true, from: day('2026-04-28') }];
  /** Eight services, the first on 5 May 2026. */
  const eight = Array.from({ length: 8 }, (_, i) =>
    service(`2026-0${5 + (i % 4)}-0${5 + (i % 2)}`),
  );

  it('is looked at 12 months after the grant, not earlier', () => {
    const short = facts({ changes, registrations: [service('2026-03-02'), service('2026-04-20')] });
    expect(on('2027-04-27', short)[0]).toBe('held');
    expect(on('2027-04-28', short)).toEqual([
      'warned',
      null,
      '2027-05-28',
      '8 more approved registrations of serviceAttach by 2027-05-28',
    ]);
  });

  it('takes 8 services within 12 months: the first one counts to the day before a year is over', () => {
    const of = facts({ changes, registrations: eight });
    expect(on('2027-05-04', of)[0]).toBe('held');
    expect(on('2027-05-05', of).slice(0, 3)).toEqual(['warned', null, '2027-06-04']);
  });

  it('has 30 days to make up for it: cured on the last day nothing changes, after it it has lapsed', () => {
    const of = facts({ changes, registrations: eight });
    expect(on('2027-06-04', of)[0]).toBe('warned');
    expect(on('2027-06-05', of)[0]).toBe('lapsed');
    const more = Array.from({ length: 4 }, () => service('2027-06-04'));
    const cured = facts({ changes, registrations: [...eight, ...more] });
    expect(on('2027-06-04', cured)).toEqual(['held', null, null]);
  });

  it('takes the people too', () => {
    const registrations = Array.from({ length: 8 }, () => service('2027-03-01'));
    const [a, b] = three;
    if (!a || !b) throw new Error('nobody');
    const credentials = [a, b, pse('c', '2026-02-12', '2027-05-10')];
    const of = facts({ changes, registrations, credentials });
    expect(on('2027-05-10', of)[0]).toBe('held');
    expect(on('2027-05-11', of)).toEqual([
      'warned',
      null,
      '2027-06-10',
      '1 more person with pse by 2027-06-10',
    ]);
  });
});
