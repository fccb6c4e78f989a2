import fc from 'fast-check';
import type { Company } from './company';
import { matchRead } from './match';
import { mayResemble } from './may-resemble';
import { readCompany } from './read-company';

const PAIRS = 2_000;

const word = fc.constantFrom(
  ...('Nordwind Nordwnd Nord Wind Energie Energy Quandaris Quandris Müller Mueller Bau Bank Systems ' +
    'Sytsem Technologies Tech Deutschland Holding Fund II III 2 A of ABC APNIC Asia Pacific Network ' +
    'Information Centre Stadtwerke Shen Zhen'.split(' ')),
);
const name = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', ' GmbH', ' AG', ' Ltd'),
  )
  .map(([words, form]) => words.join(' ') + form);
const domain = fc.constantFrom(
  ...[null, null, 'nordwind.de', 'nordwind.com', 'quandaris.eu', 'apnic.net', 'nordwindenergie.de'],
  ...['bau.de', 'gmail.com'],
);
const register = fc.constantFrom(
  ...[undefined, undefined, undefined],
  ...['DE 1', 'DE 2'].map((value) => ({ kind: 'vat', value, country: 'DE' })),
  { kind: 'duns', value: '150483782', country: null },
);
const company: fc.Arbitrary<Company> = fc
  .record({
    name,
    country: fc.constantFrom(null, 'DE', 'AT'),
    domain,
    register,
    address: fc.constantFrom(null, null, 'Hafenstr. 12, 20457 Hamburg', 'Alster 3, Hamburg'),
  })
  .map(({ register: number, ...rest }) => ({ ...rest, registerNumbers: number ? [number] : [] }));

/** How else a company may be called. */
const CHANGES: readonly ((name: string, other: string) => string)[] = [
  (name) => name,
  (_name, other) => other,
  (name) => name.split(' ').toReversed().join(' '),
  (name) => name.split(' ').slice(0, -1).join(' ') || name,
  (name) => `${name} Holding`,
  (name, other) => `${name.split(' ')[0] ?? ''} ${other}`,
  (name) => name.replace(/(?<=^..)./, ''),
  (name) => name.replaceAll(' ', ''),
];

/** Companies that are often called much the same: what matters happens between plainly alike and unlike. */
const pair = fc
  .tuple(company, company, fc.constantFrom(...CHANGES))
  .map(
    ([left, right, change]) => [left, { ...right, name: change(left.name, right.name) }] as const,
  );

describe('What is taken for plainly another company before it is scored', () => {
  it('is different by its score too, and of another domain', () => {
    const drawn = fc.sample(pair, { numRuns: PAIRS, seed: 7 });
    const judged = drawn.map(([left, right]) => {
      const [ours, theirs] = [readCompany(left), readCompany(right)];
      const { relation, grade } = matchRead(ours, theirs);
      const isOther = relation === 'DIFFERENT' && grade.domain !== 'A';
      return { left, right, isOther, isScored: mayResemble(ours, theirs) };
    });
    expect(judged.filter(({ isOther, isScored }) => !isOther && !isScored)).toEqual([]);
    const others = judged.filter(({ isOther }) => isOther);
    const scored = others.filter(({ isScored }) => isScored);
    expect({ others: others.length, scored: scored.length }).toEqual({ others: 1_176, scored: 1 });
  });

  it.each([
    ['equal names of two countries', { country: 'AT', domain: null }, true],
    ['another name and domain', { name: 'Quandaris AG', domain: 'quandaris.eu' }, false],
    ['another name of the same domain', { name: 'Quandaris AG', country: 'AT' }, true],
    [
      'a brand of two countries',
      { name: 'Nordwind Holding AG', country: 'AT', domain: null },
      false,
    ],
    ['a brand of one country', { name: 'Nordwind Holding AG', domain: null }, true],
  ])('%s', (_what, change, expected) => {
    const one: Company = {
      name: 'Nordwind Energie GmbH',
      country: 'DE',
      domain: 'acme.de',
      registerNumbers: [],
    };
    expect(mayResemble(readCompany(one), readCompany({ ...one, ...change }))).toBe(expected);
  });
});
