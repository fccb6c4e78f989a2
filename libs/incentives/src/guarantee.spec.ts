import { isoDate } from '@accord/kernel';
import type { Formula, FormulaInput, FormulaRule } from '@accord/programs';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { History } from '../../../test/support/history';
import { byQuarter, linesOf } from './spec-support/lines';

const netArr = (over: FormulaInput['over']): Formula => ({ op: 'input', fact: 'netArr', over });
const promised = (over: FormulaInput['over']): Formula => ({
  op: 'perUnit',
  amount: '10000.00',
  of: { op: 'input', fact: 'quarters', over },
});
const topUp = (over: FormulaInput['over']): Formula => ({
  op: 'greatest',
  of: [
    { op: 'difference', of: promised(over), less: netArr(over) },
    { op: 'amount', amount: '0.00' },
  ],
});
const guarantee = { for: 'agreementThroughout' } as const;
const cumulative = formulaRule({
  per: 'quarter',
  guarantee,
  settle: 'difference',
  formula: topUp('yearToDate'),
});
const separate = formulaRule({ per: 'quarter', guarantee, formula: topUp('quarter') });

/** A program of the year 2020 on with a partner whose agreement was signed on a day. */
const signed = (rule: FormulaRule, on = '2026-02-01'): History =>
  new History(programOf(rule)).partner('fjord', null).signed('fjord', 'resale', on);

const sold = (history: History, id: string, on: string, netArrOfSale: string): History =>
  history
    .deal(id, { partnerId: 'fjord', dealType: 'resale', opportunity: id, registeredOn: on })
    .sale(id, { opportunity: id, netArr: netArrOfSale, bookedOn: on });

const quarters = (history: History): Record<string, string> => byQuarter(linesOf(history));

describe('A guarantee of 10,000 per quarter, in a quarter without sales', () => {
  const q1 = (rule: FormulaRule) => sold(signed(rule), 'a', '2026-03-10', '12000.00');

  it('is owed less what the quarter before brought too much, where that is carried over: 8,000', () => {
    expect(quarters(q1(cumulative).quarterEnded('FY2027-Q2', '2026-07-31'))).toEqual({
      'FY2027-Q1': '0.00',
      'FY2027-Q2': '8000.00',
    });
  });

  it('is owed whole where each quarter stands by itself: 10,000', () => {
    expect(quarters(q1(separate).quarterEnded('FY2027-Q2', '2026-07-31'))).toEqual({
      'FY2027-Q1': '0.00',
      'FY2027-Q2': '10000.00',
    });
  });

  it('is owed in the next one too, and what it settled is set against a later one with sales', () => {
    const two = q1(cumulative).quarterEnded('FY2027-Q3', '2026-10-31');
    expect(quarters(two)).toEqual({
      'FY2027-Q1': '0.00',
      'FY2027-Q2': '8000.00',
      'FY2027-Q3': '10000.00',
    });
    // 40,000 guaranteed, 17,000 sold and 18,000 settled.
    expect(quarters(sold(two, 'b', '2026-12-10', '5000.00'))).toMatchObject({
      'FY2027-Q4': '5000.00',
    });
  });

  it('stands in a line of its own, of no sale, that says every step', () => {
    const [, line] = linesOf(q1(cumulative).quarterEnded('FY2027-Q2', '2026-07-31'));
    expect(line).toMatchObject({
      lineId: 'rebate:fjord:FY2027-Q2',
      programVersion: 'gitlab@1',
      partnerId: 'fjord',
      dealId: null,
      saleId: null,
      base: { minor: '0', currency: 'USD' },
      exact: { numerator: '800000', denominator: '1' },
      amount: { minor: '800000' },
      zeroReason: null,
      dueOn: '2026-09-14',
      derivation: 'rebate guarantees FY2027-Q2, in which no sale counts: 8000.00 USD',
      steps: { step: { op: 'difference' } },
    });
  });

  it('is owed once the quarter is over, and not before', () => {
    expect(linesOf(signed(separate))).toEqual([]);
    expect(quarters(signed(separate).quarterEnded('FY2027-Q1', '2026-04-30'))).toEqual({
      'FY2027-Q1': '10000.00',
    });
  });

  it('is nothing for a sale to come in late for: its line takes the place of the other', () => {
    const empty = signed(separate).quarterEnded('FY2027-Q1', '2026-04-30');
    const late = linesOf(sold(empty, 'a', '2026-04-30', '4000.00'));
    expect(late.map(({ lineId, amount }) => [lineId, amount.minor])).toEqual([
      ['rebate:a:a', '600000'],
    ]);
  });

  it('is owed where the only sale of the quarter was reversed, beside the line that says so', () => {
    const history = sold(signed(separate), 'a', '2026-03-10', '4000.00')
      .reversed('a', '2026-04-20')
      .quarterEnded('FY2027-Q1', '2026-04-30');
    expect(linesOf(history).map(({ lineId, amount }) => [lineId, amount.minor])).toEqual([
      ['rebate:a:a', '0'],
      ['rebate:fjord:FY2027-Q1', '1000000'],
    ]);
  });
});

describe('A guarantee is for partners', () => {
  const through = (history: History) => quarters(history.quarterEnded('FY2027-Q2', '2026-07-31'));

  it.each([
    ['on the first day of the quarter', '2026-02-01', ['FY2027-Q1', 'FY2027-Q2']],
    ['a day later: of a part of a quarter nothing is owed', '2026-02-02', ['FY2027-Q2']],
    ['after the quarter', '2026-08-01', []],
  ])('under an agreement signed %s', (_, on, owed) => {
    expect(Object.keys(through(signed(separate, on)))).toEqual(owed);
  });

  it('as of then: no quarter before is counted to those that came in the year', () => {
    expect(through(signed(cumulative, '2026-05-01'))).toEqual({ 'FY2027-Q2': '10000.00' });
  });

  it.each([
    ['on the last day of the quarter', '2026-07-31', ['FY2027-Q1', 'FY2027-Q2']],
    ['a day before', '2026-07-30', ['FY2027-Q1']],
  ])('until their agreement ended %s', (_, on, owed) => {
    const ended = signed(separate).agreementEnded('fjord', 'resale-2026-02-01', on);
    expect(Object.keys(through(ended))).toEqual(owed);
  });

  it('whose next agreement begins on the day after the last one’s end, and covers the business', () => {
    const renewed = (exhibit: string) =>
      signed({ ...separate, guarantee: { ...guarantee, exhibit: 'resale' } })
        .agreementEnded('fjord', 'resale-2026-02-01', '2026-05-31')
        .signed('fjord', exhibit, '2026-06-01');
    expect(Object.keys(through(renewed('resale')))).toEqual(['FY2027-Q1', 'FY2027-Q2']);
    expect(Object.keys(through(renewed('services')))).toEqual(['FY2027-Q1']);
  });

  it('that hold what the rule requires on the last day of the quarter', () => {
    const rule = { ...separate, requires: { designations: [], tracks: ['Select'] } };
    const history = signed(rule).onTrack('fjord', 'Select', '2026-07-31');
    expect(Object.keys(through(history))).toEqual(['FY2027-Q2']);
  });

  it('by the version in force on the first day of the quarter', () => {
    const history = signed(formulaRule({ per: 'quarter', formula: netArr('quarter') }));
    history.published({ ...programOf(separate), effectiveFrom: isoDate('2026-05-01') }, 2);
    expect(through(history)).toEqual({ 'FY2027-Q2': '10000.00' });
  });

  it('whose tax form is there', () => {
    const taxForm = { forms: ['W-9'] };
    const [line] = linesOf(
      signed({ ...separate, taxForm }).quarterEnded('FY2027-Q1', '2026-04-30'),
    );
    expect(line).toMatchObject({ dueOn: null, awaits: 'W-9 of partner "fjord"' });
  });
});

describe('A least amount of 10,000 beside 5% of sales', () => {
  const least = formulaRule({
    per: 'quarter',
    guarantee,
    formula: {
      op: 'greatest',
      of: [promised('quarter'), { op: 'percent', rate: '5%', of: netArr('quarter') }],
    },
  });

  it('leaves the 5% alone in a quarter for which it is not owed', () => {
    const sales = (on: string) => sold(signed(least, on), 'a', '2026-03-10', '4000.00');
    expect(quarters(sales('2026-02-01'))).toEqual({ 'FY2027-Q1': '10000.00' });
    expect(quarters(sales('2026-02-02'))).toEqual({ 'FY2027-Q1': '200.00' });
  });
});
