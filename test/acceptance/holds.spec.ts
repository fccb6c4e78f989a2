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
describe('Earnings that finance holds', () => {
  let system: AccordUnderTest;
  let finance: ApiClient;
  let approver: ApiClient;
  let acme: ApiClient;
  let blue: ApiClient;
  const deals: string[] = [];
  let holdId: string;

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
    for (const [i, amount] of ['40000.00', '120000.00', '90000.00'].entries()) {
      const deal = await approvedDeal({ crm, programs }, 'acme', `A-${i}`, 'serviceAttach');
      deals.push(deal);
      await bookedSale({ crm, programs }, `SA-${i}`, deal, amount);
    }
    await advanceTo(admin, '2026-06-15');
  });
  afterAll(() => system.stop());

  const pay = (quarter: string): Promise<Run> =>
    payQuarter({ finance, approver }, 'gitlab', quarter);
  const wanted = (more: object): object => ({
    book: 'gitlab',
    partnerId: 'acme',
    publicReason: 'The order is being checked',
    internalReason: 'Looks invented',
    ...more,
  });
  const refused = async (body: object): Promise<string> =>
    faultOf(await finance.command('/v1/holds', body)).code;

  it('are named exactly, and are earnings that somebody knows', async () => {
    expect(await refused(wanted({ scope: 'deal', dealId: 'nobody' }))).toBe('deal-unknown');
    expect(await refused(wanted({ scope: 'line', lineId: 'x' }))).toBe('line-unknown');
    expect(await refused(wanted({ scope: 'account', partnerId: 'nobody' }))).toBe(
      'partner-unknown',
    );
    const misplaced = await finance.command('/v1/holds', wanted({ scope: 'line', dealId: 'd' }));
    expect(misplaced).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'dealId', code: 'field-misplaced' },
          { path: 'lineId', code: 'field-missing' },
        ],
      },
    });
    const body = wanted({ scope: 'deal', dealId: deals[1] });
    holdId = String((await finance.must('/v1/holds', body))['id']);
    expect(await refused(body)).toBe('already-held');
  });

  it('are left out of the run with their reason: 3,250 are payable and 2,500 held', async () => {
    await pay('FY2027-Q1');
    const statement = await acme.get(`/v1/statements/${Q1}.acme`);
    expect(statement).toMatchObject({ total: '3250.00', payable: '3250.00', held: '2500.00' });
    const items = Array.isArray(statement['items']) ? statement['items'].map(asObject) : [];
    const held = items.find(({ standing }) => standing === 'held');
    expect(held).toMatchObject({
      dealId: deals[1],
      earned: '2500.00',
      amount: '0.00',
      held: '2500.00',
      holdReason: 'The order is being checked',
    });
    const line = encodeURIComponent(String(held?.['lineId']));
    const explained = await acme.get(`/v1/statements/${Q1}.acme/lines/${line}/explanation`);
    expect(explained['holds']).toMatchObject([{ holdId, scope: 'deal', releasedOn: null }]);
    expect(await acme.get(`/v1/accounts/${ACCOUNT}`)).toMatchObject({
      payable: '3250.00',
      held: '2500.00',
      holds: [{ holdId, dealId: deals[1], placedOn: '2026-06-15' }],
    });
    expect(await finance.list('/v1/ledger/ageing?side=held&on=2026-07-20')).toMatchObject([
      { accountId: ACCOUNT, total: '2500.00', upTo30: '0.00', upTo60: '2500.00' },
    ]);
  });

  it('are told to whom they belong and to nobody else, without what stays inside', async () => {
    const own = await acme.list('/v1/holds?status=active');
    expect(own).toMatchObject([{ holdId, reason: 'The order is being checked' }]);
    expect(JSON.stringify(own)).not.toContain('invented');
    expect(await blue.list('/v1/holds?partnerId=acme')).toEqual([]);
    const release = `/v1/accounts/${ACCOUNT}/holds/${holdId}/release`;
    expect((await acme.command(release, { publicReason: 'mine' })).status).toBe(403);
  });

  it('come with the next statement once they are released, which happens once', async () => {
    const release = `/v1/accounts/${ACCOUNT}/holds/${holdId}/release`;
    await finance.must(release, { publicReason: 'The customer has confirmed the order' });
    const again = await finance.command(release, { publicReason: 'again' });
    expect(faultOf(again).code).toBe('hold-not-active');
    expect(await acme.get(`/v1/accounts/${ACCOUNT}`)).toMatchObject({
      approved: '2500.00',
      held: '0.00',
    });
    await advanceTo(system.admin, '2026-09-15');
    await pay('FY2027-Q2');
    expect(await acme.get(`/v1/statements/${Q2}.acme`)).toMatchObject({
      total: '2500.00',
      payable: '2500.00',
      held: '0.00',
      items: [{ standing: 'payable', amount: '2500.00', holdId: null }],
    });
    expect(await acme.get(`/v1/accounts/${ACCOUNT}`)).toMatchObject({ payable: '5750.00' });
    expect(await finance.get('/v1/ledger/trial-balance')).toMatchObject({
      totals: [{ balanced: true }],
    });
  });
});
