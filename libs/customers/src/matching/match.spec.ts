import fc from 'fast-check';
import type { CustomerClaim, RegisterNumber } from '../customer-claim';
import { match, type Relation } from './match';

const claim = (change: Partial<CustomerClaim> = {}): CustomerClaim => ({
  name: 'Nordwind Energie GmbH',
  country: 'DE',
  domain: null,
  registerNumbers: [],
  ...change,
});
const number = (kind: string, value: string, country: string | null = 'DE'): RegisterNumber => ({
  kind,
  value,
  country,
});
const numbers = (...registerNumbers: RegisterNumber[]) => ({ registerNumbers });
const [vat1, vat2] = [number('vat', 'DE 812345678'), number('vat', 'DE811111111')];
const [lei1, duns1, duns2] = [
  number('lei', '529900T8BM49AURSDO55', null),
  number('duns', '150483782', null),
  number('duns', '150483790', null),
];
const other = { name: 'Sunworks Holding AG' };
const web = { domain: 'nordwind-energie.de' };
const otherWeb = { domain: 'sunworks.com' };
const abroad = { country: 'AT' };
const at = (address: string) => ({ address });

interface Case {
  readonly what: string;
  readonly left: Partial<CustomerClaim>;
  readonly right: Partial<CustomerClaim>;
  readonly score: number;
  readonly relation: Relation;
}

// Prior -14; name +16 or -2; LEI +24, other numbers +22 or -10; domain +14 or -1; country 0 or -3.
const cases: readonly Case[] = [
  { what: 'name alone', left: {}, right: {}, score: 2, relation: 'UNSURE' },
  { what: 'name and domain', left: web, right: web, score: 16, relation: 'SAME_ENTITY' },
  { what: 'name, other domain', left: web, right: otherWeb, score: 1, relation: 'UNSURE' },
  { what: 'name, other country', left: {}, right: abroad, score: -1, relation: 'UNSURE' },
  {
    what: 'name and domain, other country',
    left: web,
    right: { ...web, ...abroad },
    score: 13,
    relation: 'SAME_GROUP',
  },
  { what: 'domain alone', left: web, right: { ...web, ...other }, score: -2, relation: 'UNSURE' },
  {
    what: 'domain, other country',
    left: web,
    right: { ...web, ...other, ...abroad },
    score: -5,
    relation: 'DIFFERENT',
  },
  { what: 'nothing', left: {}, right: other, score: -16, relation: 'DIFFERENT' },
  {
    what: 'VAT number alone',
    left: numbers(vat1),
    right: { ...numbers(vat1), ...other },
    score: 6,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'LEI alone',
    left: numbers(lei1),
    right: { ...numbers(lei1), ...other },
    score: 8,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'VAT number, other name and domain',
    left: { ...numbers(vat1), ...web },
    right: { ...numbers(vat1), ...other, ...otherWeb },
    score: 5,
    relation: 'UNSURE',
  },
  {
    what: 'name and domain, other VAT number',
    left: { ...numbers(vat1), ...web },
    right: { ...numbers(vat2), ...web },
    score: 6,
    relation: 'SAME_GROUP',
  },
  {
    what: 'name, other VAT number',
    left: numbers(vat1),
    right: numbers(vat2),
    score: -8,
    relation: 'DIFFERENT',
  },
  {
    what: 'name, VAT number of another country',
    left: numbers(vat1),
    right: numbers(number('vat', 'ATU12345678', 'AT')),
    score: 2,
    relation: 'UNSURE',
  },
  {
    what: 'name, other D-U-N-S number, which is given per site',
    left: numbers(duns1),
    right: numbers(duns2),
    score: 2,
    relation: 'UNSURE',
  },
  {
    what: 'LEI, but another VAT number',
    left: numbers(vat1, lei1),
    right: numbers(lei1, vat2),
    score: 26,
    relation: 'SAME_GROUP',
  },
  {
    what: 'LEI and D-U-N-S number, which counts no more than the LEI',
    left: numbers(duns1, lei1),
    right: { ...numbers(duns1, lei1), ...other },
    score: 8,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'one of two VAT numbers',
    left: numbers(vat1),
    right: { ...numbers(vat2, vat1), ...other },
    score: 6,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'name and house',
    left: at('Hafenstr. 12, 20457 Hamburg'),
    right: at('Hafenstraße 12, D-20457 Hamburg'),
    score: 11,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'name and postcode',
    left: at('Hafenstr. 12, 20457 Hamburg'),
    right: at('Am Kai 3, 20457 Hamburg'),
    score: 7,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'name and place',
    left: at('Hafenstr. 12, 20457 Hamburg'),
    right: at('Hamburg'),
    score: 4,
    relation: 'UNSURE',
  },
  {
    what: 'brand alone: "Nordwind"',
    left: {},
    right: { name: 'Nordwind' },
    score: 0,
    relation: 'SAME_GROUP',
  },
  {
    what: 'brand and domain',
    left: web,
    right: { ...web, name: 'Nordwind' },
    score: 14,
    relation: 'SAME_GROUP',
  },
  {
    what: 'brand and VAT number, which settles it',
    left: numbers(vat1),
    right: { ...numbers(vat1), name: 'Nordwind' },
    score: 22,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'a misspelt name',
    left: {},
    right: { name: 'Nordwnd Energie GmbH' },
    score: -1.5,
    relation: 'UNSURE',
  },
  {
    what: 'a misspelt name and the domain',
    left: web,
    right: { ...web, name: 'Nordwnd Energie GmbH' },
    score: 12.5,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'name, but in another legal form of the country',
    left: web,
    right: { ...web, name: 'Nordwind Energie AG' },
    score: 14,
    relation: 'SAME_GROUP',
  },
  {
    what: 'all but the number of a fund',
    left: { name: 'Nordwind Fonds II' },
    right: { name: 'Nordwind Fonds III' },
    score: -9.5,
    relation: 'DIFFERENT',
  },
  {
    what: 'name and label of the domain under another suffix',
    left: web,
    right: { domain: 'nordwind-energie.com' },
    score: 10,
    relation: 'SAME_ENTITY',
  },
  {
    what: 'no more than common words',
    left: { name: 'Global Software Services' },
    right: { name: 'Global Software Systems' },
    score: -4,
    relation: 'DIFFERENT',
  },
  {
    what: 'a name and its initials',
    left: { name: 'NEVG' },
    right: { name: 'Norddeutsche Energie Versorgung Gesellschaft' },
    score: -2,
    relation: 'UNSURE',
  },
  {
    what: 'name, and no number but a placeholder',
    left: numbers(number('vat', 'n/a')),
    right: numbers(number('vat', 'N/A')),
    score: 2,
    relation: 'UNSURE',
  },
];

describe('Two claims that share', () => {
  it.each(cases)('$what: $score, $relation', ({ left, right, score, relation }) => {
    expect(match(claim(left), claim(right))).toMatchObject({ score, relation });
    expect(match(claim(right), claim(left))).toMatchObject({ score, relation });
  });

  it('are explained line by line', () => {
    const left = claim({ ...web, ...numbers(vat1) });
    expect(
      match(left, claim({ name: 'NORDWIND ENERGIE', domain: 'www.nordwind-energie.de' })),
    ).toEqual({
      matcher: 'm6',
      freqSnapshot: '2026-11',
      prior: -14,
      score: 16,
      relation: 'SAME_ENTITY',
      grade: { name: 'A', identifier: 'Z', domain: 'A', country: 'A', address: 'Z' },
      evidence: [
        {
          family: 'name',
          level: 'equal',
          bits: 16,
          left: 'Nordwind Energie GmbH',
          right: 'NORDWIND ENERGIE',
        },
        { family: 'identifier', level: 'missing', bits: 0, left: null, right: null },
        {
          family: 'domain',
          level: 'equal',
          bits: 14,
          left: 'nordwind-energie.de',
          right: 'nordwind-energie.de',
        },
        { family: 'country', level: 'equal', bits: 0, left: 'DE', right: 'DE' },
        { family: 'address', level: 'missing', bits: 0, left: null, right: null },
      ],
      keysShared: [
        'D:nordwind-energie.de',
        'P:nordwi',
        'S:nordwindenergie',
        'S:nordwindenergy',
        'T:nordwind',
        'W:energy nordwind',
      ],
    });
  });
});

describe('Any two claims', () => {
  const anyNumber = fc.constantFrom(vat1, vat2, lei1, duns1, duns2, number('vat', '-'));
  const anyClaim = fc.record<CustomerClaim>({
    name: fc.constantFrom('Nordwind Energie GmbH', 'NORDWIND energie', 'Müller AG', 'Mueller', 'X'),
    country: fc.constantFrom('DE', 'AT'),
    domain: fc.constantFrom(null, 'nordwind-energie.de', 'mueller.at', 'gmail.com'),
    registerNumbers: fc.array(anyNumber, { maxLength: 3 }),
  });

  it('are judged alike whichever is asked about', () => {
    fc.assert(
      fc.property(anyClaim, anyClaim, (a, b) => {
        const [ab, ba] = [match(a, b), match(b, a)];
        expect([ab.score, ab.relation, ab.grade]).toEqual([ba.score, ba.relation, ba.grade]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that may be one customer share a key: who is not found and locked is not a rival', () => {
    fc.assert(
      fc.property(anyClaim, anyClaim, (a, b) => {
        const { relation, keysShared } = match(a, b);
        expect(relation !== 'DIFFERENT' && keysShared.length === 0).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('have a score that is the prior and the bits of every line', () => {
    fc.assert(
      fc.property(anyClaim, anyClaim, (a, b) => {
        const { score, prior, evidence } = match(a, b);
        expect(evidence.reduce((so, { bits }) => so + bits, prior)).toBe(score);
      }),
    );
  });
});
