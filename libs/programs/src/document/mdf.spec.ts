import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './read-document';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');

/** @returns path and message of each fault of the sample with this line more in its MDF rules */
function faultsWith(line: string): [string | undefined, string][] {
  const read = readDocument(sample.replace('mdf:\n', `mdf:\n  ${line}\n`));
  return 'faults' in read ? read.faults.map(({ path, message }) => [path, message]) : [];
}

describe('The rules for marketing funds', () => {
  it.each([
    "minClaim: '25.00'",
    'tolerance: 10%',
    "preApprovalAbove: '500.00'",
    'claimFrom: periodEnd',
    'lastClaim: { month: 12, day: 10 }',
    'executionQuarters: 2',
    'requires: { tracks: [Select], designations: [PSP] }',
    "budgets: [{ region: EMEA, quarter: FY2027-Q1, amount: '250000.00' }]",
    'flex: { share: 5%, targetMarkets: { EMEA: [DE, FR] } }',
  ])('may say %s', (line) => {
    expect(faultsWith(line)).toEqual([]);
  });

  it.each([
    ["minClaim: '25.001'", 'mdf.minClaim', /more precise than USD/],
    ["preApprovalAbove: '1.001'", 'mdf.preApprovalAbove', /more precise than USD/],
    ['tolerance: much', 'mdf.tolerance', /a rate as text/],
    ['claimFrom: never', 'mdf.claimFrom', /expected one of/],
    ['executionQuarters: 5', 'mdf.executionQuarters', /<=4/],
    ['lastClaim: { month: 2, day: 29 }', 'mdf.lastClaim.day', /no day 29 in every year/],
    ['requires: { tracks: [Gold], designations: [] }', 'mdf.requires.tracks', /got "Gold"/],
    ['requires: { tracks: [], designations: [GOLD] }', 'mdf.requires.designations.0', /got "GOLD"/],
    ['flex: { share: 5%, targetMarkets: { Mars: [DE] } }', 'mdf.flex.targetMarkets.Mars', /"Mars"/],
    [
      'flex: { share: 5%, targetMarkets: { EMEA: [Germany] } }',
      'mdf.flex.targetMarkets.EMEA.0',
      /3166/,
    ],
    [
      "budgets: [{ region: Mars, quarter: FY2027-Q1, amount: '1.00' }]",
      'mdf.budgets.0.region',
      /got "Mars"/,
    ],
    [
      "budgets: [{ region: EMEA, quarter: Q1, amount: '1.00' }]",
      'mdf.budgets.0.quarter',
      /a fiscal quarter/,
    ],
    [
      "budgets: [{ region: EMEA, quarter: FY2027-Q1, amount: '1.00' }, { region: EMEA, quarter: FY2027-Q1, amount: '2.00' }]",
      'mdf.budgets.1',
      /EMEA has a budget for FY2027-Q1 already/,
    ],
  ])('do not say %s', (line, path, message) => {
    expect(faultsWith(line)).toEqual([[path, expect.stringMatching(message)]]);
  });

  it('name an activity once', () => {
    const twice = sample.replace('    - activity: webinar', '    - activity: event');
    const read = readDocument(twice);
    expect(read).toMatchObject({
      faults: [{ path: 'mdf.activities.5.activity', message: '"event" stands twice' }],
    });
  });
});
