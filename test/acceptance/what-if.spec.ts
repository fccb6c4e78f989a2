import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EventRegistry, EventStore } from '@accord/event-store';
import { asObject, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { runAccord, type Ended } from '../support/command-line-tool';
import { enrol } from '../support/small-program';
import { approvedDeal } from '../support/small-quarter';

const PROGRAM = readFileSync(resolve(__dirname, '../../samples/gitlab/program.yaml'), 'utf8');
const CONVERTING = `${PROGRAM}\nconversion: { source: ecb, rateOn: booking, maxAgeDays: 5 }\n`;
const CSV = 'Date,USD,JPY,\n2026-01-30,1.0389,163.06,\n';

/** Rates, a sale in euros under a program in dollars, and rules that are only tried. */
describe('A program that converts, and another one that is tried', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let log: EventStore;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'accord-what-if-'));
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    await programs.must('/v1/programs/gitlab/versions', CONVERTING);
    await enrol(programs, 'fjord');
  });
  afterAll(async () => {
    await log.close();
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  const head = async (): Promise<bigint> => (await log.head()).position;

  async function tool(args: readonly string[], key: string): Promise<Ended> {
    process.env['ACCORD_KEY'] = key;
    return runAccord([...args, '--url', system.accord.url]);
  }

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  it('records rates from a file once, and other values only as a correction', async () => {
    const rates = (text: string, ...more: string[]): Promise<Ended> =>
      tool(['rates', 'import', file('rates.csv', text), ...more], finance.key);
    const first = await rates(CSV);
    expect([first.status, first.out, first.err]).toEqual([
      0,
      'ecb, 2026-01-30 to 2026-01-30: days 1, recorded 1\n',
      '',
    ]);
    expect((await rates(CSV.replace('163.06', '163.060'))).out).toContain('recorded 0');
    const other = await rates(CSV.replace('1.0389', '1.05'));
    expect(other.status).toBe(1);
    expect(other.err).toContain('says otherwise of USD');
  });

  it('counts a sale in euros by the rate of its booking, and says so', async () => {
    const dealId = await approvedDeal({ crm, programs }, 'fjord', 'R-1', 'referral');
    const { position } = await crm.must('/v1/sales', {
      programId: 'gitlab',
      origin: { source: 'crm', ref: 'S-1' },
      dealId,
      annualFees: '100000.00',
      netArr: '100000.00',
      currency: 'EUR',
    });
    const [line] = await finance.list(`/v1/earnings?minPosition=${String(position)}`);
    expect(line).toMatchObject({
      currency: 'USD',
      base: '100000.00',
      baseCurrency: 'EUR',
      rate: '10%',
      conversion: {
        day: '2026-02-01',
        rate: { publication: 'ecb/2026-01-30/1', quotes: { USD: '1.0389' } },
      },
    });
    // 10 % of 100,000.00 EUR, at 1.0389 USD for one EUR.
    expect(line?.['amount']).toBe('10389.00');
  });

  it('tries other rules without a word to the log, and tells what they would change', async () => {
    const before = await head();
    const same = await tool(['what-if', file('same.yaml', CONVERTING)], programs.key);
    expect([same.status, same.err]).toEqual([0, '']);
    expect(same.out).toMatch(/fjord +10389\.00 -> +10389\.00 +0\.00 USD {2}0 lines are others/);

    const half = CONVERTING.replace(/(kind: referralFee[^}]*?rate: )[\d.]+%/, '$150%');
    const tried = await tool(['what-if', file('half.yaml', half)], finance.key);
    expect(tried.out).toMatch(
      /fjord +10389\.00 -> +51945\.00 +41556\.00 USD {2}1 lines are others/,
    );
    const [, id = ''] = /\/v1\/what-if\/(\S+)\/lines/.exec(tried.out) ?? [];
    const [line] = await finance.list(`/v1/what-if/${id}/lines?partnerId=fjord`);
    expect(asObject(line?.['changed'])).toMatchObject({ amount: '51945.00', rate: '50%' });
    expect(asObject(line?.['current'])).toMatchObject({ rate: '10%' });
    expect(await head()).toBe(before);

    const unknown = await programs.command('/v1/what-if', { program: 'nobody' });
    expect(unknown.status).toBe(400);
  });
});
