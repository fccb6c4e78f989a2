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
const ACCOUNT = 'gitlabinc.acme.USD';

/** Told in order: each test goes on where the one before has ended. */
describe('A statement that a partner disputes', () => {
  let system: AccordUnderTest;
  let finance: ApiClient;
  let approver: ApiClient;
  let acme: ApiClient;
  let blue: ApiClient;
  let lineId: string;
  let disputeId: string;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    const programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    await publishProgram(programs);
    for (const partnerId of ['acme', 'blue']) await enrol(programs, partnerId);
    acme = await principal(admin, 'acme-portal', 'partner', 'acme');
    blue = await principal(admin, 'blue-portal', 'partner', 'blue');
    for (const n of [1, 2]) {
      const deal = await approvedDeal({ crm, programs }, 'acme', `A-${n}`, 'serviceAttach');
      await bookedSale({ crm, programs }, `SA-${n}`, deal, '40000.00');
    }
    await advanceTo(admin, '2026-06-15');
    await pay('FY2027-Q1');
    const { items } = await acme.get(`/v1/statements/${Q1}.acme`);
    const [line] = Array.isArray(items) ? items.map(asObject) : [];
    lineId = String(line?.['lineId']);
  });
  afterAll(() => system.stop());

  const pay = (quarter: string): Promise<Run> =>
    payQuarter({ finance, approver }, 'gitlab', quarter);

  it('is disputed line by line, by whom it belongs to', async () => {
    const path = `/v1/statements/${Q1}.acme/disputes`;
    const body = { lineId, amount: '500.00', reason: 'A third service is missing' };
    expect((await blue.command(path, body)).status).toBe(404);
    expect((await finance.command(path, body)).status).toBe(403);
    expect((await acme.command(path, { ...body, lineId: 'x' })).status).toBe(404);
    const both = await acme.command(path, { ...body, missing: 'deal 7' });
    expect(faultOf(both).code).toBe('one-thing-disputed');
    disputeId = String((await acme.must(path, body))['id']);
    await acme.must(path, { missing: 'deal 7', amount: '90.00', reason: 'Not there' });
    expect(faultOf(await acme.command(path, body)).code).toBe('already-disputed');
    expect(await acme.list('/v1/disputes')).toHaveLength(2);
    expect(await blue.list('/v1/disputes?partnerId=acme')).toEqual([]);
  });

  it('waits for an answer until the day it was promised, and then is overdue', async () => {
    await advanceTo(system.admin, '2026-06-30');
    expect(await finance.list('/v1/disputes?status=overdue')).toMatchObject([
      { answerBy: '2026-06-29', openedOn: '2026-06-15' },
      { answerBy: '2026-06-29' },
    ]);
  });

  it('is corrected by the next one with what was accepted, 200 of 500, and explains it', async () => {
    const answers = `/v1/accounts/${ACCOUNT}/disputes/${disputeId}/answer`;
    const accept = { decision: 'accept', publicReason: 'It was in time', internalReason: 'hm' };
    expect((await acme.command(answers, accept)).status).toBe(403);
    const more = await finance.command(answers, { ...accept, amount: '500.01' });
    expect(faultOf(more).code).toBe('more-than-asked');
    await finance.must(answers, { ...accept, amount: '200.00' });
    const again = await finance.command(answers, { ...accept, decision: 'reject' });
    expect(faultOf(again).code).toBe('dispute-answered');
    expect(await acme.list('/v1/disputes?status=accepted-in-part')).toMatchObject([
      { disputeId, answer: 'It was in time', adjustment: '200.00' },
    ]);

    await advanceTo(system.admin, '2026-09-15');
    await pay('FY2027-Q2');
    const adjustmentId = `adjustment:${disputeId}`;
    expect(await acme.get(`/v1/statements/${Q2}.acme`)).toMatchObject({
      total: '200.00',
      items: [{ lineId: adjustmentId, rule: 'dispute', amount: '200.00', corrects: `${Q1}.acme` }],
    });
    const line = encodeURIComponent(adjustmentId);
    const explained = await acme.get(`/v1/statements/${Q2}.acme/lines/${line}/explanation`);
    expect(explained['disputes']).toMatchObject([{ disputeId, lineId, amount: '500.00' }]);
    expect(await acme.get(`/v1/accounts/${ACCOUNT}`)).toMatchObject({ payable: '2200.00' });
  });

  it('can no longer be disputed when its window is over', async () => {
    const late = await acme.command(`/v1/statements/${Q1}.acme/disputes`, {
      missing: 'deal 9',
      amount: '1.00',
      reason: 'late',
    });
    expect(faultOf(late).code).toBe('dispute-window-over');
  });
});
