import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { closed, issued, payQuarter, proposed, type Run } from '../support/pay-quarter';
import { programWithPayout } from '../support/program-with';
import { enrol } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const Q1 = 'gitlab.FY2027-Q1.quarterly';
const Q2 = 'gitlab.FY2027-Q2.quarterly';

describe('A program that pays out 2,500 at least', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let finance: ApiClient;
  let approver: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    const document = programWithPayout("minimum: '2500.00'");
    await programs.must('/v1/programs/gitlab/versions', document);
    for (const partner of ['acme', 'blue', 'cyan']) {
      await enrol(programs, partner);
      for (const n of [1, 2]) {
        const ref = `${partner}-${n}`;
        const deal = await approvedDeal({ crm, programs }, partner, ref, 'serviceAttach');
        await bookedSale({ crm, programs }, `S-${ref}`, deal, '40000.00');
      }
    }
  });
  afterAll(() => system.stop());

  const pay = (quarter: string): Promise<Run> =>
    payQuarter({ finance, approver }, 'gitlab', quarter);

  it('carries 2,000 forward and says so', async () => {
    await advanceTo(system.admin, '2026-06-15');
    await pay('FY2027-Q1');
    const statement = await finance.get(`/v1/statements/${Q1}.acme`);
    expect(statement).toMatchObject({ total: '2000.00', payable: '0.00', lines: 3 });
    expect(statement['items']).toContainEqual(
      expect.objectContaining({
        lineId: 'carry-forward',
        standing: 'zero',
        amount: '0.00',
        zeroReason:
          '0.00 USD was carried forward before; less than the minimum of 2500.00 USD is payable, so that 2000.00 USD is carried forward',
      }),
    );
    expect(await finance.get('/v1/accounts/gitlabinc.acme.USD')).toMatchObject({
      payable: '0.00',
      carried: '2000.00',
    });
    expect(await finance.list('/v1/ledger/ageing?side=carried')).toMatchObject([
      { accountId: 'gitlabinc.acme.USD', total: '2000.00' },
      { accountId: 'gitlabinc.blue.USD', total: '2000.00' },
      { accountId: 'gitlabinc.cyan.USD', total: '2000.00' },
    ]);
  });

  it('pays what is left with the run after the last agreement has ended, or when finance names the payee', async () => {
    await advanceTo(system.admin, '2026-09-15');
    await programs.must('/v1/partners/acme/agreements/agreement-acme/end', {
      endedOn: '2026-09-01',
    });
    const run = { book: 'gitlab', quarter: 'FY2027-Q2' };
    await closed(finance, run.book, run.quarter);
    expect(
      await finance.command('/v1/payouts', { ...run, belowMinimum: ['blue', 'nobody'] }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'payee-unknown', path: 'belowMinimum.1' }] },
    });
    const { root } = await proposed(finance, run.book, run.quarter, { belowMinimum: ['blue'] });
    await approver.must(`/v1/payouts/${Q2}/approval`, { root });
    await issued(finance, Q2);
    expect(await approver.get(`/v1/payouts/${Q2}`)).toMatchObject({
      statements: 2,
      belowMinimum: ['blue'],
    });
    expect(await finance.get('/v1/accounts/gitlabinc.blue.USD')).toMatchObject({
      payable: '2000.00',
      carried: '0.00',
    });
    expect(await finance.get('/v1/accounts/gitlabinc.cyan.USD')).toMatchObject({
      payable: '0.00',
      carried: '2000.00',
    });
    expect(await finance.get(`/v1/statements/${Q2}.acme`)).toMatchObject({
      total: '0.00',
      payable: '2000.00',
      items: [{ lineId: 'carry-forward', rule: 'carry-forward' }],
    });
    expect(await finance.get('/v1/accounts/gitlabinc.acme.USD')).toMatchObject({
      payable: '2000.00',
      carried: '0.00',
    });
    expect(await finance.get('/v1/ledger/trial-balance')).toMatchObject({
      totals: [{ balanced: true }],
    });
  });
});
