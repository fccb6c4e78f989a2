import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@accord/kernel';
import { ReadStore, sql } from '@accord/read-store';
import type { ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { runAccord, type Ended } from '../support/command-line-tool';
import { enrol, publishProgram, registration } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const SILENT_MATCHER = join(__dirname, '../support/variants/silent-matcher.cjs');

describe('The command line tool', () => {
  let system: AccordUnderTest;
  let crm: ApiClient;
  let programs: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    const deal = await approvedDeal({ crm, programs }, 'acme', 'A-1', 'referral');
    await bookedSale({ crm, programs }, 'S-1', deal, '40000.00');
    await advanceTo(system.admin, '2026-02-20');
    const later = await approvedDeal({ crm, programs }, 'acme', 'A-2', 'referral');
    await bookedSale({ crm, programs }, 'S-2', later, '30000.00');
  });
  afterAll(() => system.stop());

  /** The addresses come from the environment. */
  const accord = (...args: string[]): Promise<Ended> => runAccord(args, addresses());
  const withoutMatcher = (...args: string[]): Promise<Ended> =>
    runAccord(args, { ...addresses(), NODE_OPTIONS: `--require=${SILENT_MATCHER}` });
  const addresses = () => ({
    EVENTSTORE_URL: system.accord.eventStoreUrl,
    DATABASE_URL: system.accord.databaseUrl,
  });

  it('rebuilds every view to the rows that are live', async () => {
    const { status, out } = await accord('replay');
    expect(out).toMatch(/deals +2 +2 +0\n/);
    expect(out.trimEnd().split('\n').at(-1)).toBe('verify: replay equals live');
    expect(status).toBe(0);
  });

  it('rebuilds them without asking the matcher, whose answers are in the log', async () => {
    const customer = { name: 'Nordwind Energie GmbH', country: 'DE', domain: 'nordwind.example' };
    for (const ref of ['N-1', 'N-2']) {
      const opportunity = { source: 'crm', ref };
      await crm.must('/v1/opportunities', { ...opportunity, stage: '4' });
      const more = { customer, opportunity };
      const { id } = await crm.must('/v1/deals', registration('acme', ref, more));
      await programs.must(`/v1/deals/${String(id)}/approval`, {});
    }
    const { out: log } = await accord('export', 'events');
    expect(log).toMatch(/"relation":"SAME_ENTITY".*"type":"ClaimAttached"/);

    const folder = mkdtempSync(join(tmpdir(), 'accord-test-'));
    const pairs = join(folder, 'pairs.jsonl');
    writeFileSync(pairs, `${JSON.stringify({ left: customer, right: customer })}\n`);
    const scored = await withoutMatcher('match', 'score', '--in', pairs);
    expect([scored.status, scored.err]).toEqual([1, expect.stringContaining('matcher was asked')]);
    rmSync(folder, { recursive: true });

    const { status, out } = await withoutMatcher('replay');
    expect(out).toMatch(/deals +4 +4 +0\n/);
    expect(out.trimEnd().split('\n').at(-1)).toBe('verify: replay equals live');
    expect(status).toBe(0);
  });

  it('shows what was known on a day of the sandbox', async () => {
    const then = await accord('replay', '--as-of', '2026-02-19');
    expect(then.out).toMatch(/acme +referral-fee +1 lines +4000\.00/);
    const now = await accord('replay', '--as-of', '2026-02-20');
    expect(now.out).toMatch(/acme +referral-fee +2 lines +7000\.00/);
    const never = await accord('replay', '--as-of', 'yesterday');
    expect([never.status, never.err]).toEqual([1, expect.stringContaining('not valid')]);
  });

  it('writes the same bytes for the same log, each line canonical', async () => {
    const first = await accord('export', 'events');
    const second = await accord('export', 'events');
    expect(first.out).toBe(second.out);
    const lines = first.out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(canonicalJson(JSON.parse(line))).toBe(line);
  });

  it('forgets a person in the vault, and needs no other history for it', async () => {
    const reads = await ReadStore.connect(system.accord.databaseUrl);
    try {
      const before = await accord('export', 'events');
      expect(await reads.vault.personalData('person-acme', 'contact')).toBeDefined();
      const { status, out } = await accord('forget', 'person-acme');
      expect([status, out]).toEqual([0, '1 entry about "person-acme" deleted\n']);
      expect(await reads.vault.personalData('person-acme', 'contact')).toBeUndefined();
      expect((await accord('forget', 'person-acme')).out).toContain('0 entries');
      expect((await accord('export', 'events')).out).toBe(before.out);
    } finally {
      await reads.close();
    }
  });

  it('stores nothing of a person on a dry run, and nothing again when a command is repeated', async () => {
    const reads = await ReadStore.connect(system.accord.databaseUrl);
    const [path, key] = ['/v1/partners/acme/credentials', 'credential-of-kim'];
    const body = {
      personId: 'person-kim',
      name: 'Kim',
      credential: 'sales-accreditation',
      completedOn: '2026-01-13',
    };
    const known = (): Promise<unknown> => reads.vault.personalData('person-kim', 'contact');
    try {
      expect((await programs.command(`${path}?dryRun=true`, body)).status).toBe(200);
      expect(await known()).toBeUndefined();
      expect((await programs.command(path, body, key)).status).toBe(201);
      expect(await known()).toEqual({ name: 'Kim' });
      await accord('forget', 'person-kim');
      expect((await programs.command(path, body, key)).body).toMatchObject({
        status: 'replayed',
      });
      expect(await known()).toBeUndefined();
    } finally {
      await reads.close();
    }
  });

  it('finds a row of a view that somebody has changed, and leaves nothing of its own behind', async () => {
    const reads = await ReadStore.connect(system.accord.databaseUrl);
    const schemas = async (): Promise<number> =>
      (await sql`select 1 from pg_namespace`.execute(reads.db)).rows.length;
    try {
      const before = await schemas();
      await sql`update read.sales set annual_fees = '{"minor":"1","currency":"USD"}'
        where annual_fees->>'minor' = '4000000'`.execute(reads.db);
      const { status, out } = await accord('replay');
      expect(out).toMatch(/sales +2 +1 +1\n/);
      expect(out).toContain('only in live, sales:');
      expect(out.trimEnd().split('\n').at(-1)).toBe('verify: replay differs from live');
      expect(status).toBe(1);
      expect(await schemas()).toBe(before);
    } finally {
      await reads.close();
    }
  });

  it.each([
    [['replya'], 'no command "replya"'],
    [['replay', '--fast'], '--fast'],
  ])('refuses %j and says why', async (args, why) => {
    const { status, err } = await accord(...args);
    expect([status, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it('tells how it is used', async () => {
    const all = await accord('--help');
    expect([all.status, all.out]).toEqual([0, expect.stringContaining('export events')]);
    const one = await accord('replay', '--help');
    expect([one.status, one.out]).toEqual([0, expect.stringContaining('--as-of MOMENT')]);
  });
});
