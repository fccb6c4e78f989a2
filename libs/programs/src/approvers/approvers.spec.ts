import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { readDocument } from '../document/read-document';
import { program, type Program } from '../program';
import type { ProgramEvent } from '../program.events';
import { appointApprover, dismissApprover, nameDelegate, rightToDecide } from './approvers';

type Stored<T extends ProgramEvent['type']> = Extract<ProgramEvent, { type: T }>;
const stored = <T extends ProgramEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const sample = readDocument(
  readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8'),
);
if ('faults' in sample) throw new Error(JSON.stringify(sample.faults));

const published: ProgramEvent = {
  type: 'ProgramVersionPublished',
  data: { ...stored('ProgramVersionPublished').data, rules: sample.rules },
};
const appointed = stored('ApproverAppointed');
const named = stored('DelegateNamed');
const given = (...events: ProgramEvent[]): Program => fold(program, [published, ...events]);
const day = isoDate;

describe('Appointing an approver', () => {
  it('is for a role and territories of the program; again, it replaces', () => {
    expect(appointApprover(given(), appointed.data)).toEqual(accepted(appointed));
    const everywhere = { ...appointed.data, territories: null };
    const later: ProgramEvent = { type: 'ApproverAppointed', data: everywhere };
    expect(given(appointed, later).approvers).toEqual([everywhere]);
    expect(given(appointed, stored('ApproverDismissed')).approvers).toEqual([]);
  });

  it.each([
    ['an approval step', 'asm'],
    ['longer extensions', 'channel-operations'],
    ['standard extensions', 'partner-desk'],
    ['a silence that was escalated', 'regional-director'],
  ])('is for the role of %s', (_, role) => {
    const { referral } = sample.rules.registration.types;
    if (!referral) throw new Error('the sample has no referrals');
    const rules = {
      ...sample.rules,
      approval: { steps: { asm: { role: 'asm' } } },
      extension: {
        ...sample.rules.extension,
        approver: 'partner-desk',
        operations: 'channel-operations',
      },
      registration: {
        ...sample.rules.registration,
        types: {
          referral: {
            ...referral,
            silence: {
              effect: 'escalate' as const,
              afterDays: 5,
              dayKind: 'calendar' as const,
              escalateTo: 'regional-director',
            },
          },
        },
      },
    };
    const other = fold(program, [{ ...published, data: { ...published.data, rules } }]);
    const command = { ...appointed.data, role, territories: null };
    expect(appointApprover(other, command)).toMatchObject({ kind: 'accepted' });
  });

  it.each<[string, object, string, string]>([
    ['role-unknown', { role: 'boss' }, 'role', 'ecosystem-operations'],
    ['territory-unknown', { territories: ['EMEA', 'Mars'] }, 'territories', 'EMEA, NA'],
  ])('is refused: %s', (code, change, path, message) => {
    expect(appointApprover(given(), { ...appointed.data, ...change })).toEqual({
      kind: 'rejected',
      rejections: [{ code, path, message: expect.stringContaining(message) }],
    });
  });

  it('needs a program, and ends only where it stands', () => {
    expect(appointApprover(program.initial, appointed.data)).toEqual(
      rejected('program-unknown', 'No such program'),
    );
    expect(dismissApprover(given(), appointed.data)).toEqual(
      rejected('approver-unknown', '"asm-1" is not appointed to "area-sales-manager"'),
    );
  });
});

describe('Naming a delegate', () => {
  it('is for an approver, for somebody else, from a day to a later one', () => {
    expect(nameDelegate(given(appointed), named.data)).toEqual(accepted(named));
    const one = { ...named.data, until: named.data.from };
    expect(nameDelegate(given(appointed), one).kind).toBe('accepted');
    expect(nameDelegate(given(appointed), { ...one, until: day('2026-03-08') })).toEqual(
      rejected('dates-out-of-order', '2026-03-08 lies before 2026-03-09', 'until'),
    );
    expect(nameDelegate(given(appointed), { ...one, delegateId: 'asm-1' })).toEqual(
      rejected('delegate-self', 'Somebody else has to be the delegate', 'delegateId'),
    );
    expect(nameDelegate(given(), named.data)).toEqual(
      rejected('approver-unknown', '"asm-1" is no approver here', 'principalId'),
    );
  });
});

describe('The right to decide a step', () => {
  const step = { role: 'area-sales-manager', territory: 'EMEA', asked: null };
  const right = (
    who: string,
    on: string,
    change: object = {},
    state: Program = given(appointed, named),
  ) => rightToDecide(state, { ...step, ...change }, who, day(on));

  it("is the approver's, and the delegate's on the days named", () => {
    expect(right('asm-1', '2026-03-10')).toEqual({ kind: 'own' });
    for (const on of ['2026-03-09', '2026-03-13']) {
      expect(right('asm-2', on)).toEqual({ kind: 'delegate', of: 'asm-1' });
    }
    for (const on of ['2026-03-08', '2026-03-14']) {
      expect(right('asm-2', on)).toEqual({ kind: 'none', approvers: ['asm-1'] });
    }
  });

  it('is that of who is appointed to a region in its parts, not the other way round', () => {
    const state = given(appointed, named);
    const versions = state.versions.map((version) => ({
      ...version,
      rules: {
        ...version.rules,
        territories: [...version.rules.territories, 'DACH'],
        territoryParts: { EMEA: ['DACH', 'FR'] },
      },
    }));
    const within = { ...state, versions };
    expect(right('anybody', '2026-03-10', { territory: 'DACH' }, within)).toEqual({
      kind: 'none',
      approvers: ['asm-1'],
    });
    expect(right('asm-1', '2026-03-10', { territory: 'DACH' }, within)).toEqual({ kind: 'own' });
    expect(right('anybody', '2026-03-10', { territory: 'NA' }, within)).toEqual({ kind: 'own' });
    const part: ProgramEvent = { ...appointed, data: { ...appointed.data, territories: ['DACH'] } };
    const ofPart = { ...given(part), versions };
    expect(right('anybody', '2026-03-10', {}, ofPart)).toEqual({ kind: 'own' });
  });

  it("is every program manager's where nobody is appointed", () => {
    expect(right('anybody', '2026-03-10', { territory: 'NA' })).toEqual({ kind: 'own' });
    expect(right('anybody', '2026-03-10', { role: 'ecosystem-manager' })).toEqual({ kind: 'own' });
  });

  it('is that of the one who asked, once the partner has answered', () => {
    const colleague: ProgramEvent = {
      type: 'ApproverAppointed',
      data: { role: 'area-sales-manager', principalId: 'asm-3', territories: null },
    };
    const both = given(appointed, colleague);
    expect(right('asm-3', '2026-03-10', {}, both)).toEqual({ kind: 'own' });
    const asked = { asked: 'asm-1' };
    expect(right('asm-3', '2026-03-10', asked, both)).toEqual({
      kind: 'none',
      approvers: ['asm-1'],
    });
    const gone = given(appointed, colleague, stored('ApproverDismissed'));
    expect(right('asm-3', '2026-03-10', asked, gone)).toEqual({ kind: 'own' });
  });
});
