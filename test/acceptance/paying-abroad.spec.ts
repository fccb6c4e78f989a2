import { asObject, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { payQuarter } from '../support/pay-quarter';
import { programWithPayout } from '../support/program-with';
import { enrol } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const PAYOUT = '/v1/payouts/gitlab.FY2027-Q1.quarterly';
const ACCOUNT = '/v1/accounts/gitlabinc.acme.USD';

/** Told in order, as one quarter goes on. */
describe('A partner in Germany, paid in euros, from whom tax is withheld', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let approver: ApiClient;
  let position = '0';
  const sales: string[] = [];

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    const document = programWithPayout(
      "withholding: [{ countries: [DE], rate: 15%, legalBasis: 'EStG 50a' }, { countries: [AT], rate: 20%, base: net, legalBasis: 'EStG 99' }]",
      'conversion: { source: ecb, maxAgeDays: 5 }',
    );
    await programs.must('/v1/programs/gitlab/versions', document);
    await enrol(programs, 'acme');
    for (const n of [1, 2]) {
      const deal = await approvedDeal({ crm, programs }, 'acme', `A-${n}`, 'serviceAttach');
      sales.push(await bookedSale({ crm, programs }, `SA-${n}`, deal, '40000.00'));
    }
    await advanceTo(admin, '2026-06-15');
    await settle('FY2027-Q1');
  });
  afterAll(() => system.stop());

  async function tell(
    who: ApiClient,
    path: string,
    body: object,
  ): Promise<Record<string, unknown>> {
    const reply = await who.must(path, body);
    position = String(reply['position']);
    return reply;
  }
  const read = (path: string): Promise<Record<string, unknown>> =>
    finance.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
  async function settle(quarter: string): Promise<void> {
    ({ position } = await payQuarter({ finance, approver }, 'gitlab', quarter));
  }
  const rates = (publishedOn: string, dollars: string): Promise<unknown> =>
    tell(finance, '/v1/exchange-rates', {
      source: 'ecb',
      baseCurrency: 'EUR',
      days: [{ publishedOn, rates: [{ currency: 'USD', exchangeRate: dollars }] }],
    });
  async function confirmed(owner: string, ownerId: string): Promise<void> {
    await tell(finance, '/v1/payment-details', {
      owner,
      ownerId,
      currency: 'EUR',
      name: ownerId,
      scheme: 'iban',
      accountNumber: 'DE89370400440532013000',
      country: 'DE',
    });
    const path = `/v1/payment-details/${owner}.${ownerId}.EUR`;
    const { pending } = await read(path);
    await tell(approver, `${path}/confirmation`, { hash: asObject(pending)['hash'] });
  }

  it('has 2,000.00 earned, 300.00 of it withheld and 1,700.00 payable, on its statement and in the books', async () => {
    expect(await read(`/v1/statements/gitlab.FY2027-Q1.quarterly.acme`)).toMatchObject({
      total: '1700.00',
      payable: '1700.00',
    });
    expect(await read(ACCOUNT)).toMatchObject({ payable: '1700.00', withheld: '300.00' });
    const ageing = await read('/v1/ledger/ageing?side=withheld');
    expect(ageing['items']).toMatchObject([{ total: '300.00' }]);
  });

  it('waits while no rate is there or the last one is too old', async () => {
    const instruct = () => finance.command(`${PAYOUT}/instruction`, { currency: 'EUR' });
    expect(await instruct()).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'rate-missing', path: 'currency' }] },
    });
    await rates('2026-06-09', '1.1');
    expect((await instruct()).status).toBe(422);
    await rates('2026-06-12', '1.0389');
    expect(await instruct()).toMatchObject({
      body: { errors: [{ code: 'debtor-details-missing' }] },
    });
  });

  it('is paid 1,636.35 EUR, by a file in euros', async () => {
    await confirmed('debtor', 'gitlabinc');
    await confirmed('payee', 'acme');
    await tell(finance, `${PAYOUT}/instruction`, { currency: 'EUR' });
    const { items } = await read(`${PAYOUT}/payments`);
    expect(items).toMatchObject([
      {
        amount: '1700.00',
        currency: 'USD',
        toldAmount: '1636.35',
        toldCurrency: 'EUR',
        rate: { publication: 'ecb/2026-06-12/1', quotes: { USD: '1.0389' } },
      },
    ]);
    const headers = { authorization: `Bearer ${finance.key}` };
    const file = await fetch(`${system.accord.url}${PAYOUT}/payment-file`, { headers });
    expect(await file.text()).toContain('<InstdAmt Ccy="EUR">1636.35</InstdAmt>');
  });

  it('is confirmed by the rate of that day, the difference in the books; each currency balances', async () => {
    await rates('2026-06-15', '1.05');
    const { items } = await read(`${PAYOUT}/payments`);
    const [payment] = Array.isArray(items) ? items.map(asObject) : [];
    const line = `<TxInfAndSts><OrgnlEndToEndId>${String(payment?.['paymentId'])}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>`;
    const report = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>${line}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
    const bytes = new TextEncoder().encode(report);
    const answer = await finance.upload(`${PAYOUT}/bank-answers`, 'application/xml', bytes);
    position = String(asObject(answer.body)['position']);
    expect(await read(ACCOUNT)).toMatchObject({ inFlight: '0.00', paid: '1700.00' });
    // 1,636.35 at 1.05 are 1,718.17.
    const balance = await read('/v1/ledger/trial-balance');
    const { accounts, totals } = balance;
    const rows = Array.isArray(accounts) ? accounts.map(asObject) : [];
    const sums = Array.isArray(totals) ? totals.map(asObject) : [];
    expect(sums.map(({ currency, balanced }) => [currency, balanced])).toEqual([
      ['EUR', true],
      ['USD', true],
    ]);
    const of = (code: string, currency: string) =>
      rows.find((row) => row['code'] === code && row['currency'] === currency)?.['balance'];
    expect([of('7100', 'USD'), of('9000', 'USD'), of('9000', 'EUR'), of('1200', 'EUR')]).toEqual([
      '18.17',
      '-1718.17',
      '1636.35',
      '-1636.35',
    ]);
  });

  it('owes what is reversed less its tax, until two people give that up', async () => {
    for (const sale of sales) {
      await tell(crm, `/v1/sales/${sale}/reversal`, { reason: 'The customer withdrew' });
    }
    await enrol(programs, 'alpen', 'AT');
    for (const n of [1, 2]) {
      const deal = await approvedDeal({ crm, programs }, 'alpen', `B-${n}`, 'serviceAttach');
      await bookedSale({ crm, programs }, `SB-${n}`, deal, '40000.00');
    }
    await advanceTo(system.admin, '2026-09-15');
    await settle('FY2027-Q2');
    expect(await read(ACCOUNT)).toMatchObject({ receivable: '1700.00', withheld: '0.00' });
    const wanted = { book: 'gitlab', amount: '1700.00', internalReason: 'Wound up' };
    const { id } = await tell(finance, `${ACCOUNT}/write-offs`, wanted);
    const path = `${ACCOUNT}/write-offs/${String(id)}`;
    expect((await finance.command(`${path}/approval`, {})).status).toBe(403);
    await tell(approver, `${path}/approval`, {});
    expect(await read(ACCOUNT)).toMatchObject({
      receivable: '0.00',
      writeOffs: [
        { amount: '1700.00', proposedBy: 'fiona', decidedBy: 'carl', status: 'approved' },
      ],
    });
    expect((await read('/v1/ledger/ageing?side=receivable'))['items']).toEqual([]);
  });

  it('stands beside one in Austria, whose tax is on what is left to pay', async () => {
    const { items } = await read('/v1/statements/gitlab.FY2027-Q2.quarterly.alpen');
    const told = Array.isArray(items) ? items.map(asObject) : [];
    expect(told.filter(({ rule }) => rule === 'withholding')).toMatchObject([
      {
        amount: '-400.00',
        derivation:
          '20% of 2000.00 USD, which is left to pay of 2000.00 USD, is withheld (EStG 99): 400.00 USD; net 1600.00 USD',
      },
    ]);
  });
});
