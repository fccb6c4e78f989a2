import { commonSpelling } from './common-spelling';
import { readName } from './company-name';
import { compareNames } from './name-comparison';

const level = (left: string, right: string): string =>
  compareNames(readName(left), readName(right)).level;

describe('Names whose letters', () => {
  it.each([
    ['are the same, with other blanks', 'Acme Group Plc', 'Acme GroupPlc', 'same-letters'],
    ['run into the form', 'Loreal S.A.', 'LOREALS.A.', 'same-letters'],
    [
      'are one off, with other blanks',
      'Toyota Motor Company',
      'Toyota MotoorC ompany',
      'letters-one-off',
    ],
    ['are one off in a short form', 'Valeo SE', 'Valeo S', 'letters-one-off'],
    ['are one off in the form', 'Carglass plc', 'Carglass plx', 'letters-one-off'],
  ])('%s', (_what, left, right, expected) => {
    expect(level(left, right)).toBe(expected);
    expect(level(right, left)).toBe(expected);
  });

  it.each([
    ['a number that is a word', 'Nantahala Capital Fund', 'Nantahala Capital Fund I'],
    ['a word, and not the blanks', 'Hua Technology Trading Co', 'Hui Technology Trading Co'],
    ['much of a short name', 'Kone Ltd', 'Koni Ltd'],
  ])('differ in %s, are judged by their words', (_what, left, right) => {
    expect(level(left, right)).not.toMatch(/letters-one-off|same-letters/);
  });
});

describe('A common word', () => {
  it.each([
    ['amercan', 'american'],
    ['deustchland', 'deutschland'],
    ['universtiy', 'university'],
    ['delra', 'delta'],
  ])('is known though misspelt: %s', (misspelt, common) => {
    expect(commonSpelling(misspelt)).toBe(common);
  });

  it.each(['american', 'zorvex', 'bmerican', 'bakn'])('is not made of %s', (word) => {
    expect(commonSpelling(word)).toBe(word);
  });

  it('is hardly the other where a word has four letters, but of five one may be left out', () => {
    expect(level('Papa Johns International', 'Papa Jhns International')).toBe('misspelt');
    expect(level('Papa Jons International', 'Papa Jans International')).not.toBe('misspelt');
  });

  it('that is misspelt beside others is still the name', () => {
    expect(level('Hilton Worldwide Holdings', 'Hilton Worldwide HHoldings')).toBe('misspelt');
  });
});
