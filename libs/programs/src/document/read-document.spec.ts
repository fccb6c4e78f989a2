import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './read-document';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');

const faultsOf = (text: string) => {
  const read = readDocument(text);
  return 'faults' in read ? read.faults : [];
};
/** The sample with one thing changed. */
const changed = (from: string | RegExp, to: string): string => {
  const text = sample.replace(from, to);
  if (text === sample) throw new Error(`The sample has no ${String(from)}`);
  return text;
};

describe('A program document', () => {
  it('may be YAML or JSON, and means the same', () => {
    const read = readDocument(sample);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    expect(readDocument(JSON.stringify(read.rules))).toEqual(read);
  });

  it.each<[string, string, string]>([
    ['effectiveFrom', 'a date, YYYY-MM-DD', changed('2025-02-01', '2025-02-30')],
    ['currency', 'an ISO 4217 currency code', changed('currency: USD', 'currency: USDT')],
    ['expiry', 'expected object, received undefined', changed(/^expiry:\n.*\n/m, '')],
    ['expiry.days', 'expected number to be >=0', changed('days: 90', 'days: -1')],
    ['expiry.days', 'expected int', changed('days: 90', 'days: 1.5')],
    [
      'exclusivity.scope',
      'expected one of "opportunity"|"tender"|"subdivision"|"family"|"familyTerritory"|"customer"',
      changed('scope: opportunity', 'scope: planet'),
    ],
    ['territories.0', 'a name of letters, digits', changed('[EMEA,', '["E!", EMEA,')],
    [
      'incentives.0.rate',
      'a rate as text, for example "2.5%" or "2/3"',
      changed(/^( +)rate: 10%$/m, '$1rate: -1%'),
    ],
    ['incentives.0.rate', 'expected string', changed(/^( +)rate: 10%$/m, '$1rate: 0.1')],
    [
      'incentives.0.kind',
      "Expected 'referralFee' | 'countTierRebate'",
      changed('kind: referralFee', 'kind: bonus'),
    ],
    ['mdf.minRequest', 'expected string', changed("minRequest: '1000.00'", 'minRequest: 1000')],
    [
      'registration.types.resale.silence.afterDays',
      'expected number',
      changed('afterDays: 10, dayKind', 'dayKind'),
    ],
    [
      'registration.types.referral.silence',
      'Unrecognized key: "afterDays"',
      changed('{ effect: none }', '{ effect: none, afterDays: 3 }'),
    ],
    [
      'registration.types.re/sale',
      'a name of letters, digits',
      changed('    resale:\n', '    re/sale:\n'),
    ],
    ['', 'Unrecognized key: "bonus"', `${sample}\nbonus: 1\n`],
  ])('that is wrong at "%s" is told so, and what was expected: %s', (path, message, text) => {
    expect(faultsOf(text)).toEqual([
      { code: expect.any(String), message: expect.stringContaining(message), path },
    ]);
  });

  it.each<[string, string, string]>([
    [
      'timeZone',
      'expected an IANA time zone, got "Mars/Olympus"',
      changed('America/Los_Angeles', 'Mars/Olympus'),
    ],
    [
      'incentives.0.dealType',
      'expected a registration type, got "toString"',
      changed('dealType: referral', 'dealType: toString'),
    ],
    [
      'incentives.1.rule',
      '"referral-fee" stands twice',
      changed('rule: service-attach-rebate', 'rule: referral-fee'),
    ],
    ['incentives.1.tiers.1.from', 'expected more than 4, got 4', changed('from: 5', 'from: 4')],
    [
      'incentives.1.tiers.1.from',
      'no tier has 5: the one before ends at 4',
      changed('from: 5', 'from: 6'),
    ],
    ['incentives.1.tiers.1.to', 'expected at least 5, got 4', changed('to: 9', 'to: 4')],
    [
      'incentives.1.tiers.1',
      'expected no tier after one without an end',
      changed('to: 4', 'to: null'),
    ],
    [
      'incentives.1.tiers.2.to',
      'no tier has 21: the last one ends nowhere (null)',
      changed('from: 10, to: null', 'from: 10, to: 20'),
    ],
    [
      'incentives.1.tiers.0.capPerOpportunity',
      '"2500.001" is more precise than USD, which has 2 decimal places',
      changed("'2500.00'", "'2500.001'"),
    ],
    [
      'mdf.minRequest',
      '"1000.001" is more precise than USD, which has 2 decimal places',
      changed("'1000.00'", "'1000.001'"),
    ],
  ])('that contradicts itself at "%s" is refused: %s', (path, message, text) => {
    expect(faultsOf(text)).toEqual([{ code: 'contradiction', message, path }]);
  });

  it('names every fault at once', () => {
    const text = changed('currency: USD', 'currency: USDT').replace('days: 90', 'days: -1');
    expect(faultsOf(text).map(({ path }) => path)).toEqual(['currency', 'expiry.days']);
  });

  const nines = (name: string): string => `[${Array(9).fill(`*${name}`).join(', ')}]`;
  it.each([
    ['is broken', 'program: [', 'at line 1, column 11'],
    ['says a thing twice', `${sample}\nname: other\n`, 'Map keys must be unique'],
    ['is two', 'program: a\n---\nprogram: b', 'multiple documents'],
    ['points nowhere', 'program: *nothing', 'Unresolved alias'],
    [
      'grows out of bounds',
      `a: &a [x, x]\nb: &b ${nines('a')}\nc: &c ${nines('b')}\nd: ${nines('c')}`,
      'Excessive alias count',
    ],
  ])('that %s is refused as a text', (_, text, message) => {
    expect(faultsOf(text)).toEqual([
      { code: 'not-yaml', message: expect.stringContaining(message), path: '' },
    ]);
  });
});
