import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ReadStore, removePostgres, sql } from '@accord/read-store';
import { asObject, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { COMMAND_LINE_TOOL, runAccord } from '../support/command-line-tool';
import { startDatabase } from '../support/database';
import { startEmbedded } from '../support/event-store-server';
import { flipBit } from '../support/flip-bit';
import { enrol, publishProgram, registration } from '../support/small-program';
import { approvedDeal } from '../support/small-quarter';

const EVIDENCE = randomBytes(300_000);

describe('A backup', () => {
  const root = mkdtempSync(join(tmpdir(), 'accord-backup-'));
  const backup = join(root, 'backup');
  let system: AccordUnderTest;
  let crm: ApiClient;
  let programs: ApiClient;
  let evidence: string;
  /** Deals whose registration was answered before the backup began. */
  let acknowledged: readonly string[];
  let manifest: Record<string, unknown>;
  let position: string;

  const databaseOf = async <T>(url: string, use: (reads: ReadStore) => Promise<T>): Promise<T> => {
    const reads = await ReadStore.connect(url);
    try {
      return await use(reads);
    } finally {
      await reads.close();
    }
  };

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    await approvedDeal({ crm, programs }, 'acme', 'A-1', 'referral');
    evidence = await databaseOf(system.accord.databaseUrl, ({ vault }) =>
      vault.putEvidence('application/pdf', EVIDENCE),
    );
    const writing = new AbortController();
    const answered: string[] = [];
    const writers = [1, 2, 3].map((writer) => write(writer, writing.signal, answered));
    while (answered.length < 20) await delay(20);
    acknowledged = [...answered];
    const { dataDirectory } = system.accord;
    const taken = await runAccord(['backup', '--data', dataDirectory, '--out', backup, '--json']);
    writing.abort();
    await Promise.all(writers);
    expect(taken).toMatchObject({ status: 0, err: expect.stringContaining('each event checked') });
    expect(answered.length).toBeGreaterThan(acknowledged.length);
    manifest = asObject(JSON.parse(taken.out));
    position = String(asObject(asObject(manifest['log'])['head'])['position']);
  });
  afterAll(async () => {
    await system.stop();
    rmSync(root, { recursive: true });
  });

  /** Registers deals and names people, one after the other, until it is told to end. */
  async function write(writer: number, ending: AbortSignal, answered: string[]): Promise<void> {
    for (let n = 0; !ending.aborted; n++) {
      const ref = `W-${writer}-${n}`;
      await programs.must('/v1/partners/acme/credentials', {
        personId: `person-${ref}`,
        name: `Somebody ${ref}`,
        credential: 'sales-accreditation',
        completedOn: '2026-01-14',
      });
      const opportunity = { source: 'crm', ref };
      const { id } = await crm.must('/v1/deals', registration('acme', ref, { opportunity }));
      answered.push(String(id));
    }
  }

  it('of a running system is brought back whole: nothing acknowledged is missing, nothing is half there', async () => {
    expect(manifest).toMatchObject({
      format: 'accord-backup',
      version: 1,
      log: { kind: 'copied' },
    });
    const data = join(root, 'restored');
    const restored = await runAccord(['restore', '--from', backup, '--data', data]);
    expect(restored).toMatchObject({ status: 0, out: expect.stringContaining('is restored') });
    const verified = await runAccord(['eventstore', 'verify', '--data', data, '--json']);
    expect(verified.status).toBe(0);
    const { logId, events, writes } = asObject(manifest['log']);
    expect(JSON.parse(verified.out)).toMatchObject({ logId, events, writes, torn: false });

    const again = await startAccordUnderTest({ dataDirectory: data });
    try {
      const replay = await runAccord(['replay', '--data', data]);
      expect(replay.out).toContain('verify: replay equals live');
      expect(replay.status).toBe(0);
      const url = again.accord.url;
      for (const id of acknowledged) {
        const deal = await crm.at(url).get(`/v1/deals/${id}?minPosition=${position}`);
        expect(deal['dealId']).toBe(id);
      }
      const exported = await runAccord(['export', 'events', '--data', data]);
      const log = exported.out
        .trimEnd()
        .split('\n')
        .map((line) => asObject(JSON.parse(line)));
      const { people, file } = await databaseOf(
        again.accord.databaseUrl,
        async ({ db, vault }) => ({
          people: await db.selectFrom('vault.personal_data').select('subject_id').execute(),
          file: await vault.evidence(evidence),
        }),
      );
      const known = new Set(people.map(({ subject_id }) => subject_id));
      const named = log
        .filter(({ type }) => type === 'CredentialRecorded')
        .map(({ data: credential }) => String(asObject(credential)['personId']));
      expect(named.length).toBeGreaterThan(acknowledged.length);
      expect(named.filter((person) => !known.has(person))).toEqual([]);
      expect(file).toEqual({ mediaType: 'application/pdf', bytes: EVIDENCE });
      // It goes on where the backup ended.
      await crm.at(url).must('/v1/deals', registration('acme', 'AFTER', {}));
    } finally {
      await again.stop();
    }
  });

  it.each<[string, (copy: string) => void, string]>([
    [
      'whose vault was changed',
      (copy) => flipBit(join(copy, 'vault/personal_data.jsonl'), 40),
      'personal_data.jsonl is not what was backed up',
    ],
    [
      'whose log was changed',
      (copy) => flipBit(join(copy, 'events/events.log'), 5_000),
      'events.log is not what was backed up',
    ],
    [
      'that lacks a file',
      (copy) => rmSync(join(copy, 'vault/evidence.jsonl')),
      'evidence.jsonl is missing',
    ],
  ])('%s is refused, and nothing is made', async (name, damage, why) => {
    const copy = join(root, `copy ${name}`);
    cpSync(backup, copy, { recursive: true });
    damage(copy);
    const data = join(root, `from ${name}`);
    const refused = await runAccord(['restore', '--from', copy, '--data', data]);
    expect(refused).toMatchObject({ status: 1, err: expect.stringContaining(why) });
    expect(existsSync(data)).toBe(false);
  });

  it('takes the place of nothing: neither of a folder that exists, nor of a directory in use', async () => {
    const { dataDirectory } = system.accord;
    const second = await runAccord(['backup', '--data', dataDirectory, '--out', backup]);
    expect(second).toMatchObject({ status: 1, err: expect.stringContaining('holds a backup') });
    expect(JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'))).toEqual(manifest);

    const into = await runAccord(['restore', '--from', backup, '--data', dataDirectory]);
    expect(into).toMatchObject({ status: 1, err: expect.stringContaining('is not empty') });
    expect(await runAccord(['restore', '--from', backup])).toMatchObject({ status: 2 });
    expect(await runAccord(['backup', '--data', dataDirectory])).toMatchObject({ status: 2 });
    const nowhere = join(root, 'nobody');
    const absent = await runAccord(['backup', '--data', nowhere, '--out', join(root, 'none')]);
    expect(absent).toMatchObject({ status: 1, err: expect.stringContaining('No Accord runs on') });
    expect(existsSync(join(root, 'none'))).toBe(false);
  });

  it('that is interrupted is none: the vault comes last but for the manifest, and without that nothing is restored', async () => {
    const out = join(root, 'unfinished');
    await databaseOf(system.accord.databaseUrl, ({ db }) =>
      db.transaction().execute(async (held) => {
        // Whoever reads the vault now waits.
        await sql`lock table vault.personal_data in access exclusive mode`.execute(held);
        const args = ['backup', '--data', system.accord.dataDirectory, '--out', out];
        const child = spawn(process.execPath, [COMMAND_LINE_TOOL, ...args], { stdio: 'ignore' });
        const ended = once(child, 'close');
        while (!existsSync(join(out, 'vault/evidence.jsonl'))) await delay(5);
        expect(existsSync(join(out, 'events/events.log'))).toBe(true);
        child.kill('SIGKILL');
        await ended;
      }),
    );
    const data = join(root, 'from unfinished');
    const restored = await runAccord(['restore', '--from', out, '--data', data]);
    expect(restored).toMatchObject({ status: 1, err: expect.stringContaining('no manifest.json') });
    const again = await runAccord(['backup', '--data', system.accord.dataDirectory, '--out', out]);
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('was interrupted') });
  });

  describe('whose restore is interrupted', () => {
    /** Starts one, and signals it as soon as it has begun to make something. */
    async function interrupted(data: string, signal: 'SIGINT' | 'SIGKILL'): Promise<string> {
      const args = ['restore', '--from', backup, '--data', data];
      const child = spawn(process.execPath, [COMMAND_LINE_TOOL, ...args], { stdio: 'pipe' });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const ended = once(child, 'close');
      while (!existsSync(join(data, 'postgres.password'))) await delay(5);
      child.kill(signal);
      await ended;
      return said;
    }

    it('by its user leaves an empty directory', async () => {
      const data = join(root, 'interrupted');
      expect(await interrupted(data, 'SIGINT')).toContain('stopped by the user');
      expect(readdirSync(data)).toEqual([]);
    });

    it('by a kill leaves what Accord does not start on, and no log', async () => {
      const data = join(root, 'killed');
      await interrupted(data, 'SIGKILL');
      expect(existsSync(join(data, 'events/events.log'))).toBe(false);
      await expect(startAccordUnderTest({ dataDirectory: data })).rejects.toThrow(
        'a restore that was interrupted',
      );
      const again = await runAccord(['restore', '--from', backup, '--data', data]);
      expect(again).toMatchObject({ status: 1, err: expect.stringContaining('is not empty') });
      await removePostgres({ dataDirectory: data });
    });
  });

  it('beside an EventStoreDB holds the vault and the log’s head, says what to do about the log, and comes back', async () => {
    const { eventStoreUrl, databaseUrl } = system.accord;
    const beside = join(root, 'beside');
    const stores = { EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: databaseUrl };
    const secret = join(root, 'database_url');
    writeFileSync(secret, databaseUrl);
    const addresses = { EVENTSTORE_URL: eventStoreUrl, DATABASE_URL_FILE: secret };
    const taken = await runAccord(['backup', '--out', beside], addresses);
    expect(taken).toMatchObject({ status: 0, err: expect.stringContaining('BEFORE this one') });
    expect(readdirSync(beside).toSorted()).toEqual(['manifest.json', 'vault']);

    const restore = (more: object, ...args: string[]) =>
      runAccord(['restore', '--from', beside, ...args], { ...stores, ...more });
    expect(await restore({}, '--data', join(root, 'no'))).toMatchObject({ status: 2 });
    expect(await restore({})).toMatchObject({
      status: 1,
      err: expect.stringContaining('holds rows'),
    });
    const database = await startDatabase();
    const other = await startEmbedded();
    try {
      const foreign = await restore({ DATABASE_URL: database.url, EVENTSTORE_URL: other.url });
      expect(foreign).toMatchObject({
        status: 1,
        err: expect.stringContaining('no log of Accord'),
      });
      expect(await restore({ DATABASE_URL: database.url })).toMatchObject({ status: 0 });
      expect(await database.store.vault.evidence(evidence)).toMatchObject({ bytes: EVIDENCE });
    } finally {
      await database.stop();
      await other.stop();
    }
  });

  it('tells how it is taken and brought back', async () => {
    for (const name of ['backup', 'restore']) {
      const help = await runAccord([name, '--help']);
      expect(help).toMatchObject({ status: 0, out: expect.stringContaining('DIR') });
    }
  });
});
