import * as fc from 'fast-check';
import type { Formula, FormulaRule, ProgramRules } from '@accord/programs';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { History, gitlabRules } from '../../../test/support/history';
import type { EarningLine } from './earning-line';
import { linesOf } from './spec-support/lines';

const byRates: NonNullable<ProgramRules['conversion']> = {
  source: 'ecb',
  rateOn: 'booking',
  maxAgeDays: 5,
};
const netArr = (over: 'sale' | 'quarter'): Formula => ({ op: 'input', fact: 'netArr', over });
const percent = (rate: string, over: 'sale' | 'quarter'): Formula => ({
  op: 'percent',
  rate,
  of: netArr(over),
});

/** A program in dollars with one rule and a way to convert. */
const program = (rule: Partial<FormulaRule>, conversion: ProgramRules['conversion'] = byRates) => ({
  ...programOf(formulaRule({ per: 'sale', formula: percent('10%', 'sale'), ...rule })),
  ...(conversion && { conversion }),
});

type Sold = readonly [day: string, netArr: string, currency: string];

function sold(rules: ProgramRules, ...sales: readonly Sold[]): History {
  const history = new History(rules).partner('fjord');
  sales.forEach(([day, amount, currency], i) => {
    const [deal, opportunity] = [`d${i}`, `o${i}`];
    history
      .deal(deal, { partnerId: 'fjord', dealType: 'resale', opportunity, registeredOn: day })
      .sale(`s${i}`, { opportunity, annualFees: amount, netArr: amount, bookedOn: day, currency });
  });
  return history;
}

const earned = ({ amount }: EarningLine): string => `${amount.minor} ${amount.currency}`;

describe('A sale in another currency than the program’s', () => {
  it('counts by the rate of its booking, kept with the line and its steps', () => {
    const history = sold(program({}), ['2026-03-10', '1000.00', 'EUR']);
    history.rates('2026-03-09', { USD: '1.0389' }).rates('2026-03-11', { USD: '1.2' });
    const [line] = linesOf(history);
    // 10 % of 1,000.00 EUR, at 1.0389 USD for one EUR.
    expect(line && earned(line)).toBe('10389 USD');
    expect(line).toMatchObject({
      base: { minor: '100000', currency: 'EUR' },
      exact: { numerator: '10389', denominator: '1' },
      conversion: {
        source: 'ecb',
        day: '2026-03-10',
        from: 'EUR',
        to: 'USD',
        rate: {
          publication: 'ecb/2026-03-09/1',
          base: 'EUR',
          quotes: { USD: '1.0389' },
          factor: '10389/10000',
        },
      },
      steps: {
        step: { op: 'percent' },
        parts: [
          {
            step: { op: 'convert', publication: 'ecb/2026-03-09/1', factor: '10389/10000' },
            parts: [{ step: { op: 'input' }, value: { exact: '100000/1' } }],
            value: { exact: '103890/1' },
          },
        ],
      },
      derivation:
        'rebate on net ARR 1000.00 EUR at 1 EUR = 1.0389 USD (ecb/2026-03-09/1) = 103.89 USD',
    });
  });

  it('is converted through the base without rounding on the way, and rounded once at the end', () => {
    const history = sold(program({}), ['2026-03-10', '193770', 'JPY']);
    history.rates('2026-03-10', { USD: '1.0389', JPY: '163.06' });
    // 193,770 JPY are 1,234.5618… USD; ten per cent of them 123.4561….
    expect(linesOf(history).map(earned)).toEqual(['12346 USD']);
  });

  it('takes the last rate before a weekend or holiday, as old as the program allows', () => {
    const history = sold(program({}), ['2026-04-06', '1000.00', 'EUR']);
    // Easter: no rates from Good Friday through Easter Monday.
    history.rates('2026-04-02', { USD: '1.1' });
    expect(linesOf(history).map(earned)).toEqual(['11000 USD']);
  });

  it.each<[string, (history: History) => History, string]>([
    ['there is no rate', (h) => h, 'Not converted: No rate of "ecb" on or before 2026-03-10'],
    [
      'the last one is too old',
      (h) => h.rates('2026-03-04', { USD: '1.1' }),
      'Not converted: The last rates of "ecb" before 2026-03-10 are of 2026-03-04, more than 5 days old',
    ],
    [
      'the currency is not quoted any more',
      (h) => h.rates('2026-03-09', { USD: '1.1' }).rates('2026-03-10', { JPY: '160' }),
      'Not converted: "ecb/2026-03-10/2" has no rate of USD',
    ],
  ])('earns nothing, and says so, when %s', (_why, given, reason) => {
    const [line] = linesOf(given(sold(program({}), ['2026-03-10', '1000.00', 'EUR'])));
    expect(line).toMatchObject({
      amount: { minor: '0', currency: 'USD' },
      zeroReason: reason,
      conversion: { rate: null },
      wouldChange: ['A rate of "ecb" from EUR to USD for 2026-03-10'],
    });
  });

  it('earns nothing where the program does not convert', () => {
    const none = programOf(formulaRule({ per: 'sale', formula: percent('10%', 'sale') }));
    const history = sold(none, ['2026-03-10', '1000.00', 'EUR']).rates('2026-03-10', { USD: '1' });
    expect(linesOf(history)).toMatchObject([
      { amount: { minor: '0' }, zeroReason: 'The sale is in EUR; the program pays in USD' },
    ]);
  });

  it('counts by the rate of the quarter’s end where the program says so', () => {
    const atEnd = program({}, { ...byRates, rateOn: 'quarterEnd' });
    const history = sold(atEnd, ['2026-03-10', '1000.00', 'EUR']).rates('2026-03-10', { USD: '1' });
    const reason = expect.stringContaining('before 2026-04-30 are of 2026-03-10');
    expect(linesOf(history)).toMatchObject([{ amount: { minor: '0' }, zeroReason: reason }]);
    expect(linesOf(history.rates('2026-04-30', { USD: '1.25' })).map(earned)).toEqual([
      '12500 USD',
    ]);
  });

  it('follows a correction of the rate', () => {
    const history = sold(program({}), ['2026-03-10', '1000.00', 'EUR']);
    history.rates('2026-03-10', { USD: '1.1' }).rates('2026-03-10', { USD: '1.2' });
    expect(linesOf(history)).toMatchObject([
      { amount: { minor: '12000' }, conversion: { rate: { publication: 'ecb/2026-03-10/2' } } },
    ]);
  });

  it('counts with others of its quarter, which is rounded once and shared by converted amounts', () => {
    const perQuarter = program({ per: 'quarter', formula: percent('2.5%', 'quarter') });
    const history = sold(
      perQuarter,
      ['2026-03-10', '100.00', 'EUR'],
      ['2026-03-10', '110.00', 'USD'],
    ).rates('2026-03-10', { USD: '1.1' });
    const lines = linesOf(history);
    // 220.00 USD together: 5.50, half for each of two sales that are worth the same.
    expect(lines.map(earned)).toEqual(['275 USD', '275 USD']);
    expect(lines[0]).toMatchObject({
      share: { of: { minor: '550' } },
      steps: { parts: [{ step: { op: 'input', from: { sales: 2, converted: 1 } } }] },
    });
  });

  it('earns referral fees and capped rebates too, and meets minimums, in the program’s currency', () => {
    const [fee] = gitlabRules().incentives;
    if (fee?.kind !== 'referralFee') throw new Error('no referral fee');
    const minimums = [{ of: 'netArr' as const, amount: '105.00' }];
    const rules = {
      ...gitlabRules(),
      conversion: byRates,
      incentives: [{ ...fee, rate: '5%', eligibility: { minimums } }],
    };
    const history = new History(rules)
      .partner('fjord')
      .deal('d', { partnerId: 'fjord', dealType: 'referral', opportunity: 'o' })
      .sale('s', {
        opportunity: 'o',
        annualFees: '2000.00',
        netArr: '100.00',
        bookedOn: '2026-03-10',
        currency: 'EUR',
      })
      .rates('2026-03-10', { USD: '1.0389' });
    expect(linesOf(history)).toMatchObject([
      {
        amount: { minor: '0' },
        zeroReason: 'Its net ARR is 100.00 EUR; the least is 105.00 USD',
      },
    ]);
    const [line] = linesOf(history.rates('2026-03-10', { USD: '1.05' }));
    expect(line).toMatchObject({
      amount: { minor: '10500', currency: 'USD' },
      conversion: { from: 'EUR', to: 'USD', rate: { publication: 'ecb/2026-03-10/2' } },
      derivation: expect.stringContaining(
        '5% of annual fees 2000.00 EUR at 1 EUR = 1.05 USD (ecb/2026-03-10/2) = 105.00 USD',
      ),
    });
  });

  it('earns what the recorded rate makes of it, for any amount and rate', () => {
    const cents = fc.bigInt({ min: 1n, max: 99_999_999n });
    const tenThousandths = fc.bigInt({ min: 1n, max: 99_999_999n });
    fc.assert(
      fc.property(cents, tenThousandths, (minor, rate) => {
        const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
        const quote = `${rate / 10_000n}.${String(rate % 10_000n).padStart(4, '0')}`;
        const history = sold(program({}), ['2026-03-10', amount, 'EUR']);
        const [line] = linesOf(history.rates('2026-03-10', { USD: quote }));
        // Half-up of minor × rate / 10,000 × 10 %.
        expect(line?.amount.minor).toBe(String((2n * minor * rate + 100_000n) / 200_000n));
      }),
      { numRuns: 50 },
    );
  });
});
