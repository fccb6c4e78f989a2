import { earning, usd } from '../spec-support/statement-runs';
import { sumsByPayee, type PayeeSums } from './earned-sums';

describe('What payees have earned', () => {
  it('is added up by rule, payee by payee over the portions, a person apart from the company', async () => {
    const rule = { rule: 'referral', kind: 'referralFee' } as const;
    const portions = [
      [earning('a', 10), earning('b', 5, rule)],
      [earning('c', 7), earning('d', 3, { partnerId: 'gale' })],
      [],
      [earning('e', 4, { personId: 'ann' }), earning('f', 0, { personId: 'ann' })],
    ];
    async function* read() {
      yield* portions;
    }
    // Of what is asked about some is gone, and some payee has nothing.
    const asked = new Map([
      ['fjord', new Set(['c', 'gone'])],
      ['idle', new Set(['x'])],
    ]);
    const found: PayeeSums[] = [];
    for await (const one of sumsByPayee(read(), asked)) found.push(one);

    const of = (earned: number, lines: number) => ({
      rule: 'service-attach-rebate',
      expense: '4900',
      lines,
      earned: usd(earned),
    });
    expect(found).toEqual([
      {
        payee: 'fjord',
        sums: [of(17, 2), { rule: 'referral', expense: '6100', lines: 1, earned: usd(5) }],
        figures: [{ lineId: 'c', rule: 'service-attach-rebate', expense: '4900', earned: usd(7) }],
        asked: ['c', 'gone'],
      },
      { payee: 'gale', sums: [of(3, 1)] },
      { payee: 'person:ann', sums: [of(4, 2)] },
    ]);
  });

  it('is nothing where nobody has earned anything', async () => {
    async function* read() {
      yield [];
    }
    expect((await sumsByPayee(read(), new Map()).next()).done).toBe(true);
  });
});
