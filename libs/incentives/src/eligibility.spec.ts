import { isoDate } from '@accord/kernel';
import type { Eligibility, Formula, FormulaRule, ProgramRules } from '@accord/programs';
import { AGREEMENTS, withDach } from '../../../test/support/dach';
import { History } from '../../../test/support/history';
import type { EarningLine } from './earning-line';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { bySale, linesOf } from './spec-support/lines';

const TEN_PERCENT: Formula = {
  op: 'percent',
  rate: '10%',
  of: { op: 'input', fact: 'netArr', over: 'sale' },
};

type Deal = Omit<Parameters<History['deal']>[1], 'partnerId' | 'dealType'>;
type Told = (history: History) => History;

/** The line of one sale of 1,000.00 under 10% with conditions. */
function line(
  eligibility: Eligibility,
  deal: Deal = {},
  { told = (history) => history, bookedOn = '2026-03-10' }: { told?: Told; bookedOn?: string } = {},
): EarningLine | undefined {
  const rule = formulaRule({ per: 'sale', formula: TEN_PERCENT, eligibility });
  const history = told(new History(programOf(rule)).partner('fjord'))
    .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o', ...deal })
    .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn });
  return linesOf(history)[0];
}
/** The same for what is told of the sale after its booking. */
function withProof(eligibility: Eligibility, told: Told, bookedOn: string): string | null {
  const rule = formulaRule({ per: 'sale', formula: TEN_PERCENT, eligibility });
  const history = new History(programOf(rule))
    .partner('fjord')
    .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o' })
    .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn });
  const [found] = linesOf(told(history));
  return found?.amount.minor === '10000' ? null : (found?.zeroReason ?? 'no line');
}
const outcome = (...args: Parameters<typeof line>): string | null => {
  const found = line(...args);
  return found?.amount.minor === '10000' ? null : (found?.zeroReason ?? 'no line');
};

describe('What concerns the partner holds on the day of the approval', () => {
  const approved = { registeredOn: '2026-02-10' };

  it('one designation of those that the rule asks for, and one track', () => {
    const earned = (requires: FormulaRule['requires']) => {
      const rule = formulaRule({ per: 'sale', formula: TEN_PERCENT, requires });
      const history = new History(programOf(rule))
        .partner('fjord', 'PSP')
        .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o' })
        .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: '2026-03-10' });
      const [found] = linesOf(history);
      return found?.zeroReason ?? found?.amount.minor;
    };
    expect(earned({ designations: ['ASP', 'PSP'], tracks: [] })).toBe('10000');
    expect(earned({ designations: [], tracks: ['Select', 'Open'] })).toBe('10000');
    expect(earned({ designations: ['ASP'], tracks: ['Select'] })).toBe(
      'The partner was not Select or ASP on 2026-02-10',
    );
  });

  it('an agreement by its signature', () => {
    const exhibit = { exhibit: 'resale' };
    const signed =
      (on: string): Told =>
      (history) =>
        history.signed('fjord', 'resale', on);
    expect(outcome(exhibit, approved, { told: signed('2026-02-10') })).toBeNull();
    expect(outcome(exhibit, approved, { told: signed('2026-02-11') })).toBe(
      '"resale" was not signed on 2026-02-10',
    );
  });

  it('credentials by the day of completion, each person once', () => {
    const credential = { credential: { credential: 'PSE', people: 2 } };
    const two =
      (second: string, on: string): Told =>
      (history) =>
        history
          .certified('fjord', 'p-1', 'PSE', '2026-01-10')
          .certified('fjord', second, 'PSE', on);
    expect(outcome(credential, approved, { told: two('p-2', '2026-02-10') })).toBeNull();
    expect(outcome(credential, approved, { told: two('p-1', '2026-02-01') })).toBe(
      '1 of 2 people held "PSE" on 2026-02-10',
    );
    expect(line(credential, approved, { told: two('p-2', '2026-02-11') })?.wouldChange).toEqual([
      '1 more with "PSE" by 2026-02-10',
    ]);
  });

  it('its track, and a designation of it', () => {
    const psp = { tracks: ['Open'], designations: ['PSP', 'MSP'] };
    expect(outcome(psp)).toBeNull();
    expect(outcome({ tracks: ['Select'], designations: ['MSP'] })).toBe(
      'The partner was not on track Select on 2026-02-10; The partner was not MSP on 2026-02-10',
    );
    const later = (history: History) => history.designated('fjord', 'MSP', '2026-02-11');
    expect(line({ designations: ['MSP'] }, {}, { told: later })?.wouldChange).toEqual([
      'MSP by 2026-02-10',
    ]);
  });

  it('an agreement for the territory of the deal', () => {
    const covered = { agreementCoversTerritory: true as const };
    const told: Told = (history) => history.signed('fjord', 'resale', '2026-02-10');
    expect(outcome(covered, approved, { told })).toBeNull();
    expect(outcome(covered, { ...approved, territory: 'EMEA' }, { told })).toBe(
      'No agreement of the partner covered EMEA on 2026-02-10',
    );
  });

  it.each(AGREEMENTS)(
    'an agreement %s: %j covers %s: %s',
    (_what, signed, territory, isCovered) => {
      const rule = formulaRule({
        per: 'sale',
        formula: TEN_PERCENT,
        eligibility: { agreementCoversTerritory: true },
      });
      const history = new History(withDach(programOf(rule)))
        .partner('fjord')
        .signed('fjord', 'resale', '2026-02-10', [...signed])
        .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o', territory })
        .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: '2026-03-10' });
      expect(linesOf(history)[0]?.amount.minor).toBe(isCovered ? '10000' : '0');
    },
  );

  it('its kind', () => {
    expect(outcome({ partnerKinds: ['services'] })).toBeNull();
    expect(outcome({ partnerKinds: ['reseller'] })).toBe('For reseller; the partner is a services');
  });
});

describe('What concerns the deal and its sale', () => {
  it('is its territory, product family and whether it renews, every fault at once', () => {
    const wanted: Eligibility = {
      territories: ['EMEA'],
      productFamilies: ['Ultimate'],
      renewal: ['none'],
    };
    const right = { territory: 'EMEA', productFamily: 'Ultimate' };
    expect(outcome(wanted, right)).toBeNull();
    expect(outcome(wanted, { ...right, territory: 'NA', renewal: 'growth' })).toBe(
      'For territory EMEA, not "NA"; For renewal none, not "growth"',
    );
  });

  it.each([
    ['DE', '10000'],
    ['DACH', '10000'],
    ['NA', '0'],
  ])('is a place within the territories of the rule: a rule for DACH in %s', (territory, paid) => {
    const rule = formulaRule({
      per: 'sale',
      formula: TEN_PERCENT,
      eligibility: { territories: ['DACH'] },
    });
    const history = new History(withDach(programOf(rule)))
      .partner('fjord')
      .deal('d', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o', territory })
      .sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: '2026-03-10' });
    expect(linesOf(history)[0]?.amount.minor).toBe(paid);
  });

  it('what is renewed by the word of sales, where they have reported it', () => {
    const only = (renewal: 'none' | 'growth') =>
      withProof({ renewal: [renewal] }, (history) => history.routed('d', 'growth'), '2026-03-10');
    expect(only('growth')).toBeNull();
    expect(only('none')).toBe('For renewal none, not "growth"');
  });

  it('is the days of a promotion, both included', () => {
    const booked = { from: isoDate('2026-03-01'), to: isoDate('2026-03-31') };
    const on = (bookedOn: string) => outcome({ booked }, {}, { bookedOn });
    expect([on('2026-03-01'), on('2026-03-31')]).toEqual([null, null]);
    expect(on('2026-04-01')).toBe('Booked on 2026-04-01, not within 2026-03-01 to 2026-03-31');
  });

  it.each([
    ['2500.00', 'training', 'Its value is 2500.00 USD; the least is 3000.00 USD'],
    ['3000.00', 'training', null],
    ['2500.00', 'migration', null],
  ])('29: training is paid for from 3,000: %s of %s', (value, productFamily, reason) => {
    const minimums = [{ of: 'value' as const, amount: '3000.00', productFamilies: ['training'] }];
    expect(outcome({ minimums }, { value, productFamily })).toBe(reason);
  });

  it('29: training that the program leaves out is not paid for at any value', () => {
    const inScope = { productFamilies: ['implementation', 'migration'] };
    expect(outcome(inScope, { value: '5000.00', productFamily: 'training' })).toBe(
      'For product family implementation, migration, not "training"',
    );
  });

  it.each([
    ['2026-07-30', null],
    ['2026-07-31', 'registration on 2026-07-31, after 2026-07-30'],
  ])('26: closed on 30 January 2026, a service sent in on %s', (registeredOn, reason) => {
    const windows = [
      { what: 'registration' as const, after: 'booking' as const, within: { months: 6 } },
    ];
    expect(outcome({ windows }, { registeredOn }, { bookedOn: '2026-01-30' })).toBe(reason);
  });

  it.each([
    ['2026-07-30', null],
    ['2026-07-31', '"signed-sow" on 2026-07-31, after 2026-07-30'],
  ])('26: closed on 30 January 2026, its statement of work signed on %s', (on, reason) => {
    const evidence = [{ milestone: 'signed-sow', within: { months: 6 } }];
    const sent =
      (day: string): Told =>
      (history) =>
        history.reached('s', 'signed-sow', day);
    const bookedOn = '2026-01-30';
    expect(withProof({ evidence }, sent(on), bookedOn)).toBe(reason);
    expect(outcome({ evidence }, {}, { bookedOn })).toBe('There is no "signed-sow" of the sale');
  });

  it('26: a window in days', () => {
    const windows = [
      { what: 'booking' as const, after: 'approval' as const, within: { days: 30 } },
    ];
    const on = (bookedOn: string) =>
      outcome({ windows }, { registeredOn: '2026-02-01' }, { bookedOn });
    expect([on('2026-03-03'), on('2026-03-04')]).toEqual([
      null,
      'booking on 2026-03-04, after 2026-03-03',
    ]);
  });
});

describe('Up to three services on one sale (GitLab Channel Operations, 2020)', () => {
  const rule: FormulaRule = formulaRule({
    per: 'sale',
    formula: { ...TEN_PERCENT, rate: '2.5%' },
    engagements: ['7500.00', '10000.00', '10000.00'],
  });
  function services(...values: readonly string[]): EarningLine[] {
    const history = new History(programOf(rule)).partner('fjord');
    // Ids run against the order of approval.
    values.forEach((value, i) =>
      history.deal(`d${9 - i}`, {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'o',
        value,
      }),
    );
    return linesOf(
      history.sale('s', { opportunity: 'o', netArr: '200000.00', bookedOn: '2026-03-10' }),
    );
  }

  it('24: of 8,000, 9,500 and 12,000 the first and the last earn 2.5% of 200,000 each: 10,000', () => {
    const lines = services('8000.00', '9500.00', '12000.00');
    expect(bySale(lines)).toEqual(['5000.00', '0.00', '5000.00']);
    expect(lines[1]).toMatchObject({
      zeroReason: 'Worth 9500.00 USD; registration 2 on a sale is paid for from 10000.00 USD',
      wouldChange: ['A value of 10000.00 USD'],
    });
  });

  it('are worth what they are told to be in the currency of the program or of the sale, no other', () => {
    const paidIn = (currency: string) => {
      const rules: ProgramRules = {
        ...programOf(rule),
        conversion: { source: 'ecb', rateOn: 'booking', maxAgeDays: 5 },
      };
      const history = new History(rules).partner('fjord').deal('d', {
        partnerId: 'fjord',
        dealType: 'resale',
        opportunity: 'o',
        value: '7000.00',
        currency,
      });
      const sale = { opportunity: 'o', netArr: '200000.00', bookedOn: '2026-03-10' };
      history.sale('s', { ...sale, currency: 'EUR' });
      return bySale(linesOf(history.rates('2026-03-10', { USD: '1.1', GBP: '0.8' })));
    };
    // 2.5% of 220,000 dollars; 7,000 euros are 7,700 dollars.
    expect([paidIn('EUR'), paidIn('USD'), paidIn('GBP')]).toEqual([
      ['5500.00'],
      ['0.00'],
      ['0.00'],
    ]);
  });

  it('earn 7.5% at most: a fourth earns nothing', () => {
    const lines = services('7500.00', '10000.00', '10000.00', '50000.00');
    expect(bySale(lines)).toEqual(['0.00', '5000.00', '5000.00', '5000.00']);
    expect(lines[0]?.zeroReason).toBe('3 registrations on the sale are paid for already');
  });
});
