import { documentOf, rulesOf, VENDORS } from '../../../../test/support/sample-rules';
import { loserOutcome } from './exclusivity';
import { readDocument } from './read-document';

const hubspot = documentOf('hubspot');

/** The faults of a small program with some rules more. */
const faultsOf = (more: string): string[] => {
  const read = readDocument(hubspot + more);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
};

describe('The sample programs', () => {
  it.each(VENDORS)('of %s is a whole program under its own name', (vendor) => {
    expect(rulesOf(vendor).program).toBe(vendor);
  });
});

describe('Who loses', () => {
  const scope = 'opportunity';

  it('is denied where nothing else is said, and gets the first row that fits', () => {
    const territories = ['EMEA', 'USPubSec'];
    expect(loserOutcome({ territories, exclusivity: { scope } }, 'EMEA')).toBe('deny');
    const losers = [
      { territories: ['USPubSec'], outcome: 'listPrice' },
      { outcome: 'cosell' },
    ] as const;
    const exclusivity = {
      scope,
      losers: losers.map((row) => ({
        ...row,
        territories: 'territories' in row ? [...row.territories] : undefined,
      })),
    } as const;
    const rules = { territories, exclusivity };
    expect(loserOutcome(rules, 'USPubSec')).toBe('listPrice');
    expect(loserOutcome(rules, 'EMEA')).toBe('cosell');
  });
});

describe('A program document is refused', () => {
  const row = (text: string): string => `    - { ${text} }\n`;
  const matrix = (...rows: string[]): string =>
    `pricing:\n  illustrative: true\n  discounts:\n${rows.map(row).join('')}`;
  const sourced = 'price: sourced, party: reseller';

  it('for a discount that no case reaches', () => {
    expect(
      faultsOf(matrix(`${sourced}, rate: 20%`, `${sourced}, track: Solutions, rate: 25%`)),
    ).toEqual(['pricing.discounts.1: no case reaches it: row 0 takes them all']);
    expect(
      faultsOf(matrix(`${sourced}, track: Solutions, rate: 25%`, `${sourced}, rate: 20%`)),
    ).toEqual([]);
  });

  it('for discounts of more than everything, and of tracks, territories and types that it has not', () => {
    expect(faultsOf(matrix(`${sourced}, rate: 100%`))).toEqual([]);
    expect(faultsOf(matrix(`${sourced}, rate: 101%`))).toEqual([
      'pricing.discounts.0.rate: expected at most 100%, got "101%"',
    ]);
    expect(
      faultsOf(matrix(`${sourced}, track: Gold, territory: Mars, dealType: gift, rate: 1%`)),
    ).toEqual([
      'pricing.discounts.0.track: expected one of Solutions, Provider, got "Gold"',
      'pricing.discounts.0.dealType: expected one of lead, got "gift"',
      'pricing.discounts.0.territory: expected one of Worldwide, got "Mars"',
    ]);
  });

  it('for prices of registrations that it has not, or under which nobody is to buy', () => {
    const only = (types: string, ...rows: string[]): string =>
      matrix(...rows).replace('  discounts:', `  dealTypes: [${types}]\n  discounts:`);
    expect(faultsOf(only('lead', `${sourced}, dealType: lead, rate: 1%`))).toEqual([]);
    expect(faultsOf(only('gift', `${sourced}, rate: 1%`))).toEqual([
      'pricing.dealTypes: expected one of lead, got "gift"',
    ]);
    expect(faultsOf(only('gift', `${sourced}, dealType: lead, rate: 1%`))).toEqual([
      'pricing.dealTypes: expected one of lead, got "gift"',
      'pricing.discounts.0.dealType: "lead" is not among pricing.dealTypes and has no price',
    ]);
  });

  it.each([
    ["'20000.00'", "'20000.00'", ['belowList: expected more than 20000.00, got 20000.00']],
    ["'20000.00'", "'20000.01'", []],
    [
      "'20000.001'",
      "'5.00'",
      ['fromList: "20000.001" is more precise than USD, which has 2 decimal places'],
    ],
  ])('for a bonus from %s and below %s: %j', (from, below, faults) => {
    const bonuses = `  bonuses:\n    stacking: sum\n    rows:\n      - { bonus: b, points: 1%, registered: true, fromList: ${from}, belowList: ${below} }\n`;
    expect(faultsOf(matrix(`${sourced}, rate: 1%`) + bonuses)).toEqual(
      faults.map((fault) => `pricing.bonuses.rows.0.${fault}`),
    );
  });

  it('for routes that no case reaches or that name what it has not', () => {
    expect(
      faultsOf(
        `routeToMarket:\n${row('distributor: optional')}${row('tracks: [Solutions], distributor: never')}`,
      ),
    ).toEqual(['routeToMarket.1: no case reaches it: row 0 takes them all']);
    expect(faultsOf(`routeToMarket:\n${row('territories: [Mars], distributor: never')}`)).toEqual([
      'routeToMarket.0.territories: expected one of Worldwide, got "Mars"',
    ]);
  });

  it('for a protection of days and months, or of neither', () => {
    const expiring = (expiry: string): string[] => {
      const read = readDocument(hubspot.replace('days: 90, from: submission', expiry));
      return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
    };
    expect(expiring('days: 90, months: 3')).toEqual(['expiry: either days or months']);
    expect(expiring('from: approval')).toEqual(['expiry: either days or months']);
    expect(expiring('months: 3')).toEqual([]);
  });
});
