import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EventRegistry, EventStore } from '@accord/event-store';
import type { LogPosition } from '@accord/kernel';
import { ReadStore } from '@accord/read-store';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { runAccord, type Ended } from '../support/command-line-tool';
import { closed, payQuarter, type Run } from '../support/pay-quarter';
import { settled } from '../support/settled';
import { enrol, publishProgram, registration } from '../support/small-program';

const SAMPLE = resolve(__dirname, '../../samples/opening');

/** Told in order: a vendor moves to Accord on 31 January and pays two quarters from here. */
describe('A running business that is taken over', () => {
  let system: AccordUnderTest;
  let reads: ReadStore;
  let log: EventStore;
  let programs: ApiClient;
  let finance: ApiClient;
  let auditor: ApiClient;
  let taker: ApiClient;
  let approver: ApiClient;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'accord-opening-'));
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    auditor = await principal(admin, 'audrey', 'auditor');
    const roles = ['program-manager', 'finance', 'finance-approver'];
    const made = await admin.must('/v1/principals', { principalId: 'taker', roles });
    taker = admin.as(String(made['apiKey']));
    await publishProgram(programs);
    for (const partner of ['fjord', 'granite', 'harbor', 'rival']) await enrol(programs, partner);
    reads = await ReadStore.connect(system.accord.databaseUrl);
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  function accord(who: ApiClient, path: string, ...options: string[]): Promise<Ended> {
    process.env['ACCORD_KEY'] = who.key;
    const at = ['--url', system.accord.url];
    return runAccord(['import', 'opening', path, ...at, ...options]);
  }
  /** Of the log, with all that follows by itself from what was written. */
  const head = (): Promise<LogPosition> => settled(log, reads);
  /** What the sample would be with another text in one of its files. */
  function changed(file: string, from: string, to: string): string {
    const copy = mkdtempSync(join(folder, 'copy-'));
    cpSync(SAMPLE, copy, { recursive: true });
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copy, file), text.replace(from, to));
    return copy;
  }

  it('is refused with every fault of its files at once, and with every difference in its totals', async () => {
    const before = await head();
    const bad = changed('registrations.csv', '2025-11-05,2026-05-04', '2025-11-31,');
    writeFileSync(
      join(bad, 'balances.csv'),
      'partnerId,carriedForward,paid,receivable\nfjord,1250.505,-1,0.00\nfjord,1.00,0.00,0.00\n',
    );
    const faults = await accord(taker, bad, '--apply');
    expect([faults.status, faults.out.trimEnd().split('\n')]).toEqual([
      1,
      [
        'registrations.csv line 2: expiresOn: is empty',
        'registrations.csv line 2: approvedOn: "2025-11-31" is no date YYYY-MM-DD',
        expect.stringMatching(/^balances\.csv line 2: carriedForward: .*1250\.505/),
        'balances.csv line 2: paid: is below zero',
        'balances.csv line 3: partnerId: "fjord" stands in line 2 already',
        '5 faults; nothing was written.',
      ],
    ]);
    const sums = await accord(taker, changed('balances.csv', '1120.00', '1120.01'), '--apply');
    expect([sums.status, sums.out]).toEqual([
      1,
      expect.stringContaining(
        'controls.balances.carriedForward: the rows come to 2370.51, the control total is 2370.50: 0.01 off\n',
      ),
    ]);
    const refused = await accord(
      taker,
      changed('funds.csv', 'fjord,2026', 'nobody,2026'),
      '--apply',
    );
    expect(refused.out).toContain('funds.csv line 2: partnerId: No partner "nobody"\n');
    expect(await head()).toBe(before);
  });

  it('is only tried, then written, and written again changes nothing', async () => {
    const before = await head();
    const tried = await accord(taker, SAMPLE);
    expect([tried.status, tried.out]).toEqual([
      0,
      'registrations.csv: dry-run 3\nincumbents.csv: dry-run 2\nfunds.csv: dry-run 1\n' +
        'balances.csv: dry-run 1\nNothing was written; --apply writes it.\n',
    ]);
    expect(await head()).toBe(before);
    const applied = await accord(taker, SAMPLE, '--apply');
    expect([applied.status, applied.out]).toEqual([
      0,
      'registrations.csv: accepted 3\nincumbents.csv: accepted 2\nfunds.csv: accepted 1\n' +
        'balances.csv: accepted 1\nBalances count once somebody else has confirmed them.\n',
    ]);
    const after = await head();
    const again = await accord(taker, SAMPLE, '--apply');
    expect(again.out).toContain('registrations.csv: replayed 3\n');
    expect(again.out).toContain('balances.csv: replayed 1\n');
    expect(await head()).toBe(after);
  });

  it('begins the accounts once somebody else has confirmed what the files say', async () => {
    const self = await accord(taker, SAMPLE, '--confirm');
    expect([self.status, self.err]).toEqual([1, expect.stringContaining('Somebody else than')]);
    const other = changed('balances.csv', '1250.50,42000.00', '1250.50,42000.01');
    const manifest = readFileSync(join(other, 'opening.yaml'), 'utf8');
    writeFileSync(join(other, 'opening.yaml'), manifest.replace('58000.00', '58000.01'));
    const differs = await accord(approver, other, '--confirm');
    expect(differs.err).toContain('"fjord" paid: 42000.00 is proposed, the files say 42000.01');
    for (let i = 0; i < 2; i++) {
      expect(await accord(approver, SAMPLE, '--confirm')).toMatchObject({ status: 0, err: '' });
    }
    expect(await until(() => accountOf('fjord'), 'earned', '1250.50')).toMatchObject({
      payable: '0.00',
      paid: '42000.00',
      receivable: '0.00',
    });
    expect(await until(() => accountOf('harbor'), 'receivable', '300.00')).toMatchObject({
      earned: '0.00',
    });
    const { accounts, totals } = await auditor.get('/v1/ledger/trial-balance?on=2026-01-31');
    expect(
      (Array.isArray(accounts) ? accounts.map(asObject) : []).map(({ code, balance }) => [
        code,
        balance,
      ]),
    ).toEqual([
      ['1100', '300.00'],
      ['1200', '-58000.00'],
      ['2110', '2370.50'],
      ['3900', '-60070.50'],
    ]);
    expect(totals).toMatchObject([{ debit: '60670.50', credit: '60670.50', balanced: true }]);
  });

  it('protects its deals as they were, against whoever comes later', async () => {
    const deals = await programs.list('/v1/deals');
    const fjords = deals.find(({ partnerId }) => partnerId === 'fjord');
    expect(fjords).toMatchObject({
      status: 'approved',
      origin: 'old-portal/P-1041',
      registeredOn: '2025-11-03',
      approvedOn: '2025-11-05',
      expiresOn: '2026-05-04',
    });
    const history = await auditor.list(`/v1/audit/streams/deal-${String(fjords?.['dealId'])}`);
    expect(history).toMatchObject([
      { type: 'DealRegistered', data: { opening: true } },
      { type: 'DealApproved', data: { by: 'opening' } },
    ]);
    const crm = await principal(system.admin, 'crm', 'sales-system');
    const customer = { name: 'Nordwind Energie GmbH', country: 'DE' };
    const body = registration('rival', 'R-1', {
      customer: { ...customer, domain: 'nordwind-energie.example' },
      productFamily: 'Ultimate',
      opportunity: { source: 'old-portal', ref: 'OPP-881' },
    });
    const { id } = await crm.must('/v1/deals', body);
    const answer = await programs.command(`/v1/deals/${String(id)}/approval`, {});
    expect(faultOf(answer).code).toBe('exclusivity-held');
    const customerId = String(fjords?.['customerId']);
    expect(await crm.get(`/v1/customers/${customerId}/incumbent?programId=gitlab`)).toEqual(
      expect.objectContaining({
        partnerId: 'harbor',
        since: '2025-02-14',
        by: 'opening',
        reference: 'old-portal.SO-2201',
        lastRate: '18%',
      }),
    );
  });

  it('keeps its funds where they were', async () => {
    expect(await finance.get('/v1/funds/fjord-spring/balance')).toMatchObject({
      allocated: '10000.00',
      available: '6000.00',
      reserved: '0.00',
      committed: '0.00',
      claimed: '0.00',
      consumed: '3000.00',
      expired: '1000.00',
    });
  });

  it('pays what was carried forward with the next statement, exactly once', async () => {
    await advanceTo(system.admin, '2026-06-15');
    await pay('FY2027-Q1');
    expect(await finance.get('/v1/statements/gitlab.FY2027-Q1.quarterly.fjord')).toMatchObject({
      total: '1250.50',
      items: [{ lineId: 'opening:takeover-2026', rule: 'opening-balance', amount: '1250.50' }],
    });
    expect(await accountOf('fjord')).toMatchObject({ earned: '0.00', payable: '1250.50' });
    const explained = await auditor.get(
      '/v1/statements/gitlab.FY2027-Q1.quarterly.fjord/lines/opening:takeover-2026/explanation',
    );
    expect(explained).toMatchObject({
      line: { derivation: expect.stringContaining('Carried forward from the books') },
      events: [
        { type: 'OpeningProposed', actor: 'taker' },
        { type: 'OpeningConfirmed', actor: 'carl' },
      ],
    });
    await advanceTo(system.admin, '2026-09-15');
    await closed(finance, 'gitlab', 'FY2027-Q2');
    const next = { book: 'gitlab', quarter: 'FY2027-Q2' };
    expect(faultOf(await finance.command('/v1/payouts', next)).code).toBe('nothing-to-pay');
  });

  const accountOf = (partnerId: string): Promise<Record<string, unknown>> =>
    auditor.get(`/v1/accounts/gitlabinc.${partnerId}.USD`);

  /** What a reactor writes comes when it comes. */
  async function until(
    read: () => Promise<Record<string, unknown>>,
    field: string,
    value: string,
  ): Promise<Record<string, unknown>> {
    for (const end = Date.now() + 300_000; ;) {
      const found = await read().catch(() => ({}) as Record<string, unknown>);
      if (found[field] === value) return found;
      if (Date.now() > end) throw new Error(`${field} is ${String(found[field])}, not ${value}`);
    }
  }

  const pay = (quarter: string): Promise<Run> =>
    payQuarter({ finance, approver }, 'gitlab', quarter);
});
