import * as fc from 'fast-check';
import { fiscalQuarter, formatAmount, fromJson, isoDate, money, currency } from '@accord/kernel';
import type { FormulaRule, ProgramRules } from '@accord/programs';
import { type ReadStore, ViewWriter, dropNamespace, schemaOf, sql } from '@accord/read-store';
import { startDatabase, type DatabaseUnderTest } from '../../../../test/support/database';
import {
  formulaRule,
  historyOf,
  programOf,
  type Sold,
} from '../../../../test/support/formula-history';
import { History } from '../../../../test/support/history';
import { calculateEarnings } from '../calculate-earnings';
import { earningsProjection } from '../earnings/earnings.projection';
import type { Difference } from './difference';
import { partnersOf, shadowOf, type Question } from './shadow';

const rebate = (rate: string, per: FormulaRule['per'] = 'sale'): FormulaRule => {
  const over = per === 'sale' ? 'sale' : 'quarter';
  return formulaRule({
    per,
    formula: { op: 'percent', rate, of: { op: 'input', fact: 'netArr', over } },
  });
};
const asking = (rules: ProgramRules, more: Partial<Question> = {}): Question => ({
  rules,
  reach: 'its-time',
  from: null,
  through: null,
  today: isoDate('2027-03-01'),
  ...more,
});

describe('What other rules would come to', () => {
  let database: DatabaseUnderTest;
  let store: ReadStore;
  let runs = 0;

  beforeAll(async () => {
    database = await startDatabase();
    store = database.store;
  });
  afterAll(() => database.stop());

  /** The differences of every partner, on the view of a history. */
  async function shadow({ events }: History, question: Question): Promise<Difference[]> {
    const namespace = `whatif${++runs}`;
    const writer = await ViewWriter.open(
      store.db,
      [earningsProjection],
      () => Promise.resolve(undefined),
      { namespace },
    );
    const last = events.at(-1);
    if (last) await writer.write({ events, reached: last.position });
    const found = await store.db.transaction().execute(async (trx) => {
      await sql`set local search_path to ${sql.id(schemaOf(earningsProjection, namespace))}`.execute(
        trx,
      );
      const differences: Difference[] = [];
      for (const partners of await partnersOf(trx, question)) {
        differences.push(await shadowOf(trx, partners, question));
      }
      return differences;
    });
    await dropNamespace(store.db, [earningsProjection], namespace);
    return found;
  }

  const told = (differences: readonly Difference[]): string[] =>
    differences.flatMap(({ partners }) =>
      partners.map(({ partnerId, current, changed, linesChanged, currency: code }) => {
        const text = (minor: bigint): string => formatAmount(money(minor, currency(code)));
        return `${partnerId}: ${text(current)} -> ${text(changed)} ${code}, ${linesChanged}`;
      }),
    );

  it('is told for each partner, line by line, as one would reckon it by hand', async () => {
    const history = historyOf(programOf(rebate('5%')), [
      ['2026-03-10', '1000.00'],
      ['2026-05-10', '2000.00'],
      ['2026-06-10', '0.00'],
    ]);
    history
      .partner('birch')
      .deal('b', {
        partnerId: 'birch',
        dealType: 'resale',
        opportunity: 'b',
        registeredOn: '2026-03-01',
      })
      .sale('b', { opportunity: 'b', netArr: '300.00', bookedOn: '2026-03-02' });
    // 5 % and 7.5 %: 15.00 and 22.50 for birch; 50.00 + 100.00 and 75.00 + 150.00 for fjord.
    const differences = await shadow(history, asking(programOf(rebate('7.5%'))));
    expect(told(differences)).toEqual([
      'birch: 15.00 -> 22.50 USD, 1',
      'fjord: 150.00 -> 225.00 USD, 2',
    ]);
    expect(differences[1]?.lines).toMatchObject([
      {
        lineId: 'rebate:d000:s000',
        current: { amount: { minor: '5000' }, steps: { step: { rate: '5%' } } },
        changed: { amount: { minor: '7500' }, steps: { step: { rate: '7.5%' } } },
      },
      { lineId: 'rebate:d001:s001', changed: { amount: { minor: '15000' } } },
    ]);

    const quarter = fiscalQuarter('FY2027-Q2');
    const inQuarter = asking(programOf(rebate('7.5%')), { from: quarter, through: quarter });
    expect(told(await shadow(history, inQuarter))).toEqual(['fjord: 100.00 -> 150.00 USD, 1']);
  });

  it('holds from the date of the document on, or for all history', async () => {
    const history = historyOf(programOf(rebate('5%')), [
      ['2026-03-10', '1000.00'],
      ['2026-05-10', '2000.00'],
    ]);
    const later = { ...programOf(rebate('10%')), effectiveFrom: isoDate('2026-05-01') };
    expect(told(await shadow(history, asking(later)))).toEqual(['fjord: 150.00 -> 250.00 USD, 1']);
    expect(told(await shadow(history, asking(later, { reach: 'all-history' })))).toEqual([
      'fjord: 150.00 -> 300.00 USD, 2',
    ]);
  });

  const sold: fc.Arbitrary<Sold> = fc.array(
    fc.tuple(
      fc.constantFrom('2026-03-10', '2026-04-30', '2026-05-01', '2027-02-01'),
      fc
        .bigInt({ min: 0n, max: 9_999_999n })
        .map((n) => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`),
    ),
    { minLength: 1, maxLength: 6 },
  );

  it('is nothing where the document is the one in force', async () => {
    await fc.assert(
      fc.asyncProperty(sold, async (sales) => {
        const rules = programOf(rebate('3.3%'), { ...rebate('2%', 'quarter'), rule: 'together' });
        const differences = await shadow(historyOf(rules, sales), asking(rules));
        for (const { partners, lines } of differences) {
          expect(lines).toEqual([]);
          for (const { current, changed } of partners) expect(changed).toBe(current);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is what the history would have earned under the document, less what it earned', async () => {
    await fc.assert(
      fc.asyncProperty(sold, async (sales) => {
        const was = programOf(rebate('3.3%'));
        const would = programOf(rebate('4.7%', 'quarter'));
        const sumOf = (rules: ProgramRules): bigint =>
          calculateEarnings(historyOf(rules, sales).events).reduce(
            (so, { amount }) => so + fromJson(amount).minor,
            0n,
          );
        const differences = await shadow(historyOf(was, sales), asking(would));
        const difference = differences
          .flatMap(({ partners }) => partners)
          .reduce((so, { current, changed }) => so + changed - current, 0n);
        expect(difference).toBe(sumOf(would) - sumOf(was));
      }),
      { numRuns: 10 },
    );
  });
});
