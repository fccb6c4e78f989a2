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
  it('leave a first claim no fewer days than other claims', () => {
    const withFirst = (days: number) =>
      readDocument(sample.replace('firstClaimDays: 35', `firstClaimDays: ${days}`));
    expect(withFirst(30)).not.toHaveProperty('faults');
    expect(withFirst(29)).toMatchObject({
      faults: [
        {
          path: 'mdf.firstClaimDays',
          message: 'expected at least 30, as other claims have, got 29',
        },
      ],
    });
  });

  it.each([
    "minClaim: '25.00'",
    'tolerance: 10%',
    "preApprovalAbove: '500.00'",
    'claimFrom: periodEnd',
    'lastClaim: { month: 12, day: 10 }',
    'executionQuarters: 2',
    "accounting: { account: '6200', evidence: memo of 2026-01-12 }",
    'requires: { tracks: [Select], designations: [PSP] }',
    "budgets: [{ region: EMEA, quarter: FY2027-Q1, amount: '250000.00' }]",
    'flex: { share: 5%, targetMarkets: { EMEA: [DE, FR] } }',
  ])('may say %s', (line) => {
    expect(faultsWith(line)).toEqual([]);
  });

  it.each([
    ["minClaim: '25.001'", 'mdf.minClaim', /more precise than USD/],
    ["minClaim: '1000.01'", 'mdf.minClaim', /1000.00 at most/],
    ["preApprovalAbove: '1.001'", 'mdf.preApprovalAbove', /more precise than USD/],
    ['tolerance: much', 'mdf.tolerance', /a rate as text/],
    ['claimFrom: never', 'mdf.claimFrom', /expected one of/],
    [
      "accounting: { account: '6300', evidence: memo }",
      'mdf.accounting.account',
      /expected one of/,
    ],
    ["accounting: { account: '6200' }", 'mdf.accounting.evidence', /expected string/],
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

  describe('and a refund by somebody else', () => {
    /** @returns path and message of each fault, with this refund of the vendor's half of a webinar */
    function faultsOf(refund: string, program = sample): [string | undefined, string][] {
      const webinar = '    - activity: webinar\n';
      const read = readDocument(program.replace(webinar, `${webinar}      ${refund}\n`));
      return 'faults' in read ? read.faults.map(({ path, message }) => [path, message]) : [];
    }
    const WEBINAR = 'mdf.activities.5';

    it.each([
      'refund: { party: aws, share: 1/3 }',
      'refund: { party: google, share: 50% }',
      'share: 2/3\n      refund: { party: aws, share: 1/3 }',
      // What is lent for the whole cost may come back whole.
      'share: 100%\n      refund: { party: google, share: 100% }',
    ])('may say %s', (refund) => {
      expect(faultsOf(refund)).toEqual([]);
    });

    it.each([
      ['refund: { party: aws, share: 501/1000 }', 'refund.share', 'expected at most 50%'],
      ['share: 1/3\n      refund: { party: aws, share: 2/3 }', 'refund.share', 'at most 1/3'],
      ['refund: { party: aws, share: 0% }', 'refund.share', 'expected more than nothing'],
      ['refund: { party: aws, share: 2/6 }', 'refund.share', '"2/6" is written 1/3'],
      ['share: 4/3\n      refund: { party: aws, share: 1/3 }', 'share', 'at most the whole cost'],
      ['refund: { party: azure, share: 1/3 }', 'refund.party', 'expected one of aws, google'],
    ])('do not say %s', (refund, path, message) => {
      expect(faultsOf(refund)).toEqual([[`${WEBINAR}.${path}`, expect.stringContaining(message)]]);
    });
  });

  it('let anybody refund where no list says who may', () => {
    const open = sample
      .replace('  refundParties: [aws, google]\n', '')
      .replace('google, sh', 'azure, sh');
    expect(open).toContain('{ party: azure, share: 50% }');
    expect(readDocument(open)).not.toHaveProperty('faults');
  });

  it('name an activity once', () => {
    const twice = sample.replace('    - activity: webinar', '    - activity: event');
    const read = readDocument(twice);
    expect(read).toMatchObject({
      faults: [{ path: 'mdf.activities.5.activity', message: '"event" stands twice' }],
    });
  });
});
