import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ApiClient } from '../support/api-client';
import {
  DIST,
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram } from '../support/small-program';

const SAMPLE = resolve(__dirname, '../../samples/salesforce');

interface Ended {
  readonly status: number;
  readonly lines: readonly string[];
  readonly error: string;
}

/** The sample: 219 rows of an export with everything that such files hold. */
describe('An export of a sales system', () => {
  let system: AccordUnderTest;
  let crm: ApiClient;
  let programs: ApiClient;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'accord-import-'));
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    for (const partner of ['brightwater', 'cobalt', 'fjord']) await enrol(programs, partner);
  });
  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  /** A position of the log behind everything that was imported. */
  async function after(personId: string): Promise<string> {
    const completedOn = '2026-01-13';
    const credential = { personId, credential: 'sales-accreditation', completedOn };
    const answer = await programs.must('/v1/partners/fjord/credentials', credential);
    return String(answer['position']);
  }

  it('is only tried, then registered, and registered again changes nothing', async () => {
    const tried = await imported();
    expect([tried.status, tried.lines.length]).toEqual([1, 221]);
    expect(tried.lines.slice(-2)).toEqual([
      `219 rows: ${GOOD} dry-run, ${ABROAD} refused, 14 invalid, 2 repeated`,
      'Nothing was written; --commit registers the rows that can be.',
    ]);
    expect(await crm.list('/v1/deals')).toEqual([]);

    const committed = await imported('--commit');
    expect(committed.lines.at(-1)).toBe(
      `219 rows: ${GOOD} accepted, ${ABROAD} refused, 14 invalid, 2 repeated`,
    );
    // Rows are named by the line of the file at which they end.
    expect(committed.lines[4]).toMatch(/^line 7 {2}\S{18} {2}accepted {2}[0-9a-f-]{36}$/);
    const told = (part: string): string[] => committed.lines.filter((line) => line.includes(part));
    expect(told('Amount: "12,500.00" is no amount such as 1.234,50')).toHaveLength(1);
    expect(told('Close Date: "31.09.2026" is no date dd.MM.yyyy')).toHaveLength(1);
    expect(told('Partner Account: "Unbekannt Consulting GmbH" is not among')).toHaveLength(1);
    expect(told('customer.country: country must be')).toHaveLength(1);
    expect(told('says something else in line')).toHaveLength(1);
    expect(told('as in line')).toHaveLength(2);
    expect(told('territory: No signed agreement covers "NA"')).toHaveLength(ABROAD);
    const deals = await crm.list(`/v1/deals?minPosition=${await after('one-more')}`);
    expect(deals).toHaveLength(GOOD);
    // Sales' word of each opportunity came first: routes and scopes go by it.
    const opportunities = await crm.list('/v1/opportunities');
    expect(opportunities).toHaveLength(GOOD + ABROAD + FAULTY);
    expect(new Set(opportunities.map(({ stage }) => stage))).toEqual(new Set(['1', '4', '5']));

    const again = await imported('--commit');
    expect(again.lines.at(-1)).toBe(
      `219 rows: ${GOOD} replayed, ${ABROAD} refused, 14 invalid, 2 repeated`,
    );
    expect(await crm.list(`/v1/deals?minPosition=${await after('another')}`)).toEqual(deals);
  });

  it.each([
    ['a mapping that is none', '{"source": 7}', 'is no mapping:\n  source: '],
    ['a mapping that is not JSON', 'source: x', 'is not JSON: '],
    [
      'a column that is not there',
      '{"source": "crm", "reference": "Nowhere", "delimiter": ";", "fields": {}}',
      'The file has no column "Nowhere"',
    ],
  ])('is not begun with %s', async (_, text, error) => {
    const mapping = join(folder, 'mapping.json');
    writeFileSync(mapping, text);
    const ended = await run(join(SAMPLE, 'opportunities.csv'), mapping);
    expect([ended.status, ended.lines]).toEqual([1, ['']]);
    expect(ended.error).toContain(error);
  });

  it('is not begun without a key, or with a wrong one', async () => {
    const files = [join(SAMPLE, 'opportunities.csv'), join(SAMPLE, 'mapping.json')] as const;
    expect(await run(...files, [], '')).toMatchObject({ status: 2 });
    const wrong = await run(...files, [], 'nonsense');
    expect([wrong.status, wrong.error]).toEqual([1, expect.stringContaining('answered 401')]);
  });

  const imported = (...options: string[]): Promise<Ended> =>
    run(join(SAMPLE, 'opportunities.csv'), join(SAMPLE, 'mapping.json'), options);

  function run(
    file: string,
    mapping: string,
    options: readonly string[] = [],
    key = crm.key,
  ): Promise<Ended> {
    const cli = join(DIST, 'apps/cli/src/main.js');
    const args = [cli, 'import', file, mapping, '--url', system.accord.url, ...options];
    const { ACCORD_KEY: _, ...inherited } = process.env;
    const env = key === '' ? inherited : { ...inherited, ACCORD_KEY: key };
    return new Promise((done) => {
      const child = execFile(process.execPath, args, { env }, (_error, stdout, stderr) =>
        done({ status: child.exitCode ?? -1, lines: stdout.trimEnd().split('\n'), error: stderr }),
      );
    });
  }
});

/** Rows that can be registered, and rows of a territory for which nobody has signed. */
const GOOD = 183;
const ABROAD = 20;
/** Rows that can be read and say what no registration may say: their opportunities are sales' word all the same. */
const FAULTY = 5;
