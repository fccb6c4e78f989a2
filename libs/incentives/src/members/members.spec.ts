import * as fc from 'fast-check';
import { plus, ratioText, whole, type Ratio } from '@accord/kernel';
import type { Formula, FormulaInput, FormulaRule } from '@accord/programs';
import { formulaRule, historyOf, programOf } from '../../../../test/support/formula-history';
import { History, gitlabRules } from '../../../../test/support/history';
import { calculateEarnings, claimsIn } from '../calculate-earnings';
import type { EarningLine } from '../earning-line';
import { measuresOf, type LineMeasure } from './line-measure';
import { hashOfMembers, membersOf, type Member } from './members';

const input = (fact: FormulaInput['fact'], over: FormulaInput['over'], weights = {}): Formula => ({
  op: 'input',
  fact,
  over,
  ...(Object.keys(weights).length > 0 && { weights }),
});
const tenth = (of: Formula): Formula => ({ op: 'percent', rate: '10%', of });
const sumOf = (...of: Formula[]): Formula => ({ op: 'greatest', of: of.map(tenth) });

/** Every measure of every line, with its members. */
function measured(history: History): [EarningLine, LineMeasure, readonly Member[]][] {
  const found = claimsIn(history.events);
  return calculateEarnings(history.events).flatMap((line) =>
    measuresOf(line).map((measure): [EarningLine, LineMeasure, readonly Member[]] => [
      line,
      measure,
      membersOf(line, measure, found) ?? [],
    ]),
  );
}

function fraction(text: string): Ratio {
  const [numerator = '', denominator = ''] = text.split('/');
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** What the line says, recomputed from its members alone. */
function recomputed(members: readonly Member[], { sum }: LineMeasure) {
  const exact = members.reduce<Ratio>(
    (so, one) => plus(so, fraction(one.exact ?? '0/1')),
    whole(0n),
  );
  return {
    count: members.length,
    membersHash: hashOfMembers(members),
    sum: sum && { ...sum, exact: ratioText(exact) },
  };
}

describe('What a line counts and sums', () => {
  it('is listed one by one: two sales of the year so far, without the one that was reversed', () => {
    const rule = formulaRule({ per: 'quarter', formula: tenth(input('netArr', 'yearToDate')) });
    const history = historyOf(programOf(rule), [
      ['2026-03-10', '7000.00'],
      ['2026-06-10', '20000.00'],
      ['2026-06-11', '500.00'],
    ]).reversed('s002', '2026-06-20');
    const [, ofSecond] = measured(history).filter(([, { measure }]) => measure === 'input-1');
    const [line, measure, members] = ofSecond ?? [];
    expect(line).toMatchObject({ lineId: 'rebate:d001:s001', quarter: 'FY2027-Q2' });
    expect(measure).toMatchObject({ count: 2, sum: { unit: 'money', exact: '2700000/1' } });
    expect(members).toMatchObject([
      { memberId: 'd000:s000', exact: '700000/1', bookedOn: '2026-03-10' },
      { memberId: 'd001:s001', exact: '2000000/1', sources: [{}, {}, { type: 'SaleBooked' }] },
    ]);
  });

  it('is the services that a tier was reached with, those that keep it after a reversal among them', () => {
    const history = new History(gitlabRules()).partner('fjord').partner('blue');
    for (const [i, partnerId] of ['fjord', 'fjord', 'blue', 'fjord'].entries()) {
      history
        .deal(`d${i}`, { partnerId, dealType: 'serviceAttach', opportunity: `o${i}` })
        .sale(`s${i}`, { opportunity: `o${i}`, bookedOn: '2026-03-10' });
    }
    const tiers = measured(history).filter(([{ partnerId }]) => partnerId === 'fjord');
    expect(tiers.map(([, { measure, count }]) => [measure, count])).toEqual([
      ['tier', 3],
      ['tier', 3],
      ['tier', 3],
    ]);
    for (const [, , members] of tiers) {
      expect(members.map(({ memberId }) => memberId)).toEqual(['d0', 'd1', 'd3']);
    }
  });

  it('is what the partner itself has sold, also where all partners share a limit', () => {
    const formula = tenth(input('netArr', 'yearToDate'));
    const caps: FormulaRule['caps'] = [{ per: 'year', among: 'everybody', amount: '9000.00' }];
    const history = new History(programOf(formulaRule({ per: 'quarter', formula, caps })));
    history.partner('fjord').partner('blue');
    for (const [i, partnerId] of ['fjord', 'blue', 'fjord'].entries()) {
      history
        .deal(`d${i}`, { partnerId, dealType: 'resale', opportunity: `o${i}` })
        .sale(`s${i}`, { opportunity: `o${i}`, netArr: '1000.00', bookedOn: '2026-03-10' });
    }
    const inputs = measured(history).filter(([, { measure }]) => measure === 'input-1');
    const told = inputs.map(([{ partnerId }, { count }, members]) => [
      partnerId,
      count,
      members.map(({ memberId }) => memberId),
    ]);
    expect(told).toContainEqual(['fjord', 2, ['d0:s0', 'd2:s2']]);
    expect(told).toContainEqual(['blue', 1, ['d1:s1']]);
  });

  it('has the count, hash and sum that the line carries, whatever was sold, converted and reversed', () => {
    const overs = [
      'quarter',
      'yearToDate',
      'quarterLastYear',
      'lastYear',
      'bestQuarterBefore',
    ] as const;
    const formula = sumOf(
      ...overs.map((over) => input('netArr', over, { Ultimate: '150%' })),
      input('annualFees', 'quarter'),
    );
    const days = ['2025-03-10', '2025-06-10', '2026-02-10', '2026-03-20', '2026-05-01'];
    const sale = fc.record({
      on: fc.constantFrom(...days),
      netArr: fc.integer({ min: 1, max: 99_999 }),
      family: fc.constantFrom('Premium', 'Ultimate'),
      currency: fc.constantFrom('USD', 'EUR'),
      reversed: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('sale', 'quarter'),
        fc.array(sale, { minLength: 1, maxLength: 8 }),
        (per, sales) => {
          const conversion = { source: 'ecb', rateOn: 'booking', maxAgeDays: 366 } as const;
          const rules = { ...programOf(formulaRule({ per, formula })), conversion };
          const history = new History(rules).partner('fjord').partner('other');
          history.rates('2025-01-10', { USD: '1.1' }).rates('2026-01-10', { USD: '1.2' });
          sales.forEach(({ on, netArr, family, currency, reversed }, i) => {
            const opportunity = `o${i}`;
            history
              .deal(`d${i}`, {
                partnerId: i % 3 === 2 ? 'other' : 'fjord',
                dealType: 'resale',
                opportunity,
                productFamily: family,
                registeredOn: on,
              })
              .sale(`s${i}`, { opportunity, netArr: `${netArr}.00`, bookedOn: on, currency });
            if (reversed) history.reversed(`s${i}`, '2026-06-01');
          });
          for (const [line, measure, members] of measured(history)) {
            const { count, membersHash, sum } = measure;
            expect(recomputed(members, measure)).toEqual({ count, membersHash, sum });
            expect(members.every(({ partnerId }) => partnerId === line.partnerId)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
