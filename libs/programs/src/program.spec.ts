import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { governingOn, labelOf, program, versionOn, type Program } from './program';
import { programDocument, registrationType, type ProgramRules } from './document/program-document';
import type { ProgramEvent } from './program.events';
import { publishProgram } from './publish-program/publish-program';

type Published = Extract<ProgramEvent, { type: 'ProgramVersionPublished' }>;
const stored = (version: number): Published =>
  JSON.parse(
    readFileSync(join(__dirname, `fixtures/ProgramVersionPublished.v${version}.json`), 'utf8'),
  );

const given = (...events: ProgramEvent[]): Program => fold(program, events);
const first = stored(1);
const { rules } = first.data;
const from = (date: string, change: Partial<ProgramRules> = {}): ProgramRules => ({
  ...rules,
  ...change,
  effectiveFrom: isoDate(date),
});
const second: ProgramEvent = {
  type: 'ProgramVersionPublished',
  data: {
    ...first.data,
    version: 2,
    effectiveFrom: isoDate('2026-02-01'),
    rules: from('2026-02-01', { expiry: { days: 60 } }),
  },
};

describe('The stored event of a program', () => {
  it('holds rules that the form of today still takes, unchanged', () => {
    expect(programDocument.parse(rules)).toEqual(rules);
  });
});

describe('Publishing', () => {
  const publish = (state: Program, document: ProgramRules) =>
    publishProgram(state, { programId: 'gitlab', rules: document });

  it('numbers versions and seals each with the hash of its rules', () => {
    expect(publish(given(), rules)).toEqual(accepted(first));
    expect(publish(given(first), from('2026-02-01'))).toMatchObject({
      events: [{ data: { version: 2, effectiveFrom: '2026-02-01' } }],
    });
  });

  it('of the same document again changes nothing, in whatever order its lines stand', () => {
    const { program: name, ...rest } = rules;
    expect(publish(given(first), { ...rest, program: name })).toEqual(accepted());
  });

  it.each(['2025-02-01', '2025-01-31'])(
    'of other rules from %s is refused: versions of the past stay as they are',
    (date) => {
      expect(publish(given(first), from(date, { expiry: { days: 60 } }))).toEqual(
        rejected(
          'effective-date-taken',
          'Version 1 is effective from 2025-02-01; the next one takes effect later',
          'effectiveFrom',
        ),
      );
    },
  );

  it('keeps the books by month from its first version on, or never', () => {
    const monthly = { fiscalYear: { firstMonth: 2, periods: 'month' as const } };
    expect(publish(given(), from('2026-02-01', monthly))).toMatchObject({ kind: 'accepted' });
    expect(publish(given(first), from('2026-02-01', monthly))).toEqual(
      rejected(
        'periods-fixed',
        'The books of gitlab are kept by quarter, for good',
        'fiscalYear.periods',
      ),
    );
  });

  it("of another program's document is refused", () => {
    expect(publish(given(), from('2026-02-01', { program: 'acme' }))).toEqual(
      rejected('program-mismatch', 'The document is of "acme"', 'program'),
    );
  });
});

describe('The version in force', () => {
  it.each([
    ['2025-01-31', undefined],
    ['2025-02-01', 'gitlab@1'],
    ['2026-01-31', 'gitlab@1'],
    ['2026-02-01', 'gitlab@2'],
    ['2030-01-01', 'gitlab@2'],
  ])('on %s is %s', (date, label) => {
    const found = versionOn(given(first, second), isoDate(date));
    expect(found && labelOf(found)).toBe(label);
    // What was decided for a day before the first is carried out by the first.
    const governing = governingOn(given(first, second), isoDate(date));
    expect(governing && labelOf(governing)).toBe(label ?? 'gitlab@1');
  });
});

describe('A registration type', () => {
  it('is one that the document names, not one that every object has', () => {
    expect(registrationType(rules, 'referral')?.silence).toEqual({ effect: 'none' });
    expect(registrationType(rules, 'constructor')).toBeUndefined();
  });
});
