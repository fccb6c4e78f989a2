import * as fc from 'fast-check';
import { ListHash, fiscalQuarter, logPosition, type Recorded } from '@accord/kernel';
import { type ReadStore, ViewWriter, dropNamespace, schemaOf, sql } from '@accord/read-store';
import { calculateEarnings } from '../calculate-earnings';
import type { EarningLine } from '../earning-line';
import type { FormulaRule, ProgramRules } from '@accord/programs';
import { startDatabase, type DatabaseUnderTest } from '../../../../test/support/database';
import { History, gitlabRules } from '../../../../test/support/history';
import { twoPrograms } from '../../../../test/support/second-program';
import { payeeOf } from '../payee-of';
import { createLines, linesByPayee, replaceGroups, summaryOf } from './earning-lines';
import { earningsProjection } from './earnings.projection';

/** One thing that happens to one of few partners, deals and sales, so that they meet. */
type Step = (history: History, told: Set<string>) => void;

const once =
  (name: string, needs: readonly string[], tell: (history: History) => void): Step =>
  (history, told) => {
    if (told.has(name) || needs.some((need) => !told.has(need))) return;
    told.add(name);
    tell(history);
  };

const oneOf = (n: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: n - 1 });
const currencyOf = (sale: number): string => (sale % 2 === 0 ? 'USD' : 'EUR');
const day = fc.constantFrom('2026-02-10', '2026-03-20', '2026-04-30', '2026-05-01');

const step: fc.Arbitrary<Step> = fc.oneof(
  oneOf(2).map((p) => once(`partner ${p}`, [], (history) => history.partner(`p${p}`))),
  fc
    .record({ d: oneOf(5), p: oneOf(2), o: oneOf(3), service: fc.boolean(), on: day })
    .map(({ d, p, o, service, on }) =>
      once(`deal ${d}`, [], (history) =>
        history.deal(`d${d}`, {
          partnerId: `p${p}`,
          dealType: service ? 'serviceAttach' : 'referral',
          opportunity: `o${o}`,
          registeredOn: on,
        }),
      ),
    ),
  fc
    .record({ s: oneOf(4), o: oneOf(3), on: day })
    .map(({ s, o, on }) =>
      once(`sale ${s}`, [], (history) =>
        history.sale(`s${s}`, { opportunity: `o${o}`, bookedOn: on, currency: currencyOf(s) }),
      ),
    ),
  fc
    .record({ on: day, rate: fc.constantFrom('1.0389', '1.2') })
    .map(({ on, rate }) =>
      once(`rates ${on} ${rate}`, [], (history) => history.rates(on, { USD: rate })),
    ),
  oneOf(4).map((s) =>
    once(`paid ${s}`, [`sale ${s}`], (history) =>
      history.paid(`s${s}`, '120000.00', '2026-05-20', currencyOf(s)),
    ),
  ),
  oneOf(2).map((p) =>
    once(`signed ${p}`, [`partner ${p}`], (history) =>
      history.signed(`p${p}`, 'referral', '2026-02-01'),
    ),
  ),
  fc
    .record({ p: oneOf(2), on: fc.constantFrom('2026-04-29', '2026-07-31') })
    .map(({ p, on }) =>
      once(`ended ${p}`, [`signed ${p}`], (history) =>
        history.agreementEnded(`p${p}`, 'referral-2026-02-01', on),
      ),
    ),
  fc
    .constantFrom(['FY2027-Q1', '2026-04-30'] as const, ['FY2027-Q2', '2026-07-31'] as const)
    .map(([quarter, on]) => once(quarter, [], (history) => history.quarterEnded(quarter, on))),
  oneOf(4).map((s) =>
    once(`reversed ${s}`, [`sale ${s}`], (history) => history.reversed(`s${s}`, '2026-06-01')),
  ),
);

/** GitLab's program with a rule that a sale of one quarter moves in the next one too. */
function rules(): ProgramRules {
  const program = gitlabRules();
  const scale: FormulaRule = {
    kind: 'formula',
    rule: 'yearly-scale',
    dealType: 'referral',
    per: 'quarter',
    settle: 'difference',
    formula: {
      op: 'tiers',
      of: { op: 'input', fact: 'netArr', over: 'yearToDate' },
      tiers: {
        method: 'cumulative',
        boundary: 'from',
        rows: [
          { from: '0', to: '240000', rate: '2%' },
          { from: '240000', to: null, rate: '4%' },
        ],
      },
    },
    illustrative: true,
    requires: { designations: [], tracks: [] },
    due: { quarterEndPlusDays: 45 },
    exclusiveGroup: null,
  };
  const guaranteed: FormulaRule = {
    ...scale,
    rule: 'guaranteed',
    settle: undefined,
    guarantee: { for: 'agreementThroughout' },
    formula: {
      op: 'perUnit',
      amount: '100.00',
      of: { op: 'input', fact: 'quarters', over: 'quarter' },
    },
  };
  const conversion = { source: 'ecb', rateOn: 'booking' as const, maxAgeDays: 40 };
  return { ...program, conversion, incentives: [...program.incentives, scale, guaranteed] };
}

describe('The view of earnings', () => {
  let database: DatabaseUnderTest;
  let store: ReadStore;
  let runs = 0;

  beforeAll(async () => {
    database = await startDatabase();
    store = database.store;
  });
  afterAll(() => database.stop());

  /** @param written hears after each batch which transaction has written each line */
  async function linesAfter(
    batches: readonly (readonly Recorded[])[],
    written: (by: ReadonlyMap<string, string>) => void = () => undefined,
  ): Promise<EarningLine[]> {
    const namespace = `run${++runs}`;
    const writer = await ViewWriter.open(
      store.db,
      [earningsProjection],
      () => Promise.resolve(undefined),
      { namespace },
    );
    const table = sql.id(schemaOf(earningsProjection, namespace), 'earning_lines');
    const read = () =>
      sql<{ line: EarningLine; by: string }>`
        select line, xmin::text as by from ${table} order by line_id`.execute(store.db);
    for (const events of batches) {
      const last = events.at(-1);
      if (last) await writer.write({ events, reached: last.position });
      written(new Map((await read()).rows.map(({ line, by }) => [line.saleId ?? line.lineId, by])));
    }
    const { status, error } = writer.states.get('earnings') ?? {};
    expect({ status, error }).toEqual({ status: 'active', error: null });
    const { rows } = await read();
    await dropNamespace(store.db, [earningsProjection], namespace);
    return rows.map(({ line }) => line);
  }

  it('holds what the pure calculation gives, however the history is cut into batches', async () => {
    let paying = 0;
    let converted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 }),
        async (steps, sizes) => {
          const history = new History(rules());
          const told = new Set<string>();
          for (const tell of steps) tell(history, told);
          // Another program goes on in between, on opportunities of the same names.
          const { events } = twoPrograms(history.events, history.events, sizes);
          const batches: Recorded[][] = [];
          for (let from = 0, i = 0; from < events.length; i += 1) {
            const size = sizes[i % sizes.length] ?? 1;
            batches.push(events.slice(from, from + size));
            from += size;
          }
          const expected = calculateEarnings(events);
          paying += expected.filter(({ amount }) => amount.minor !== '0').length;
          converted += expected.filter(({ conversion }) => conversion?.rate).length;
          expect(await linesAfter(batches)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
    expect(paying).toBeGreaterThan(0);
    expect(converted).toBeGreaterThan(0);
  });

  it('follows a partner that is designated after the fact', async () => {
    const history = new History().partner('p', null);
    for (const i of [0, 1]) {
      history
        .deal(`d${i}`, { partnerId: 'p', dealType: 'serviceAttach', opportunity: `o${i}` })
        .sale(`s${i}`, { opportunity: `o${i}`, bookedOn: '2026-03-10' });
    }
    const before = await linesAfter(history.events.map((event) => [event]));
    expect(before.map(({ amount }) => amount.minor)).toEqual(['0', '0']);
    history.designated('p', 'PSP', '2026-01-10');
    const after = await linesAfter(history.events.map((event) => [event]));
    expect(after.map(({ amount }) => amount.minor)).toEqual(['250000', '250000']);
    expect(after[0]?.sources.every(({ position }) => logPosition(position) >= 0n)).toBe(true);
  });

  it('writes again only the lines that something has changed', async () => {
    const history = new History().partner('p', null);
    const sold = (i: number): readonly Recorded[] => {
      const before = history.events.length;
      history
        .deal(`d${i}`, { partnerId: 'p', dealType: 'referral', opportunity: `o${i}` })
        .sale(`s${i}`, { opportunity: `o${i}`, bookedOn: '2026-03-10' });
      return history.events.slice(before);
    };
    const seen: ReadonlyMap<string, string>[] = [];
    const enrolled = history.events.slice();
    const batches = [enrolled, sold(0), sold(1)];
    const designated = history.designated('p', 'PSP', '2026-01-10').events.slice(-1);
    await linesAfter([...batches, designated], (by) => seen.push(by));
    const [, first, second, third] = seen;
    expect([...(second ?? [])].map(([sale]) => sale)).toEqual(['s0', 's1']);
    expect(second?.get('s0')).toBe(first?.get('s0'));
    expect(second?.get('s1')).not.toBe(first?.get('s0'));
    expect(third).toEqual(second);
  });

  it('gives every line of a program payee by payee, in portions, persons apart from companies', async () => {
    const [line] = calculateEarnings(
      new History()
        .partner('p')
        .deal('d', { partnerId: 'p', dealType: 'referral', opportunity: 'o' })
        .sale('s', { opportunity: 'o', bookedOn: '2026-03-10' }).events,
    );
    if (!line) throw new Error('no line');
    const payees = ['p.a', 'p-a', 'person:ann', 'pa'];
    const lines = Array.from({ length: 402 }, (_, i): EarningLine => {
      const payee = payees[i % payees.length] ?? '';
      const who = payee.startsWith('person:')
        ? { partnerId: 'z', personId: payee.slice('person:'.length) }
        : { partnerId: payee };
      return { ...line, ...who, lineId: `l${(i * 7) % 402}` };
    });
    const later = { ...line, lineId: 'later', quarter: fiscalQuarter('FY2027-Q2') };
    const foreign = { ...line, lineId: 'foreign', programId: 'other' };
    const quarter = fiscalQuarter('FY2027-Q1');
    const { portions, summary } = await store.db.transaction().execute(async (db) => {
      await sql`create schema by_payee`.execute(db);
      await sql`set local search_path to by_payee`.execute(db);
      await createLines(db);
      const rows = [...lines, later, foreign].map((one) => ['group', one] as const);
      await replaceGroups(db, new Set(['group']), rows);
      const found: EarningLine[][] = [];
      for await (const portion of linesByPayee(db, 'gitlab', quarter)) {
        found.push(portion);
      }
      return { portions: found, summary: await summaryOf(db, 'gitlab', quarter) };
    });
    const hash = new ListHash();
    for (const one of portions.flat()) hash.add(one);
    expect(summary).toEqual({ lines: 402, hash: hash.digests().items });
    expect(portions.map(({ length }) => length)).toEqual([200, 200, 2]);
    const order = (one: EarningLine): [string, string] => [payeeOf(one), one.lineId];
    expect(portions.flat().map(order)).toEqual(
      lines.map(order).toSorted((a, b) => (a.join('\t') < b.join('\t') ? -1 : 1)),
    );
  });
});
