import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';
import { closed } from '../support/pay-quarter';

const Q1 = 'gitlab.FY2027-Q1.quarterly';
const ACCOUNT = 'gitlabinc.acme.USD';

/** Services attached to two sales of 40,000: 2.5 % of each are 1,000, 2,000 in all. */
describe('What a vendor expects to pay', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let approver: ApiClient;
  let acme: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    acme = await principal(admin, 'acme-portal', 'partner', 'acme');
    for (const n of [1, 2]) await sell(n);
  }, 120_000);
  afterAll(() => system.stop());

  async function sell(n: number): Promise<void> {
    const deal = await approvedDeal({ crm, programs }, 'acme', `A-${n}`, 'serviceAttach');
    await bookedSale({ crm, programs }, `SA-${n}`, deal, '40000.00');
  }

  /** @returns the finished estimate */
  async function estimate(): Promise<Record<string, unknown>> {
    const reply = await finance.must('/v1/estimates', { book: 'gitlab' });
    const id = String(reply['id']);
    const found = await finance.get(`/v1/estimates/${id}?minPosition=${String(reply['position'])}`);
    expect(found).toMatchObject({ estimateId: id, status: 'finished' });
    return found;
  }

  const trialBalance = async (): Promise<Record<string, unknown>> => {
    const { accounts, totals } = await finance.get('/v1/ledger/trial-balance');
    const sums = Array.isArray(totals) ? totals.map(asObject) : [];
    expect(sums.filter(({ balanced }) => balanced !== true)).toEqual([]);
    const rows = Array.isArray(accounts) ? accounts.map(asObject) : [];
    return Object.fromEntries(rows.map(({ code, balance }) => [String(code), balance]));
  };

  it('is accrued on the day it is asked for, account by account and rule by rule', async () => {
    const tried = await finance.command('/v1/estimates?dryRun=true', { book: 'gitlab' });
    expect(asObject(tried.body)).toMatchObject({
      status: 'dry-run',
      events: [
        { type: 'EstimateRequested' },
        { type: 'EstimateFinished', data: { targets: [{ target: { minor: '200000' } }] } },
      ],
    });
    expect(await trialBalance()).toEqual({});

    const { estimateId, ...done } = await estimate();
    const expense = { code: '4900', before: '0.00', target: '2000.00', change: '2000.00' };
    expect(done).toMatchObject({ accounts: 1, expenses: [expense], requestedBy: 'fiona' });
    expect(await finance.list(`/v1/estimates/${String(estimateId)}/accounts`)).toMatchObject([
      {
        accountId: ACCOUNT,
        method: 'earned-to-date',
        expenses: [expense],
        rules: [{ code: '4900', lines: 2, earned: '2000.00', settled: '0.00', open: '2000.00' }],
      },
    ]);
    expect(await trialBalance()).toEqual({ '2100': '2000.00', '4900': '2000.00' });
  });

  it('is not booked again on the same facts, and only by its difference on others', async () => {
    const lines = await finance.list('/v1/ledger/accounts/2100/lines');
    const again = await estimate();
    expect(again).toMatchObject({ expenses: [{ before: '2000.00', change: '0.00' }] });
    expect(await finance.list('/v1/ledger/accounts/2100/lines')).toEqual(lines);

    await sell(3);
    expect(await estimate()).toMatchObject({
      expenses: [{ before: '2000.00', target: '3000.00', change: '1000.00' }],
    });
    expect(await finance.list('/v1/ledger/accounts/2100/lines')).toMatchObject([
      { rule: 'R1', credit: '2000.00', event: 'EstimatePosted', accountId: ACCOUNT },
      { rule: 'R1', credit: '1000.00', event: 'EstimatePosted', accountId: ACCOUNT },
    ]);
    const known = await finance.list('/v1/estimates');
    expect(known.map((one) => String(one['estimateId']).split('.').at(-1))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('is told to nobody outside', async () => {
    expect((await acme.raw('GET', '/v1/estimates')).status).toBe(403);
    expect(await acme.get(`/v1/accounts/${ACCOUNT}`)).toMatchObject({ accrued: null });
    expect(await acme.list('/v1/accounts')).toMatchObject([{ accrued: null, payable: '0.00' }]);
    expect(await acme.list(`/v1/accounts/${ACCOUNT}/explanation`)).toEqual([]);
    expect(await finance.get(`/v1/accounts/${ACCOUNT}`)).toMatchObject({ accrued: '3000.00' });
  });

  it('is taken by the statement that earns it, also when it was estimated after it was approved', async () => {
    await sell(4);
    await advanceTo(system.admin, '2026-06-15');
    await closed(finance, 'gitlab', 'FY2027-Q1');
    const { position } = await finance.must('/v1/payouts', {
      book: 'gitlab',
      quarter: 'FY2027-Q1',
    });
    const run = await finance.get(`/v1/payouts/${Q1}?minPosition=${String(position)}`);
    await approver.must(`/v1/payouts/${Q1}/approval`, { root: run['root'] });
    expect(await estimate()).toMatchObject({
      expenses: [{ target: '4000.00', change: '1000.00' }],
    });

    const issued = await finance.must(`/v1/payouts/${Q1}/issue`, {});
    const at = `minPosition=${String(issued['position'])}`;
    expect(await finance.get(`/v1/payouts/${Q1}?${at}`)).toMatchObject({
      root: run['root'],
      issued: 1,
      leftOut: 0,
    });
    expect(await finance.get(`/v1/statements/${Q1}.acme/explanation?${at}`)).toMatchObject({
      booked: [
        { rule: 'R2', debit: '2100', credit: '2110', amount: '4000.00' },
        { rule: 'R3', debit: '2110', credit: '2120', amount: '4000.00' },
        { rule: 'R5', debit: '2120', credit: '2130', amount: '4000.00' },
      ],
    });
    expect(await trialBalance()).toMatchObject({
      '2100': '0.00',
      '2130': '4000.00',
      '4900': '4000.00',
    });
    expect(await finance.list('/v1/ledger/ageing?side=accrued')).toEqual([]);
  });

  it('shows in the ageing, the account and the journal that leaves for the general ledger', async () => {
    for (const n of [5, 6]) await sell(n);
    const { position } = await estimate();
    expect(await finance.list('/v1/ledger/ageing?side=accrued')).toMatchObject([
      { accountId: ACCOUNT, total: '2000.00', upTo30: '2000.00' },
    ]);
    const explained = await finance.list(
      `/v1/accounts/${ACCOUNT}/explanation?minPosition=${String(position)}`,
    );
    expect(explained.at(-1)).toMatchObject({
      type: 'EstimatePosted',
      rules: ['R1'],
      changes: { accrued: '+2000.00' },
      after: { accrued: '2000.00', payable: '4000.00' },
    });
    const days = 'from=2026-06-15&to=2026-06-15';
    const at = `minPosition=${String(position)}`;
    const journal = await finance.raw('GET', `/v1/ledger/journal?${days}&${at}`);
    expect(String(journal.body)).toContain(
      'gitlabinc,USD,2100,Rebate accrual,,2000.00,acme,R1 EstimatePosted gitlab',
    );
  });

  it('is refused for a book that nobody knows', async () => {
    const answer = await finance.command('/v1/estimates', { book: 'nowhere' });
    expect([answer.status, faultOf(answer).code]).toEqual([422, 'book-unknown']);
    expect((await approver.command('/v1/estimates', { book: 'gitlab' })).status).toBe(403);
    expect((await finance.raw('GET', '/v1/estimates/none')).status).toBe(404);
    expect((await finance.raw('GET', '/v1/estimates/none/accounts')).status).toBe(404);
  });
});
