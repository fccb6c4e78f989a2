import { asObject, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { payQuarter } from '../support/pay-quarter';
import { documentOf } from '../support/sample-rules';

type Row = Record<string, unknown>;

const EXCEPTIONS = `
exceptions:
  cutoffDay: 15
  funding: [vendor, region]
  due: { quarterStartPlusDays: 45 }
`;
const ACCOUNT = '/v1/accounts/coeo.person%3Ap-1.USD';

/** Coeo's SPIFF through the API of running processes, in the order of dates. */
describe('SPIFFs for a person', () => {
  let system: AccordUnderTest;
  let crm: ApiClient;
  let finance: ApiClient;
  let approver: ApiClient;
  let fjord: ApiClient;
  let position = '0';
  const sales: Record<string, string> = {};

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2026-02-02' });
    const { admin } = system;
    const programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    await programs.must('/v1/programs/coeo/versions', documentOf('coeo') + EXCEPTIONS);
    await programs.must('/v1/partners', {
      partnerId: 'fjord',
      programId: 'coeo',
      name: 'Fjord AS',
      kind: 'reseller',
      country: 'US',
      track: 'Partner',
      occurredOn: '2026-01-05',
    });
    await programs.must('/v1/partners/fjord/agreements', {
      agreementId: 'a-1',
      territories: ['US'],
      exhibits: ['resale'],
      signedOn: '2026-01-05',
    });
    fjord = await principal(admin, 'fjord-portal', 'partner', 'fjord');
    for (const [ref, netArr] of [
      ['installed', '240000.00'],
      ['missed', '240000.00'],
      ['small', '5000.00'],
    ] as const) {
      const deal = await crm.must('/v1/deals', {
        partnerId: 'fjord',
        programId: 'coeo',
        dealType: 'resale',
        customer: { name: `Customer ${ref}`, country: 'US' },
        opportunity: { source: 'crm', ref },
        amount: netArr,
        currency: 'USD',
        productFamily: 'voice',
        territory: 'US',
        origin: { source: 'crm', ref },
      });
      const dealId = String(deal['id']);
      await programs.must(`/v1/deals/${dealId}/approval`, {});
      const sale = await tell(crm, '/v1/sales', {
        programId: 'coeo',
        origin: { source: 'crm', ref },
        dealId,
        annualFees: netArr,
        netArr,
        currency: 'USD',
      });
      sales[ref] = String(sale['id']);
      await tell(crm, `/v1/sales/${sales[ref]}/sellers`, { partnerId: 'fjord', personId: 'p-1' });
      if (ref !== 'small') continue;
      const exception = { dealId, rule: 'spiff', reason: 'A key account' };
      await tell(crm, `/v1/sales/${sales[ref]}/exceptions`, exception);
      await tell(approver, `/v1/sales/${sales[ref]}/exceptions/decision`, {
        ...exception,
        fundedBy: 'region',
      });
    }
  });
  afterAll(() => system.stop());

  async function tell(who: ApiClient, path: string, body: object): Promise<Row> {
    const reply = await who.must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
    return reply;
  }
  const milestone = (ref: string, name: string, occurredOn: string): Promise<Row> =>
    tell(crm, `/v1/sales/${sales[ref]}/milestones`, { milestone: name, occurredOn });
  /** What each line that stands is worth, when it is due and what it waits for. */
  async function lines(): Promise<unknown[]> {
    const rows = await finance.list(`/v1/earnings?partnerId=fjord&minPosition=${position}`);
    const name = (saleId: unknown) => Object.keys(sales).find((ref) => sales[ref] === saleId);
    const standing = rows.filter(({ amount }) => amount !== '0.00');
    return standing
      .map(({ saleId, stage, amount, dueOn, awaits }): [string, ...unknown[]] => {
        const { milestone: of } = asObject(stage);
        return [`${name(saleId)} ${String(of)}`, amount, dueOn, awaits];
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
  async function pay(quarter: string): Promise<Row[]> {
    const paid = await payQuarter({ finance, approver }, 'coeo', quarter);
    ({ position } = paid);
    return finance.list(`/v1/payouts/${paid.payoutId}/drafts`);
  }

  it('75: stand in two halves that wait for their milestones', async () => {
    expect(await lines()).toEqual([
      ['installed first-invoice', '2500.00', null, '"first-invoice" of the sale'],
      ['installed installed', '2500.00', null, '"installed" of the sale'],
      ['missed first-invoice', '2500.00', null, '"first-invoice" of the sale'],
      ['missed installed', '2500.00', null, '"installed" of the sale'],
      ['small first-invoice', '400.00', null, '"first-invoice" of the sale'],
    ]);
  });

  it('say who pays for one that stands by exception', async () => {
    const rows = await finance.list(`/v1/earnings?partnerId=fjord&minPosition=${position}`);
    const excepted = rows.filter(({ exception }) => exception !== null);
    expect(excepted).toMatchObject([
      {
        rule: 'spiff',
        amount: '400.00',
        personId: 'p-1',
        exception: {
          fundedBy: 'region',
          decidedOn: '2026-02-02',
          from: 'Its net ARR is 5000.00 USD; the least is 9000.00 USD',
        },
      },
    ]);
  });

  it('are held in the first quarter for want of a tax form', async () => {
    await advanceTo(system.admin, '2026-04-01');
    for (const ref of ['installed', 'missed']) {
      await milestone(ref, 'first-invoice', '2026-02-20');
    }
    const wanted = 'W-9 or W-8BEN of person "p-1"';
    expect((await lines()).filter((line) => String(line).includes('first-invoice'))).toEqual([
      ['installed first-invoice', '2500.00', null, wanted],
      ['missed first-invoice', '2500.00', null, wanted],
      ['small first-invoice', '400.00', null, '"first-invoice" of the sale'],
    ]);
    await pay('FY2026-Q1');
    expect(await finance.get(ACCOUNT)).toMatchObject({ payable: '0.00', earned: '0.00' });
  });

  it('75: are paid once the form is there, and fall away when the last site is not installed by day 120', async () => {
    await tell(finance, '/v1/partners/fjord/tax-forms', { personId: 'p-1', form: 'W-9' });
    await advanceTo(system.admin, '2026-06-02');
    await milestone('installed', 'installed', '2026-05-15');
    expect(await lines()).toEqual([
      ['installed first-invoice', '2500.00', '2026-04-01', null],
      ['installed installed', '2500.00', '2026-06-14', null],
      ['missed first-invoice', '2500.00', '2026-04-01', null],
      ['missed installed', '2500.00', null, '"installed" of the sale'],
      ['small first-invoice', '400.00', null, '"first-invoice" of the sale'],
    ]);
    await advanceTo(system.admin, '2026-07-01');
    await pay('FY2026-Q2');
    expect(await finance.get(ACCOUNT)).toMatchObject({ payable: '5000.00', receivable: '0.00' });
    const again = await finance.command('/v1/payouts', { book: 'coeo', quarter: 'FY2026-Q2' });
    expect(again.status).toBe(422);
  });

  it('go to the person`s own account at the bank, by the payment file', async () => {
    const of = { currency: 'USD', scheme: 'iban', country: 'DE' };
    const petra = {
      ...of,
      owner: 'person',
      ownerId: 'p-1',
      name: 'Petra Petersen',
      accountNumber: 'NL91ABNA0417164300',
    };
    expect(await finance.command('/v1/payment-details', petra)).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'partner-required', path: 'partnerId' }] },
    });
    const details = [
      {
        ...of,
        owner: 'debtor',
        ownerId: 'coeo',
        name: 'Coeo',
        accountNumber: 'DE89370400440532013000',
      },
      { ...petra, partnerId: 'fjord' },
    ];
    for (const one of details) {
      const proposed = await tell(finance, '/v1/payment-details', one);
      const path = `/v1/payment-details/${encodeURIComponent(String(proposed['id']))}`;
      const { pending } = await approver.get(`${path}?minPosition=${position}`);
      await tell(approver, `${path}/confirmation`, { hash: asObject(pending)['hash'] });
    }
    await tell(finance, '/v1/payouts/coeo.FY2026-Q2.quarterly/instruction', {});
    const url = `${system.accord.url}/v1/payouts/coeo.FY2026-Q2.quarterly/payment-file`;
    const headers = { authorization: `Bearer ${finance.key}` };
    const file = await (await fetch(url, { headers })).text();
    expect(file).toContain('<InstdAmt Ccy="USD">5000.00</InstdAmt>');
    expect(file).toContain('<Nm>Petra Petersen</Nm>');
    expect(await finance.get(`${ACCOUNT}?minPosition=${position}`)).toMatchObject({
      payable: '0.00',
      inFlight: '5000.00',
    });
  });

  it('are the person`s: the partner sees its lines, not the account', async () => {
    expect((await fjord.raw('GET', ACCOUNT)).status).toBe(404);
    expect((await fjord.list('/v1/earnings')).length).toBeGreaterThan(0);
  });
});
