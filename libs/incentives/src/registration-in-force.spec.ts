import type { Formula } from '@accord/programs';
import { formulaRule, programOf } from '../../../test/support/formula-history';
import { History } from '../../../test/support/history';
import { linesOf } from './spec-support/lines';

const TEN_PERCENT: Formula = {
  op: 'percent',
  rate: '10%',
  of: { op: 'input', fact: 'netArr', over: 'sale' },
};
const rules = programOf(formulaRule({ per: 'sale', formula: TEN_PERCENT }));

/** Approved on 10 February for 90 days: through 11 May. */
const approved = (opportunity?: string): History =>
  new History(rules).partner('fjord').deal('d', {
    partnerId: 'fjord',
    dealType: 'resale',
    ...(opportunity !== undefined && { opportunity }),
  });
const told = (history: History) =>
  linesOf(history).map(({ amount, zeroReason }) => [amount.minor, zeroReason]);

describe('A sale earns under a registration that was in force when it was booked', () => {
  const sold = (day: string): History =>
    approved('o').sale('s', { opportunity: 'o', netArr: '1000.00', bookedOn: day });
  const had = (ended: string) => (day: string) => [
    ['0', `The registration had ${ended}, before the sale of ${day}`],
  ];
  const full = () => [['10000', null]];

  it.each([
    ['withdrawn', '2026-04-01', '2026-04-01', full],
    ['withdrawn', '2026-04-01', '2026-04-02', had('been withdrawn on 2026-04-01')],
    ['broken', '2026-04-01', '2026-03-31', full],
    ['broken', '2026-04-01', '2026-04-01', had('lost its protection on 2026-04-01')],
    ['lost', '2026-04-01', '2026-03-31', full],
    ['lost', '2026-04-01', '2026-04-01', had('been lost on 2026-04-01')],
    ['expired', '2026-05-12', '2026-05-11', full],
    ['expired', '2026-05-12', '2026-05-12', had('expired on 2026-05-11')],
    // Noted late, it ended on the same day.
    ['expired', '2026-05-20', '2026-05-12', had('expired on 2026-05-11')],
  ] as const)('%s on %s, booked on %s', (how, on, day, expected) => {
    expect(told(sold(day).ended('d', how, on))).toEqual(expected(day));
  });

  it('names what would have changed it', () => {
    const [line] = linesOf(sold('2026-05-12').ended('d', 'expired', '2026-05-12'));
    expect(line?.wouldChange).toEqual(['A registration in force on 2026-05-12']);
  });
});

describe('A sale belongs to a registration', () => {
  const sale = { netArr: '1000.00', bookedOn: '2026-03-10' };

  it('of the same opportunity, in the same program', () => {
    expect(told(approved('o').sale('s', { ...sale, opportunity: 'o' }))).toEqual([['10000', null]]);
    expect(told(approved('o').sale('s', { ...sale, opportunity: 'p' }))).toEqual([]);
    const elsewhere = approved('o').sale('s', { ...sale, opportunity: 'o', programId: 'other' });
    expect(told(elsewhere)).toEqual([]);
  });

  it('that it names, and not because both name no opportunity', () => {
    expect(told(approved().sale('s', { ...sale, dealId: 'd' }))).toEqual([['10000', null]]);
    expect(told(approved().sale('s', { ...sale, dealId: 'e' }))).toEqual([]);
  });
});
