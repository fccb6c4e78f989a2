import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { documentOf } from '../support/sample-rules';

const CLI = resolve(__dirname, '../../dist/apps/cli/src/main.js');

/** The command as program managers run it, with nothing of Accord running. */
const accord = (
  ...args: readonly string[]
): Promise<{ status: unknown; said: string; wrong: string }> =>
  new Promise((ended) => {
    execFile(process.execPath, [CLI, 'program', ...args], (error, said, wrong) =>
      ended({ status: error ? error.code : 0, said, wrong }),
    );
  });

describe('A program document on disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'accord-program-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const gitlab = documentOf('gitlab');

  it('is found whole, or every fault in it is named with its path', async () => {
    const good = file('good.yaml', gitlab);
    expect(await accord('check', good)).toEqual({
      status: 0,
      said: `${good}: GitLab Channel Partner Program, in force from 2025-02-01\n`,
      wrong: '',
    });
    const bad = file(
      'bad.yaml',
      gitlab
        .replace(
          "when: { opportunity: ['0', '1', '2'], renewal",
          "when: { opportunity: ['0', '3'], renewal",
        )
        .replace('from: 5, to: 9', 'from: 6, to: 9'),
    );
    const { status, said, wrong } = await accord('check', bad);
    expect([status, said]).toEqual([1, '']);
    const faults = wrong.trimEnd().split('\n');
    expect(faults).toHaveLength(new Set(faults).size);
    expect(wrong).toContain(
      `${bad}: routing.routes.2: overlaps "early-stage" with another outcome`,
    );
    expect(wrong).toContain(`${bad}: incentives.1.tiers.1.from: no tier has 5: `);
  });

  it('is compared with another one in words', async () => {
    const before = file('before.yaml', gitlab);
    const after = file('after.yaml', gitlab.replace('expiry:\n  days: 90', 'expiry:\n  days: 60'));
    expect(await accord('diff', before, after)).toEqual({
      status: 0,
      said: 'Expiry: days was 90, is now 60.\n',
      wrong: '',
    });
    expect(await accord('diff', before, before)).toMatchObject({ said: 'Both mean the same.\n' });
  });
});
