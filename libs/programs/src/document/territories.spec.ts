import { documentOf, rulesOf } from '../../../../test/support/sample-rules';
import { readDocument } from './read-document';
import { coversTerritory, overlappingTerritories } from './territories';

const named = (territories: string, parts = '', scope = 'familyTerritory'): string =>
  documentOf('cirrus')
    .replace(/^territories: .*$/m, `territories: [${territories}]${parts}`)
    .replace('scope: customer', `scope: ${scope}`);
const faultsOf = (text: string): string[] => {
  const read = readDocument(text);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
};
const parts = (...lines: readonly string[]): string =>
  ['', 'territoryParts:', ...lines.map((line) => `  ${line}`)].join('\n');

describe('Territories', () => {
  const rules = {
    ...rulesOf('gitlab'),
    territories: ['EMEA', 'DACH', 'DE', 'ALPS', 'FR', 'NA'],
    territoryParts: { EMEA: ['DACH', 'FR', 'IT'], DACH: ['DE', 'AT', 'CH'], ALPS: ['AT', 'IT'] },
  };

  it.each([
    ['DE', ['DACH', 'EMEA']],
    ['DACH', ['ALPS', 'DE', 'EMEA']],
    ['EMEA', ['ALPS', 'DACH', 'DE', 'FR']],
    ['ALPS', ['DACH', 'EMEA']],
    ['FR', ['EMEA']],
    ['NA', []],
    ['Atlantis', []],
  ])('overlap as their parts say: %s with %j', (territory, others) => {
    expect(overlappingTerritories(rules, territory)).toEqual(others);
  });

  it.each([
    ['what is named', ['DE'], 'DE', true],
    ['its part', ['DACH'], 'DE', true],
    ['a part of its part', ['EMEA'], 'DE', true],
    ['not the whole by a part', ['DE'], 'DACH', false],
    ['not the whole by some parts', ['DE', 'AT'], 'DACH', false],
    ['the whole by all parts', ['DE', 'AT', 'CH'], 'DACH', true],
    ['not a sibling', ['FR'], 'DE', false],
    ['not what it shares a place with alone', ['ALPS'], 'DACH', false],
    ['not what nobody knows', ['EMEA'], 'Atlantis', false],
    ['what nobody knows, once it is named', ['Atlantis'], 'Atlantis', true],
    ['nothing where nothing is named', [], 'DE', false],
  ])('cover %s: %j and %s', (_what, named, territory, isCovered) => {
    expect(coversTerritory(rules, named, territory)).toBe(isCovered);
  });

  it('are apart where nothing is said of them', () => {
    const { territoryParts: _parts, ...plain } = rules;
    expect(overlappingTerritories(plain, 'DE')).toEqual([]);
  });
});

describe('A program whose exclusivity goes by territory is refused', () => {
  const shared = (a: string, b: string): string =>
    `"${a}" and "${b}" share places as these names are commonly used: say in territoryParts what the larger is made of`;

  it.each([
    ['DACH, DE', [`territories.1: ${shared('DE', 'DACH')}`]],
    ['DE, Dach', [`territories.1: ${shared('Dach', 'DE')}`]],
    ['EMEA, NA, UKI', [`territories.2: ${shared('UKI', 'EMEA')}`]],
    ['Worldwide, US', [`territories.1: ${shared('US', 'Worldwide')}`]],
    ['US, US', ['territories.1: "US" stands there already']],
    ['DACH, FR', []],
    ['EMEA, NA, LATAM, APAC, USPubSec', []],
  ])('for territories that are not told apart: %s', (territories, faults) => {
    expect(faultsOf(named(territories))).toEqual(faults);
  });

  it('not where it says what they are made of, or goes by something else', () => {
    expect(faultsOf(named('DACH, DE', parts('DACH: [DE, AT, CH]')))).toEqual([]);
    // Its own word counts: here DACH is what is left of it.
    expect(faultsOf(named('DACH, DE', parts('DACH: [AT, CH]')))).toEqual([]);
    expect(faultsOf(named('DACH, DE', '', 'customer'))).toEqual([]);
  });

  it('for parts of what it does not know, and of themselves', () => {
    expect(faultsOf(named('DACH, DE', parts('BENELUX: [BE]', 'DACH: [DE, DE]')))).toEqual([
      'territoryParts.BENELUX: expected one of DACH, DE, got "BENELUX"',
      'territoryParts.DACH.1: "DE" stands there already',
    ]);
    expect(faultsOf(named('DACH, DE', parts('DACH: [DE]', 'DE: [DACH]')))).toEqual([
      'territoryParts.DACH.0: "DACH" lies in itself',
      'territoryParts.DE.0: "DE" lies in itself',
    ]);
  });
});
