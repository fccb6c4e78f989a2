import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';

type Row = Record<string, unknown>;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const DOCUMENT = new TextEncoder().encode('what proves it\n');
const sha256 = createHash('sha256').update(DOCUMENT).digest('hex');
const CONVERSION = 'conversion: { source: ecb, rateOn: booking, maxAgeDays: 5 }';
const TRACKS = { plastpro: 'Dealer', microsoft: 'Partner' } as const;
const TERRITORIES = { plastpro: 'US', microsoft: 'Worldwide' } as const;
type Vendor = keyof typeof TRACKS;

/** Funds that grow with bookings, by the published rules of two vendors; in the order of dates. */
describe('Co-op funds', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let position = '0';
  let small = '';

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2026-11-01' });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    finance = await principal(system.admin, 'fiona', 'finance');
    for (const vendor of Object.keys(TRACKS)) {
      const text = readFileSync(join(__dirname, `../../samples/${vendor}/program.yaml`), 'utf8');
      await programs.must(`/v1/programs/${vendor}/versions`, `${text}\n${CONVERSION}\n`);
    }
    for (const partnerId of ['door', 'gate']) await enrol('plastpro', partnerId);
    for (const partnerId of ['large', 'small', 'near', 'far', 'abroad'])
      await enrol('microsoft', partnerId);
  });
  afterAll(() => system.stop());

  async function enrol(programId: Vendor, partnerId: string): Promise<void> {
    await programs.must('/v1/partners', {
      partnerId,
      programId,
      name: `Partner ${partnerId}`,
      kind: 'reseller',
      country: 'US',
      track: TRACKS[programId],
      occurredOn: '2025-01-02',
    });
    await programs.must(`/v1/partners/${partnerId}/agreements`, {
      agreementId: `agreement-${partnerId}`,
      territories: [TERRITORIES[programId]],
      exhibits: ['csp'],
      signedOn: '2025-01-02',
    });
    await crm.upload(`/v1/partners/${partnerId}/evidence`, 'text/plain', DOCUMENT);
  }
  async function tell(who: ApiClient, path: string, body: object): Promise<Row> {
    const reply = await who.must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
    return reply;
  }
  const book = (programId: Vendor, partnerId: string, ref: string, netArr: string, day: string) =>
    tell(crm, '/v1/sales', {
      programId,
      partnerId,
      origin: { source: 'crm', ref },
      annualFees: netArr,
      netArr,
      currency: 'USD',
      occurredOn: day,
    });
  const balance = (fundId: string): Promise<Row> => finance.get(`/v1/funds/${fundId}/balance`);
  const balances = async (): Promise<Row> => {
    const { accounts, totals } = await finance.get('/v1/ledger/trial-balance');
    const sums = Array.isArray(totals) ? totals.map(asObject) : [];
    expect(sums.filter(({ balanced }) => balanced !== true)).toEqual([]);
    const rows = Array.isArray(accounts) ? accounts.map(asObject) : [];
    return Object.fromEntries(rows.map(({ code, balance: stands }) => [String(code), stands]));
  };
  const seen = (path: string): string => `${path}?minPosition=${position}`;
  const ask = (fundId: string, day: string, activity: string, amount: string) =>
    tell(crm, `/v1/funds/${fundId}/requests`, {
      requestId: 'r1',
      activity,
      cost: amount,
      startsOn: day,
      endsOn: day,
      ...usd(amount),
    });
  const claim = async (fundId: string, cost: string): Promise<string> => {
    const answer = await crm.command(`/v1/funds/${fundId}/requests/r1/claims`, {
      claimId: 'c1',
      cost,
      currency: 'USD',
      proofs: ['invoice', 'attendee-list'].map((kind) => ({ kind, sha256 })),
    });
    return answer.status < 300 ? 'claimed' : faultOf(answer).code;
  };

  it('72 (Plastpro price book): 1% of last year`s 850,000 is a fund of 8,500 this year', async () => {
    for (const partnerId of ['door', 'gate']) {
      await book('plastpro', partnerId, `${partnerId}-1`, '600000.00', '2025-03-03');
      await book('plastpro', partnerId, `${partnerId}-2`, '250000.00', '2025-12-31');
      await book('plastpro', partnerId, `${partnerId}-3`, '99999.50', '2026-10-30');
    }
    await advanceTo(system.admin, '2026-11-02');
    const fundId = 'coop.plastpro.door.FY2025.USD';
    expect(await balance(fundId)).toMatchObject({ available: '8500.00' });
    expect(await balance('coop.plastpro.door.FY2026.USD')).toMatchObject({ available: '1000.00' });
    expect(await finance.get(seen(`/v1/funds/${fundId}`))).toMatchObject({
      kind: 'coop',
      periodFrom: '2026-01-01',
      claimBy: '2026-12-10',
    });
    const lines = await finance.list(`/v1/funds/${fundId}/statement`);
    expect(lines.map(({ text }) => String(text).replace(/ \(.*/, ''))).toEqual([
      'Opened for activities from 2026-01-01 to 2026-12-31; ask by 2026-12-31',
      '6000.00 USD accrued: 1% of 600000.00 USD',
      '2500.00 USD accrued: 1% of 250000.00 USD',
    ]);
  });

  it('72: an expense of 20 November is claimed by 10 December, not 30 days later', async () => {
    for (const partnerId of ['door', 'gate']) {
      const fundId = `coop.plastpro.${partnerId}.FY2025.USD`;
      await ask(fundId, '2026-11-20', 'advertising', '8000.00');
      await tell(programs, `/v1/funds/${fundId}/requests/r1/approval`, usd('8000.00'));
    }
    await advanceTo(system.admin, '2026-12-10');
    expect(await claim('coop.plastpro.door.FY2025.USD', '8000.00')).toBe('claimed');
    await advanceTo(system.admin, '2026-12-11');
    expect(await balance('coop.plastpro.gate.FY2025.USD')).toMatchObject({
      available: '500.00',
      expired: '8000.00',
    });
    expect(await claim('coop.plastpro.gate.FY2025.USD', '8000.00')).toBe('claim-too-late');
  });

  it('takes back what a reversed booking has added', async () => {
    const { id } = await book('microsoft', 'large', 'L-0', '70000.00', '2026-12-11');
    await book('microsoft', 'large', 'L-1', '500000.00', '2026-12-11');
    small = String((await book('microsoft', 'small', 'S-1', '499999.50', '2026-12-11'))['id']);
    await tell(crm, `/v1/sales/${String(id)}/reversal`, { reason: 'Ordered twice' });
    await advanceTo(system.admin, '2026-12-12');
    expect(await balance('coop.microsoft.large.FY2027-H1.USD')).toMatchObject({
      allocated: '10000.00',
      available: '10000.00',
    });
  });

  it.each([
    ['before', 'near', 'OPP-1', '2026-12-13'],
    ['after', 'far', 'OPP-2', '2026-12-14'],
  ])(
    'splits 5%% of a sale that only names its opportunity, approved %s it',
    async (when, partnerId, ref, next) => {
      const opportunity = { source: 'crm', ref };
      const sell = () =>
        tell(crm, '/v1/sales', {
          programId: 'microsoft',
          origin: { source: 'crm', ref: `S-${ref}` },
          opportunity,
          annualFees: '100000.00',
          netArr: '100000.00',
          currency: 'USD',
        });
      if (when === 'after') await sell();
      const { id } = await tell(crm, '/v1/deals', {
        programId: 'microsoft',
        partnerId,
        dealType: 'sale',
        origin: { source: 'crm', ref },
        opportunity,
        territory: 'Worldwide',
        customer: { name: `${partnerId} Mills`, country: 'US' },
        ...usd('100000.00'),
        productFamily: 'cloud',
      });
      await tell(programs, `/v1/deals/${String(id)}/approval`, {});
      if (when === 'before') await sell();
      const fundId = `coop.microsoft.${partnerId}.FY2027-H1.USD`;
      await advanceTo(system.admin, next);
      const earnings = await finance.list(seen('/v1/earnings'));
      expect(earnings.filter((line) => line['partnerId'] === partnerId)).toMatchObject([
        { amount: '3000.00' },
      ]);
      expect(await balance(fundId)).toMatchObject({ available: '2000.00' });
    },
  );

  it('waits for the rate of a sale in euros, and accrues 2% of it in dollars when that is published', async () => {
    await tell(crm, '/v1/sales', {
      programId: 'microsoft',
      partnerId: 'abroad',
      origin: { source: 'crm', ref: 'EUR-1' },
      annualFees: '1000000.00',
      netArr: '1000000.00',
      currency: 'EUR',
      occurredOn: '2026-12-14',
    });
    await advanceTo(system.admin, '2026-12-15');
    const fundId = 'coop.microsoft.abroad.FY2027-H1.USD';
    const last = async () => (await finance.list(`/v1/funds/${fundId}/statement`)).at(-1)?.['text'];
    expect(await last()).toMatch(
      'Nothing accrued of 1000000.00 EUR: No rate of "ecb" on or before 2026-12-14 (sale ',
    );
    await tell(finance, '/v1/exchange-rates', {
      source: 'ecb',
      baseCurrency: 'EUR',
      days: [{ publishedOn: '2026-12-14', rates: [{ currency: 'USD', exchangeRate: '1.0389' }] }],
    });
    await advanceTo(system.admin, '2026-12-16');
    expect(await balance(fundId)).toMatchObject({ available: '20778.00' });
    expect(await last()).toMatch(
      '20778.00 USD accrued: 2% of 1000000.00 EUR at 1 EUR = 1.0389 USD (ecb/2026-12-14/1) (sale ',
    );
  });

  it('counts it by the corrected rate once that is published', async () => {
    const fundId = 'coop.microsoft.abroad.FY2027-H1.USD';
    const day = { publishedOn: '2026-12-14', rates: [{ currency: 'USD', exchangeRate: '1.0894' }] };
    await tell(finance, '/v1/exchange-rates', {
      source: 'ecb',
      baseCurrency: 'EUR',
      days: [day],
      correctionReason: 'A digit was misread',
    });
    await advanceTo(system.admin, '2026-12-17');
    expect(await balance(fundId)).toMatchObject({ available: '21788.00' });
    const text = (await finance.list(`/v1/funds/${fundId}/statement`)).at(-1)?.['text'];
    expect(text).toMatch(
      '1010.00 USD added, as the rate is another one: 2% of 1000000.00 EUR at 1 EUR = 1.0894 USD (ecb/2026-12-14/2) are 21788.00 USD, not 20778.00 USD (sale ',
    );
  });

  it('pays what is too little at the end of the half-year as a rebate', async () => {
    await advanceTo(system.admin, '2027-01-02');
    expect(await balance('coop.microsoft.large.FY2027-H1.USD')).toMatchObject({
      available: '10000.00',
    });
    expect(await balance('coop.microsoft.small.FY2027-H1.USD')).toMatchObject({
      available: '0.00',
      consumed: '9999.99',
    });
    const accounts = await finance.list('/v1/accounts');
    expect(accounts.filter(({ partnerId }) => partnerId === 'small')).toMatchObject([
      { accountId: 'microsoft.small.USD', earned: '9999.99' },
    ]);
  });

  it('takes the rebate back where its only booking is reversed, once', async () => {
    expect(await balances()).toMatchObject({ '2110': '13999.99', '4900': '13999.99' });
    await tell(crm, `/v1/sales/${small}/reversal`, { reason: 'Never ordered' });
    await advanceTo(system.admin, '2027-01-03');
    expect(await balance('coop.microsoft.small.FY2027-H1.USD')).toMatchObject({
      allocated: '0.00',
      consumed: '0.00',
    });
    const accounts = await finance.list('/v1/accounts');
    expect(accounts.filter(({ partnerId }) => partnerId === 'small')).toMatchObject([
      { accountId: 'microsoft.small.USD', earned: '0.00', receivable: '0.00' },
    ]);
    expect(await balances()).toMatchObject({ '2110': '4000.00', '4900': '4000.00' });
  });

  it('70 (Microsoft claims overview): earned until December, used until June, claimed by 14 August', async () => {
    const fundId = 'coop.microsoft.large.FY2027-H1.USD';
    await ask(fundId, '2027-06-30', 'event', '10000.00');
    await tell(programs, `/v1/funds/${fundId}/requests/r1/approval`, usd('10000.00'));
    expect(await finance.get(seen(`/v1/funds/${fundId}/requests/r1`))).toMatchObject({
      claimBy: '2027-08-14',
      firstClaimBy: '2027-08-14',
    });
    await advanceTo(system.admin, '2027-08-14');
    expect(await claim(fundId, '4000.00')).toBe('claimed');
    await advanceTo(system.admin, '2027-08-15');
    expect(await balance(fundId)).toMatchObject({ claimed: '4000.00', expired: '6000.00' });
  });
});
