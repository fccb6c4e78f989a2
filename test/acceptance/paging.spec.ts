import * as fc from 'fast-check';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { asObject, type ApiClient } from '../support/api-client';
import { enrol, publishProgram, registration } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const PARTNERS = ['p0', 'p1', 'p2'];
const STATUSES = ['pending', 'approved', 'withdrawn'];
const QUARTERS = ['FY2027-Q1', 'FY2027-Q2'];
const SEED = 7;

type Row = Record<string, unknown>;
type Filter = Readonly<Record<string, string>>;

/** One question, and what happens after each page of its answer. */
interface Reading {
  readonly filter: Filter;
  readonly limit: number;
  readonly partner: number | null;
  readonly between: readonly number[];
}

const reading = (filters: fc.Arbitrary<Filter>): fc.Arbitrary<Reading> =>
  fc.record({
    filter: filters,
    limit: fc.integer({ min: 1, max: 5 }),
    partner: fc.option(fc.nat({ max: PARTNERS.length - 1 })),
    between: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  });
/** Any of these filters together, each with one of its values. */
const some = (all: Record<string, readonly string[]>): fc.Arbitrary<Filter> =>
  fc
    .subarray(Object.entries(all))
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(([name, values]) => fc.constantFrom(...values).map((one) => [name, one])),
      ),
    )
    .map((pairs) => Object.fromEntries(pairs));

describe('A list that is read page by page while others write', () => {
  let system: AccordUnderTest;
  let crm: ApiClient;
  let programs: ApiClient;
  const own: ApiClient[] = [];
  const open: string[] = [];
  const approved: string[] = [];
  let made = 0;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    for (const partner of PARTNERS) {
      await enrol(programs, partner);
      own.push(await principal(system.admin, `${partner}-portal`, 'partner', partner));
      for (let i = 0; i < 4; i++) await register(partner);
      for (let i = 0; i < 3; i++) {
        await sell(await approve(partner));
      }
    }
    for (let i = 0; i < 3; i++) await withdraw(i * 3);
  });
  afterAll(() => system.stop());

  const partnerBy = (n: number): string => PARTNERS[n % PARTNERS.length] ?? '';
  async function register(partner: string): Promise<void> {
    const ref = `R-${++made}`;
    const body = registration(partner, ref, {
      customer: { name: `Customer ${ref}`, country: 'DE' },
      opportunity: { source: 'crm', ref },
    });
    open.push(String((await crm.must('/v1/deals', body))['id']));
  }
  async function approve(partner: string): Promise<string> {
    const deal = await approvedDeal({ crm, programs }, partner, `A-${++made}`, 'referral');
    approved.push(deal);
    return deal;
  }
  const sell = (deal: string): Promise<string> =>
    bookedSale({ crm, programs }, `S-${++made}`, deal, '40000.00');
  async function withdraw(n: number): Promise<void> {
    const [deal] = open.splice(n % Math.max(1, open.length), 1);
    if (deal !== undefined) await crm.must(`/v1/deals/${deal}/withdrawal`, {});
  }
  async function happen(n: number): Promise<void> {
    if (n % 3 === 0) return register(partnerBy(n));
    if (n % 3 === 1) return withdraw(n);
    await sell(approved[n % approved.length] ?? '');
  }

  /** Pages through, with something that happens after each page. */
  async function paged(
    who: ApiClient,
    path: string,
    { limit, between }: Reading,
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let cursor = '';
    for (let page = 0; ; page++) {
      const answer = await who.get(`${path}limit=${limit}${cursor}`);
      const items = Array.isArray(answer['items']) ? answer['items'].map(asObject) : [];
      expect(items.length).toBeLessThanOrEqual(limit);
      rows.push(...items);
      if (typeof answer['next'] !== 'string') return rows;
      cursor = `&cursor=${encodeURIComponent(answer['next'])}`;
      const n = between[page];
      if (n !== undefined) await happen(n);
    }
  }

  it.each([
    ['deals', 'dealId', some({ partnerId: PARTNERS, status: STATUSES })],
    ['earnings', 'lineId', some({ partnerId: PARTNERS, quarter: QUARTERS })],
  ] as const)(
    'gives each of the %s that is there all the time once, whatever is asked for',
    async (list, id, filters) => {
      let compared = 0;
      for (const asked of fc.sample(reading(filters), { numRuns: 30, seed: SEED })) {
        const { filter, partner } = asked;
        const who = partner === null ? programs : own[partner];
        if (!who) throw new Error('no such partner');
        const path = `/v1/${list}?${Object.entries(filter)
          .map(([name, value]) => `${name}=${value}&`)
          .join('')}`;
        const before = await who.list(path.slice(0, -1));
        const seen = await paged(who, path, asked);
        const after = await who.list(path.slice(0, -1));

        const idOf = (row: Row): string => String(row[id]);
        const ids = seen.map(idOf);
        expect(new Set(ids).size).toBe(ids.length);
        const stayed = new Set(after.map(idOf));
        const throughout = before.map(idOf).filter((one) => stayed.has(one));
        expect(throughout.filter((one) => !ids.includes(one))).toEqual([]);
        const wanted = partner === null ? filter : { ...filter, partnerId: partnerBy(partner) };
        const isNobodys =
          partner !== null && ![undefined, partnerBy(partner)].includes(filter['partnerId']);
        for (const row of seen) expect(row).toMatchObject(isNobodys ? { nobody: true } : wanted);
        compared += throughout.length;
      }
      expect(compared).toBeGreaterThan(100);
    },
  );
});
