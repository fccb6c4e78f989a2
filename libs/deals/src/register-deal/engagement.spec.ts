import { isoDate, type Rejection } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import type { ProgramRules } from '@accord/programs';
import { rulesOf } from '../../../../test/support/sample-rules';
import { engagementRefusals, type Engagement, type EngagementFacts } from './engagement';

type Enrolled = Extract<Standing, { enrolled: true }>;

const partner: Enrolled = {
  enrolled: true,
  inGoodStanding: true,
  partnerId: 'acme',
  programId: 'gitlab',
  kind: 'reseller',
  track: 'Open',
  designations: [],
  territories: ['EMEA'],
  exhibits: ['resale'],
  credentials: new Map(),
};
const distributor: Enrolled = { ...partner, partnerId: 'dist', kind: 'distributor' };
const deal: Engagement = {
  dealId: 'd',
  partnerId: 'acme',
  programId: 'gitlab',
  dealType: 'resale',
  claim: { name: 'Nordwind', country: 'DE', domain: 'nordwind.example', registerNumbers: [] },
  opportunity: null,
  value: { minor: '1000000', currency: 'USD' },
  productFamily: 'Premium',
  territory: 'EMEA',
  renewal: 'none',
  softwareOwnedByPartner: false,
  origin: null,
};
const list = { minor: '100000', currency: 'USD' };

const refusals = (
  rules: ProgramRules,
  command: Partial<Engagement>,
  facts: Partial<EngagementFacts> = {},
): Rejection[] =>
  engagementRefusals({ ...deal, ...command }, rules, {
    on: isoDate('2026-03-10'),
    standing: partner,
    distributor: null,
    filedBy: 'partner',
    renewal: command.renewal ?? deal.renewal,
    ...facts,
  });
const codes = (...asked: Parameters<typeof refusals>): string[] =>
  refusals(...asked).map(({ code, path }) => `${code} ${path ?? ''}`.trim());

const gitlab = rulesOf('gitlab');

describe('A program that knows customers by their web domain', () => {
  it.each([
    [[], 'www.nordwind.example'],
    [['domain-required customer.domain'], null],
    [['domain-required customer.domain'], 'no domain'],
  ])('answers %j to the domain %s', (expected, domain) => {
    expect(codes(rulesOf('hubspot'), { claim: { ...deal.claim, domain } })).toEqual(expected);
  });
});

describe('A program with a smallest deal', () => {
  it.each([
    [99, ['below-minimum units']],
    [100, []],
    [undefined, ['below-minimum units']],
  ])('of 100 units answers to %s', (units, expected) => {
    expect(codes(rulesOf('gumdrop'), { units })).toEqual(expected);
  });

  it.each([
    ['3499999', 'USD', ['below-minimum amount']],
    ['3500000', 'USD', []],
    ['9900000', 'EUR', ['currency-not-of-program currency']],
  ])('of 35,000.00 USD answers to %s %s', (minor, currency, expected) => {
    const rules = { ...gitlab, qualification: { minValue: '35000.00' } };
    expect(codes(rules, { value: { minor, currency } })).toEqual(expected);
  });
});

describe('A public tender', () => {
  const published = (publishedOn: string) => ({
    tender: { number: 'T-1', publishedOn: isoDate(publishedOn) },
  });

  it.each([
    ['2026-03-09', ['tender-published tender']],
    ['2026-03-10', ['tender-published tender']],
    ['2026-03-11', []],
  ])('published on %s may be registered on 10 March only before it', (day, expected) => {
    expect(codes(rulesOf('neuvector'), published(day))).toEqual(expected);
  });

  it('is not taken at all by a program that says so, and always by one that says nothing', () => {
    expect(codes(rulesOf('gumdrop'), { units: 100, ...published('2027-01-01') })).toEqual([
      'tender-not-eligible tender',
    ]);
    expect(codes(rulesOf('cirrus'), published('2020-01-01'))).toEqual([]);
  });
});

describe('The route to market', () => {
  const rules: ProgramRules = {
    ...gitlab,
    routeToMarket: [
      { dealTypes: ['msp'], distributor: 'never' },
      { tracks: ['Open'], territories: ['EMEA'], distributor: 'required' },
    ],
  };
  const named = { distributorId: 'dist' };

  it('of an Open partner where a distributor is active leads through it', () => {
    expect(codes(rules, {})).toEqual(['distributor-required distributorId']);
    expect(codes(rules, named, { distributor })).toEqual([]);
  });

  it('is the choice of a Select partner, and of an Open one elsewhere', () => {
    const select = { standing: { ...partner, track: 'Select' } };
    expect(codes(rules, {}, select)).toEqual([]);
    expect(codes(rules, named, { ...select, distributor })).toEqual([]);
    expect(codes(rules, { territory: 'NA' })).toEqual([]);
  });

  it('of a managed service goes through none', () => {
    expect(codes(rules, { dealType: 'msp' })).toEqual([]);
    expect(codes(rules, { dealType: 'msp', ...named }, { distributor })).toEqual([
      'distributor-not-allowed distributorId',
    ]);
  });

  it.each<[string, Standing | null]>([
    ['distributor-unknown', null],
    ['distributor-unknown', { enrolled: false }],
    ['distributor-unknown', { ...distributor, kind: 'reseller' }],
    ['distributor-not-in-territory', { ...distributor, territories: ['NA'] }],
    ['distributor-not-in-territory', { ...distributor, programId: 'cirrus' }],
  ])('is refused as %s', (code, found) => {
    expect(codes(rules, named, { distributor: found })).toEqual([`${code} distributorId`]);
  });
});

describe('A partner whose registrations the vendor files', () => {
  const rules = { ...gitlab, proxies: { partnerKinds: ['hyperscaler'] } };
  const alliance: Standing = { ...partner, kind: 'hyperscaler' };

  it('does not file itself; people and systems of the vendor do', () => {
    expect(codes(rules, {}, { standing: alliance })).toEqual(['filed-by-proxy partnerId']);
    expect(codes(rules, {}, { standing: alliance, filedBy: 'program-manager' })).toEqual([]);
    expect(codes(rules, {}, { standing: alliance, filedBy: 'sales-system' })).toEqual([]);
    expect(codes(rules, {})).toEqual([]);
  });
});

describe('The parts of a deal', () => {
  it('are in its currency and fit its kind of business', () => {
    const part = (name: 'new' | 'same' | 'added') => ({ family: 'Premium', part: name, list });
    const euros = { family: 'Premium', part: 'new', list: { ...list, currency: 'EUR' } } as const;
    expect(codes(gitlab, { lines: [part('new'), euros] })).toEqual([
      'currencies-differ lines.1.list',
    ]);
    expect(codes(gitlab, { lines: [part('same')] })).toEqual(['not-a-renewal lines.0.part']);
    expect(codes(gitlab, { renewal: 'growth', lines: [part('same'), part('added')] })).toEqual([]);
    expect(codes(gitlab, { renewal: 'flat', lines: [part('same'), part('added')] })).toEqual([
      'renewal-has-growth lines.1.part',
    ]);
  });

  it('are those of a renewal where sales report one, whatever the partner says', () => {
    const part = (name: 'new' | 'same' | 'added') => ({ family: 'Premium', part: name, list });
    const growth = { renewal: 'growth' } as const;
    expect(codes(gitlab, { lines: [part('same'), part('added')] }, growth)).toEqual([]);
    expect(codes(gitlab, { lines: [part('new'), part('new')] }, growth)).toEqual([
      'part-of-a-renewal lines.0.part',
      'part-of-a-renewal lines.1.part',
    ]);
    // Who registers a renewal knows what in it is new.
    expect(codes(gitlab, { ...growth, lines: [part('same'), part('new')] }, growth)).toEqual([]);
    expect(codes(gitlab, { ...growth, lines: [part('same')] }, { renewal: 'none' })).toEqual([
      'not-a-renewal lines.0.part',
    ]);
  });

  it('may bring a bonus that the program gives to registrations', () => {
    const checkpoint = rulesOf('checkpoint');
    expect(codes(checkpoint, { bonuses: ['new-customer', 'competitive'] })).toEqual([]);
    expect(codes(checkpoint, { bonuses: ['small-deal'] })).toEqual(['bonus-unknown bonuses']);
    expect(codes(gitlab, { bonuses: ['new-customer'] })).toEqual(['bonus-unknown bonuses']);
  });
});
