import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, manifestFile, readManifest, writeManifest } from './manifest';

const FILE = { bytes: 10, sha256: 'a'.repeat(64) };
const HEAD = { position: '4711', eventId: '7a9f9c1e-58d2-4d6f-8a57-2c5d1c4fd6aa' };
const PEOPLE = {
  table: 'people',
  columns: ['id', 'name'],
  file: 'vault/people.jsonl',
  rows: 2,
  ...FILE,
};
const LOG = {
  kind: 'copied' as const,
  head: HEAD,
  file: 'events/events.log',
  logId: 'l',
  events: 3,
  writes: 2,
  ...FILE,
};

describe('The manifest of a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-manifest-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(() =>
    writeManifest(folder, {
      installation: 'i',
      versions: { accord: '0.1.0', node: 'v20.19.0' },
      log: LOG,
      vault: [PEOPLE],
    }),
  );

  const written = (): object => Object(JSON.parse(readFileSync(manifestFile(folder), 'utf8')));
  const rewritten = (differently: object): void =>
    writeFileSync(manifestFile(folder), JSON.stringify({ ...written(), ...differently }));

  it('names every file, and is there whole or not at all, for its owner alone', () => {
    const manifest = readManifest(folder);
    expect(manifest).toEqual(written());
    expect(filesOf(manifest)).toEqual([LOG, PEOPLE]);
    expect(filesOf({ ...manifest, log: { kind: 'elsewhere', head: HEAD, address: 'a' } })).toEqual([
      PEOPLE,
    ]);
    expect(statSync(manifestFile(folder)).mode & 0o777).toBe(0o600);
    expect(existsSync(`${manifestFile(folder)}.new`)).toBe(false);
  });

  it.each<[string, object, string]>([
    ['of another format', { format: 'zip' }, 'format "zip"'],
    ['of a later version', { version: 2 }, 'version 2; this Accord reads accord-backup, version 1'],
    ['with something that it does not know', { compressed: true }, 'compressed'],
    ['without the vault', { vault: undefined }, 'at vault'],
    [
      'that names a file outside the backup',
      { vault: [{ ...PEOPLE, file: '../../etc/people.jsonl' }] },
      'at vault[0].file',
    ],
    ['whose log is of a kind that it does not know', { log: { ...LOG, kind: 'half' } }, 'at log'],
  ])('%s is not read', (_, differently, why) => {
    rewritten(differently);
    expect(() => readManifest(folder)).toThrow(why);
  });

  it('that was cut is called damaged, and none an interrupted backup', () => {
    writeFileSync(manifestFile(folder), readFileSync(manifestFile(folder)).subarray(0, -20));
    expect(() => readManifest(folder)).toThrow('manifest.json is damaged');
    rmSync(manifestFile(folder));
    expect(() => readManifest(folder)).toThrow('A backup that was interrupted has none');
  });
});
