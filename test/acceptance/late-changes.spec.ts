import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { payQuarter, type Run } from '../support/pay-quarter';
import { enrol, publishProgram } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const Q1 = 'gitlab.FY2027-Q1.quarterly';
const Q2 = 'gitlab.FY2027-Q2.quarterly';
const CHANGES = '/v1/books/gitlab/periods/FY2027-Q1/late-changes';

/** Told in order: each test goes on where the one before has ended. */
describe('A fact that comes after a close', () => {
  let system: AccordUnderTest;
  let finance: ApiClient;
  let approver: ApiClient;
  let auditor: ApiClient;
  let lineIds: string[];

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    const programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    auditor = await principal(admin, 'ada', 'auditor');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    const sales: string[] = [];
    for (const n of [1, 2]) {
      const deal = await approvedDeal({ crm, programs }, 'acme', `A-${n}`, 'serviceAttach');
      sales.push(await bookedSale({ crm, programs }, `SA-${n}`, deal, '40000.00'));
    }
    await advanceTo(admin, '2026-06-15');
    expect((await finance.raw('GET', CHANGES)).status).toBe(404);
    await pay('FY2027-Q1');
    expect(await finance.list(CHANGES)).toEqual([]);
    await crm.must(`/v1/sales/${sales[0]}/reversal`, { reason: 'returned' });
  });
  afterAll(() => system.stop());

  const pay = (quarter: string): Promise<Run> =>
    payQuarter({ finance, approver }, 'gitlab', quarter);

  it('shows every line that it changes: one of two services is gone, and one earns nothing', async () => {
    const changes = await finance.list(CHANGES);
    const change = {
      partnerId: 'acme',
      quarter: 'FY2027-Q1',
      statementId: `${Q1}.acme`,
      was: '1000.00',
      is: '0.00',
      delta: '-1000.00',
      postsIn: 'FY2027-Q2',
      isPosted: false,
      acknowledgedOn: null,
    };
    expect(changes).toMatchObject([change, change]);
    const facts = changes.flatMap((one) => (Array.isArray(one['facts']) ? one['facts'] : []));
    expect(facts.map((fact) => asObject(fact)['type'])).toContain('SaleReversed');
    lineIds = changes.map((one) => String(one['lineId']));
  });

  it('is acknowledged by the figure that was seen', async () => {
    const path = `${CHANGES}/${encodeURIComponent(lineIds[0] ?? '')}/acknowledgement`;
    const wrong = await finance.command(path, { amount: '5.00' });
    expect(faultOf(wrong).code).toBe('change-moved');
    expect((await approver.command(path, { amount: '0.00' })).status).toBe(403);
    await finance.must(path, { amount: '0.00' });
    expect(await finance.list(`${CHANGES}?acknowledged=true`)).toMatchObject([
      { lineId: lineIds[0], acknowledgedOn: '2026-06-15', acknowledgedBy: 'fiona' },
    ]);
    expect(await finance.list(`${CHANGES}?acknowledged=false`)).toMatchObject([
      { lineId: lineIds[1] },
    ]);
  });

  it('is rejected with a reason by two persons, each by the figure that was seen', async () => {
    const path = `${CHANGES}/${encodeURIComponent(lineIds[1] ?? '')}`;
    const why = { publicReason: 'The customer disputes the return' };
    const wrong = await finance.command(`${path}/rejection`, { amount: '5.00', ...why });
    expect(faultOf(wrong).code).toBe('change-moved');
    const early = await approver.command(`${path}/rejection/approval`, { amount: '0.00' });
    expect(faultOf(early).code).toBe('no-rejection-pending');
    const none = await finance.command(`${CHANGES}/none/rejection`, { amount: '0.00', ...why });
    expect(faultOf(none).code).toBe('no-such-change');
    expect((await approver.command(`${path}/rejection`, { amount: '0.00', ...why })).status).toBe(
      403,
    );
    const both = await system.admin.must('/v1/principals', {
      principalId: 'both',
      roles: ['finance', 'finance-approver'],
    });
    const maker = system.admin.as(String(both['apiKey']));
    await maker.must(`${path}/rejection`, { amount: '0.00', ...why });
    expect(await finance.list(`${CHANGES}?decision=rejection-proposed`)).toMatchObject([
      { lineId: lineIds[1], reason: why.publicReason, proposedBy: 'both', decidedBy: null },
    ]);
    const own = await maker.command(`${path}/rejection/approval`, { amount: '0.00' });
    expect(faultOf(own).code).toBe('same-person');
    const first = await approver.command(`${path}/rejection/approval`, { amount: '0.00' }, 'no');
    const again = await approver.command(`${path}/rejection/approval`, { amount: '0.00' }, 'no');
    expect(first).toMatchObject({
      status: 201,
      body: { events: [{ type: 'LateChangeRejected' }] },
    });
    expect(again.body).toEqual({ ...asObject(first.body), status: 'replayed' });
    expect(await finance.list(`${CHANGES}?decision=rejected`)).toMatchObject([
      { lineId: lineIds[1], decision: 'rejected', decidedBy: 'carl', delta: '-1000.00' },
    ]);
    expect(await finance.list(`${CHANGES}?decision=none`)).toMatchObject([{ lineId: lineIds[0] }]);
  });

  it('is booked in the open quarter to the cent, acknowledged or not, unless it was rejected', async () => {
    await advanceTo(system.admin, '2026-09-15');
    await pay('FY2027-Q2');
    expect(await finance.list(CHANGES)).toMatchObject([
      { delta: '-1000.00', isPosted: true },
      { delta: '-1000.00', isPosted: true },
    ]);
    const { total, items } = await finance.get(`/v1/statements/${Q2}.acme`);
    expect(total).toBe('-1000.00');
    const lines = Array.isArray(items) ? items.map(asObject) : [];
    expect(lines.find(({ lineId }) => lineId === lineIds[1])).toMatchObject({
      standing: 'held',
      amount: '0.00',
      earned: '0.00',
      target: '1000.00',
      rejectedChange: { was: '1000.00', reason: 'The customer disputes the return' },
    });
    expect(await approver.get(`/v1/payouts/${Q2}/review`)).toMatchObject({
      totals: { amount: '-1000.00', last: '2000.00', rejected: '-1000.00' },
    });
    expect(await approver.list(`/v1/payouts/${Q2}/set-aside?why=rejected`)).toMatchObject([
      { lineId: lineIds[1], amount: '-1000.00', reason: 'The customer disputes the return' },
    ]);
  });

  it('is explained on both statements, every line by events that the log holds, each total by its lines', async () => {
    const statements = await finance.list('/v1/statements');
    expect(statements.map(({ statementId }) => statementId)).toEqual([`${Q1}.acme`, `${Q2}.acme`]);
    let events = 0;
    for (const { statementId, total, payable } of statements) {
      const path = `/v1/statements/${String(statementId)}`;
      const { items } = await finance.get(path);
      const lines = Array.isArray(items) ? items.map(asObject) : [];
      expect(sumOf(lines)).toBe(cents(total));
      for (const { lineId, amount, sources } of lines) {
        const explained = await finance.get(
          `${path}/lines/${encodeURIComponent(String(lineId))}/explanation`,
        );
        expect(asObject(explained['line'])).toMatchObject({ lineId, amount, sources });
        const told = Array.isArray(explained['events']) ? explained['events'].map(asObject) : [];
        expect(told).toHaveLength(Array.isArray(sources) ? sources.length : -1);
        for (const { eventId, stream, revision, type, position } of told) {
          const stored = await auditor.list(`/v1/audit/streams/${String(stream)}`);
          const same = { eventId, revision, type, position };
          expect(stored.find((one) => one['eventId'] === eventId)).toMatchObject(same);
          events += 1;
        }
      }
      const whole = await finance.get(`${path}/explanation`);
      expect(whole).toMatchObject({ total, payable });
      expect(sumOf(whole['rules'])).toBe(cents(total));
      const booked = Array.isArray(whole['booked']) ? whole['booked'].map(asObject) : [];
      const onPayable = booked.reduce(
        (so, { debit, credit, amount }) =>
          so + (credit === '2130' ? cents(amount) : 0n) - (debit === '2130' ? cents(amount) : 0n),
        0n,
      );
      expect(onPayable).toBe(cents(payable));
    }
    expect(events).toBeGreaterThan(8);
  });

  it('is booked by the next quarter once it is accepted after all', async () => {
    const path = `${CHANGES}/${encodeURIComponent(lineIds[1] ?? '')}/acceptance`;
    expect((await finance.command(path, { amount: '0.00' })).status).toBe(403);
    await approver.must(path, { amount: '0.00' });
    expect(await finance.list(`${CHANGES}?decision=accepted`)).toMatchObject([
      { lineId: lineIds[1], decidedBy: 'carl' },
    ]);
    await advanceTo(system.admin, '2026-12-15');
    await pay('FY2027-Q3');
    expect(await finance.get('/v1/statements/gitlab.FY2027-Q3.quarterly.acme')).toMatchObject({
      total: '-1000.00',
      items: [{ lineId: lineIds[1], corrects: `${Q2}.acme`, rejectedChange: null }],
    });
  });
});

const cents = (amount: unknown): bigint => BigInt(String(amount).replace('.', ''));
const sumOf = (rows: unknown): bigint =>
  (Array.isArray(rows) ? rows.map(asObject) : []).reduce(
    (so, { amount }) => so + cents(amount),
    0n,
  );
