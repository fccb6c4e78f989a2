import type { Cap, Formula } from '@accord/programs';
import { History } from '../../../../test/support/history';
import { formulaRule, programOf } from '../../../../test/support/formula-history';
import { linesOf } from '../spec-support/lines';
import { earningBody, type EarningBody } from './earning.response';
import { seenBy } from './seen-line';

const TEN_PERCENT: Formula = {
  op: 'percent',
  rate: '10%',
  of: { op: 'input', fact: 'netArr', over: 'sale' },
};

/** Three sales of 50,000: the first one of a rival, the others of fjord. */
function sold(...caps: readonly Cap[]) {
  const rules = programOf(formulaRule({ per: 'sale', formula: TEN_PERCENT, caps: [...caps] }));
  const history = new History(rules).partner('fjord').partner('rival');
  ['rival', 'fjord', 'fjord'].forEach((partnerId, i) =>
    history.deal(`d${i}`, { partnerId, dealType: 'resale', opportunity: `o${i}` }).sale(`s${i}`, {
      opportunity: `o${i}`,
      netArr: '50000.00',
      bookedOn: `2026-03-1${i}`,
    }),
  );
  return linesOf(history).filter(({ partnerId }) => partnerId === 'fjord');
}

const toPartner = { partnerId: 'fjord' };
const toVendor = { partnerId: null };
const shown = (lines: ReturnType<typeof sold>, caller: { partnerId: string | null }) =>
  lines.map((line): EarningBody => earningBody(seenBy(caller, line)));

describe('A line under a limit of 8,000 for all partners, of which a rival took 5,000', () => {
  const lines = sold({ per: 'year', among: 'everybody', amount: '8000.00' });
  const same = { per: 'year', among: 'everybody', on: 'payout', limit: '8000.00' };

  it('tells its partner that the limit is reached, and not what the others took of it', () => {
    const [cut, nothing] = shown(lines, toPartner);
    expect(cut?.limits).toEqual([
      { ...same, before: null, used: '3000.00', left: null, reached: true },
    ]);
    expect(cut?.steps).toEqual({
      step: { op: 'least' },
      parts: [
        expect.objectContaining({ value: { unit: 'money', exact: '500000/1' } }),
        {
          step: { op: 'difference' },
          parts: [
            {
              step: { op: 'amount', amount: '8000.00' },
              parts: [],
              value: { unit: 'money', exact: '800000/1' },
            },
            {
              step: { op: 'taken', per: 'year', among: 'everybody', lines: null },
              parts: [],
              value: { unit: 'money', exact: null },
            },
          ],
          value: { unit: 'money', exact: null },
        },
      ],
      value: { unit: 'money', exact: '300000/1' },
    });
    expect(nothing?.zeroReason).toBe(
      'All of 8000.00 USD per year of all partners was earned before',
    );
  });

  it('tells the vendor all of it', () => {
    const [cut] = shown(lines, toVendor);
    expect(cut?.limits).toEqual([
      { ...same, before: '5000.00', used: '3000.00', left: '0.00', reached: true },
    ]);
    expect(JSON.stringify(cut?.steps)).toContain('"exact":"500000/1"');
    expect(cut?.steps).toEqual(lines[0]?.steps);
  });
});

describe('A line under a limit of its own partner', () => {
  it('tells it what was used before and what is left', () => {
    const lines = sold({ per: 'year', amount: '8000.00' });
    expect(shown(lines, toPartner)).toEqual(shown(lines, toVendor));
    expect(shown(lines, toPartner)[1]?.limits).toMatchObject([
      { before: '5000.00', used: '3000.00', left: '0.00', reached: true },
    ]);
  });
});

describe('A fee that another partner has', () => {
  const history = new History()
    .partner('fjord')
    .partner('rival')
    .deal('theirs', { partnerId: 'rival', dealType: 'referral', opportunity: 'o' })
    .deal('ours', { partnerId: 'fjord', dealType: 'referral', opportunity: 'o' })
    .sale('s', { opportunity: 'o', bookedOn: '2026-03-02' });
  const lost = linesOf(history).filter(({ partnerId }) => partnerId === 'fjord');

  it('is not told with the deal that it went to, except to the vendor', () => {
    const [own] = shown(lost, toPartner);
    const [all] = shown(lost, toVendor);
    expect(own).toMatchObject({
      zeroReason: 'One fee per transaction: another deal was approved first',
      derivation: 'One fee per transaction: another deal was approved first',
    });
    expect(JSON.stringify(own)).not.toContain('theirs');
    expect(all).toMatchObject({
      zeroReason: 'One fee per transaction: deal "theirs" was approved first',
    });
  });
});
