import { History } from '../../../test/support/history';
import { rulesOf } from '../../../test/support/sample-rules';
import type { ProgramRules } from '@accord/programs';
import type { EarningLine } from './earning-line';
import { isPerson, payeeOf } from './payee-of';
import { linesOf } from './spec-support/lines';

const rules = rulesOf('coeo');

/** Deals of 20,000 a month on the day of their contract, sold by one person. */
function sold(days: readonly string[], netArr = '240000.00', program: ProgramRules = rules) {
  const history = new History(program).partner('fjord');
  days.forEach((day, i) => {
    const deal = { partnerId: 'fjord', dealType: 'resale', opportunity: `o${i}` } as const;
    history
      .deal(`d${i}`, { ...deal, registeredOn: day })
      .sale(`s${i}`, { opportunity: `o${i}`, netArr, bookedOn: day })
      .soldBy(`s${i}`, 'fjord', 'p-1');
  });
  return history;
}
/** What is paid of a rule, when, and what it waits for. */
const paid = (history: History, rule = 'spiff-large'): unknown[] =>
  linesOf(history)
    .filter((line) => line.rule === rule)
    .map(({ lineId, amount, dueOn, awaits = null }) => [lineId, amount.minor, dueOn, awaits]);
const one = (history: History, lineId: string): EarningLine | undefined =>
  linesOf(history).find((line) => line.lineId === lineId);

const [invoice, install] = [
  'spiff-large:d0:s0:first-invoice',
  'spiff-large:d0:s0:installed',
] as const;

describe('A SPIFF on a deal of 20,000 a month (Coeo)', () => {
  const signed = (): History => sold(['2024-03-01']).taxForm('fjord', 'p-1', 'W-9', '2024-02-20');

  it('75: half is paid after the first invoice, half once the last site is installed', () => {
    expect(paid(signed())).toEqual([
      [invoice, '250000', null, '"first-invoice" of the sale'],
      [install, '250000', null, '"installed" of the sale'],
    ]);
    expect(paid(signed().reached('s0', 'first-invoice', '2024-04-02'))).toEqual([
      [invoice, '250000', '2024-05-02', null],
      [install, '250000', null, '"installed" of the sale'],
    ]);
    const done = signed()
      .reached('s0', 'first-invoice', '2024-04-02')
      .reached('s0', 'installed', '2024-06-29');
    expect(paid(done)).toEqual([
      [invoice, '250000', '2024-05-02', null],
      [install, '250000', '2024-07-29', null],
    ]);
  });

  it('75: not installed 120 days after signature, all of it is to be repaid within 30 days', () => {
    const late = signed().reached('s0', 'first-invoice', '2024-04-02');
    const repaid = [
      [invoice, '0', '2024-07-29', null],
      [install, '0', '2024-07-29', null],
    ];
    expect(paid(late.missed('s0', 'installed', '2024-06-29'))).toEqual(repaid);
    expect(one(late, invoice)).toMatchObject({
      zeroReason:
        '"installed" was not reached by 2024-06-29: what was paid is to be repaid by 2024-07-29',
      wouldChange: ['"installed" by 2024-06-29'],
      stage: { milestone: 'first-invoice', share: '50%', of: { minor: '500000' } },
    });
    expect(paid(late.reached('s0', 'installed', '2024-06-30'))).toEqual(repaid);
  });

  it('75: installed on the last day, but told only later, it is earned', () => {
    const told = signed()
      .missed('s0', 'installed', '2024-06-29')
      .reached('s0', 'installed', '2024-06-29');
    expect(one(told, install)).toMatchObject({ amount: { minor: '250000' }, dueOn: '2024-07-29' });
  });

  it('is booked as a SPIFF (6300), or as finance has written it into the rule', () => {
    expect(one(signed(), invoice)?.account).toBe('6300');
    const accounting = { account: '6100', evidence: 'memo of 2024-02-01' } as const;
    const incentives = rules.incentives.map((rule) => ({ ...rule, accounting }));
    const told = sold(['2024-03-01'], '240000.00', { ...rules, incentives });
    expect(one(told, invoice)?.account).toBe('6100');
    const partners = rules.incentives.map((rule) => ({ ...rule, payee: 'partner' as const }));
    const paidToPartner = sold(['2024-03-01'], '240000.00', { ...rules, incentives: partners });
    expect(one(paidToPartner, invoice)).toBeDefined();
    expect(one(paidToPartner, invoice)).not.toHaveProperty('account');
  });

  it('is paid to the person, whose account is nobody else`s', () => {
    const line = one(signed(), invoice);
    expect(line).toMatchObject({ partnerId: 'fjord', personId: 'p-1' });
    expect(line && payeeOf(line)).toBe('person:p-1');
    expect(payeeOf({ partnerId: 'person.p-1' })).toBe('person.p-1');
    expect([isPerson('person:p-1'), isPerson('person.p-1')]).toEqual([true, false]);
  });

  it('goes to whom the partner names last, and to nobody where it has named nobody', () => {
    const history = signed().soldBy('s0', 'rival', 'p-9').soldBy('s0', 'fjord', 'p-2');
    expect(one(history, invoice)?.personId).toBe('p-2');
    const unnamed = new History(rules)
      .partner('fjord')
      .deal('d0', { partnerId: 'fjord', dealType: 'resale', opportunity: 'o' })
      .sale('s0', { opportunity: 'o', netArr: '240000.00', bookedOn: '2026-03-01' });
    expect(one(unnamed, invoice)).toMatchObject({
      amount: { minor: '0' },
      zeroReason: 'It is paid to the person who sold it; the partner has named nobody',
      wouldChange: ['A seller named with the sale'],
    });
  });

  it('of an odd cent is shared out without a rest', () => {
    const odd = {
      ...rules,
      incentives: rules.incentives.map((rule) =>
        rule.kind === 'formula'
          ? { ...rule, formula: { op: 'amount' as const, amount: '0.01' } }
          : rule,
      ),
    };
    expect(
      linesOf(sold(['2024-03-01'], '240000.00', odd)).map(({ amount }) => amount.minor),
    ).toEqual(['1', '0', '0']);
  });

  it('is shared out by the shares: 75% and 25% of 5,000.00 are 3,750.00 and 1,250.00', () => {
    const shares = ['75%', '25%'] as const;
    const uneven = {
      ...rules,
      incentives: rules.incentives.map((rule) =>
        rule.rule === 'spiff-large' && rule.kind === 'formula'
          ? {
              ...rule,
              stages: rule.stages?.map((stage, i) => ({ ...stage, share: shares[i] ?? '0%' })),
            }
          : rule,
      ),
    };
    const lines = linesOf(sold(['2024-03-01'], '240000.00', uneven));
    expect(lines.slice(0, 2).map(({ amount }) => amount.minor)).toEqual(['375000', '125000']);
  });

  it('of 15,000 a month and less is paid at once with the first invoice, from 750 on', () => {
    const all = (netArr: string) =>
      linesOf(sold(['2024-03-01'], netArr)).map(({ lineId, amount }) => [lineId, amount.minor]);
    expect(all('180000.00')).toEqual([
      [invoice, '0'],
      [install, '0'],
      ['spiff:d0:s0:first-invoice', '40000'],
    ]);
    expect(all('8999.99').map(([, minor]) => minor)).toEqual(['0', '0', '0']);
  });
});

describe('A tax form that is wanted above 600 in a fiscal year (WestFax)', () => {
  const three = (): History => {
    const days = ['2024-03-01', '2024-03-02', '2025-01-02'];
    const history = sold(days, '12000.00');
    days.forEach((day, i) => history.reached(`s${i}`, 'first-invoice', day));
    return history;
  };

  it('holds what goes above it, and lets the next year begin anew', () => {
    expect(paid(three(), 'spiff')).toEqual([
      ['spiff:d0:s0:first-invoice', '40000', '2024-03-31', null],
      ['spiff:d1:s1:first-invoice', '40000', null, 'W-9 or W-8BEN of person "p-1"'],
      ['spiff:d2:s2:first-invoice', '40000', '2025-02-01', null],
    ]);
  });

  it('holds nothing that comes to just 600', () => {
    const incentives = rules.incentives.map((one) =>
      one.rule === 'spiff' && one.kind === 'formula'
        ? { ...one, formula: { op: 'amount' as const, amount: '300.00' } }
        : one,
    );
    const history = sold(['2024-03-01', '2024-03-02', '2024-03-03'], '12000.00', {
      ...rules,
      incentives,
    });
    for (const sale of ['s0', 's1', 's2']) history.reached(sale, 'first-invoice', '2024-03-04');
    const days = linesOf(history).flatMap(({ rule, dueOn }) => (rule === 'spiff' ? [dueOn] : []));
    expect(days).toEqual(['2024-04-03', '2024-04-03', null]);
  });

  it('holds the first line already where the rule names no sum', () => {
    const incentives = rules.incentives.map((one) =>
      one.kind === 'formula' && one.taxForm
        ? { ...one, taxForm: { forms: one.taxForm.forms } }
        : one,
    );
    const first = (history: History) => paid(history, 'spiff')[0];
    const told = () =>
      sold(['2024-03-01'], '12000.00', { ...rules, incentives }).reached(
        's0',
        'first-invoice',
        '2024-03-01',
      );
    const line = 'spiff:d0:s0:first-invoice';
    expect(first(told())).toEqual([line, '40000', null, 'W-9 or W-8BEN of person "p-1"']);
    expect(first(told().taxForm('fjord', 'p-1', 'W-9', '2024-02-20'))).toEqual([
      line,
      '40000',
      '2024-03-31',
      null,
    ]);
  });

  it('is the partner`s own where the partner is paid, and wanted for nothing that earns nothing', () => {
    const incentives = rules.incentives.map((one) =>
      one.kind === 'formula' && one.taxForm
        ? { ...one, payee: 'partner' as const, taxForm: { forms: one.taxForm.forms } }
        : one,
    );
    const at = (netArr: string) =>
      one(
        sold(['2024-03-01'], netArr, { ...rules, incentives }).reached(
          's0',
          'first-invoice',
          '2024-03-01',
        ),
        'spiff:d0:s0:first-invoice',
      );
    expect(at('12000.00')).toMatchObject({
      amount: { minor: '40000' },
      dueOn: null,
      awaits: 'W-9 or W-8BEN of partner "fjord"',
    });
    expect(at('8999.99')).toMatchObject({ amount: { minor: '0' } });
    expect(at('8999.99')).not.toHaveProperty('awaits');
  });

  it('frees it on the day on which it comes, not before the line is due', () => {
    const dueWith = (form: string, on: string, person: string | null = 'p-1') =>
      one(three().taxForm('fjord', person, form, on), 'spiff:d1:s1:first-invoice')?.dueOn;
    expect(dueWith('W-9', '2024-05-04')).toBe('2024-05-04');
    expect(dueWith('W-8BEN', '2024-03-04')).toBe('2024-04-01');
    expect(dueWith('W-2', '2024-03-04')).toBeNull();
    expect(dueWith('W-9', '2024-03-04', 'p-2')).toBeNull();
    expect(dueWith('W-9', '2024-03-04', null)).toBeNull();
  });

  it('is counted for each partner that a person sells for', () => {
    const day = '2024-03-01';
    const history = sold([day], '12000.00').partner('alder');
    history
      .deal('d1', { partnerId: 'alder', dealType: 'resale', opportunity: 'o1', registeredOn: day })
      .sale('s1', { opportunity: 'o1', netArr: '12000.00', bookedOn: day })
      .soldBy('s1', 'alder', 'p-1');
    for (const sale of ['s0', 's1']) history.reached(sale, 'first-invoice', day);
    expect(paid(history, 'spiff')).toEqual([
      ['spiff:d0:s0:first-invoice', '40000', '2024-03-31', null],
      ['spiff:d1:s1:first-invoice', '40000', '2024-03-31', null],
    ]);
  });

  it('counts sales in the order of their booking, not of their telling', () => {
    const history = sold(['2024-03-02', '2024-03-01'], '12000.00')
      .reached('s0', 'first-invoice', '2024-04-01')
      .reached('s1', 'first-invoice', '2024-04-01');
    expect(one(history, 'spiff:d0:s0:first-invoice')?.dueOn).toBeNull();
    expect(one(history, 'spiff:d1:s1:first-invoice')?.dueOn).toBe('2024-05-01');
  });
});
