import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changes } from './changes';
import type { ProgramRules } from './program-document';
import { readDocument } from './read-document';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');
const read = (from: string, to: string) => {
  if (!sample.includes(from)) throw new Error(`The sample has no ${from}`);
  return readDocument(sample.replace(from, to));
};
const rulesOf = (from: string, to: string): ProgramRules => {
  const document = read(from, to);
  if ('faults' in document) throw new Error(JSON.stringify(document.faults));
  return document.rules;
};

describe('What a designation takes', () => {
  it.each([
    ['- designation: PSP', '- designation: GOLD', 'designationRules.0.designation', 'got "GOLD"'],
    [
      'people: { credential: pse, count: 3 }',
      'people: { credential: pse, count: 0 }',
      'designationRules.0.requires.people.count',
      '>=1',
    ],
    [
      'types: [serviceAttach], count: 2',
      'types: [influence], count: 2',
      'designationRules.0.requires.registrations.types.0',
      'expected one of resale, msp, referral, serviceAttach, got "influence"',
    ],
    [
      'types: [serviceAttach], count: 8',
      'types: [influence], count: 8',
      'designationRules.0.keeps.registrations.types.0',
      'got "influence"',
    ],
    [
      'grantedWithin: { businessDays: 7 }',
      'grantedWithin: { days: 7 }',
      'designationRules.0.grantedWithin.businessDays',
      'expected number',
    ],
  ])('is not "%s" as "%s"', (from, to, path, message) => {
    const document = read(from, to);
    const faults = 'faults' in document ? document.faults : [];
    expect(faults).toContainEqual(
      expect.objectContaining({ path, message: expect.stringContaining(message) }),
    );
  });

  it('is something, and stands once for each', () => {
    const rule = '  - designation: PSP\n    requires: {}\n    grantedWithin: { businessDays: 7 }\n';
    const document = read('designationRules:\n', `designationRules:\n${rule}`);
    expect(document).toMatchObject({
      faults: [
        { path: 'designationRules.0.requires', message: 'expected people, registrations or both' },
        { path: 'designationRules.1.designation', message: '"PSP" stands twice' },
      ],
    });
  });

  it('is told in words where a document changes it', () => {
    const before = rulesOf('- designation: PSP', '- designation: PSP');
    expect(changes(before, rulesOf('businessDays: 7', 'businessDays: 10'))).toEqual([
      'Designation rules: "PSP": granted within: business days was 7, is now 10.',
    ]);
    expect(
      changes(before, rulesOf('credential: pse, count: 3', 'credential: pse, count: 4')),
    ).toEqual(['Designation rules: "PSP": requires: people: count was 3, is now 4.']);
  });
});
