import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = resolve(__dirname, '../../../dist/libs/embedded-eventstore/src/main.js');

describe('an address that other machines reach', () => {
  const directory = mkdtempSync(join(tmpdir(), 'accord-log-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const start = (...options: readonly string[]) => {
    const args = ['--data', directory, '--port', '0', '--host', '0.0.0.0', ...options];
    const child = fork(MAIN, args, { silent: true });
    if (!child.stderr) throw new Error('the process has no standard error');
    return { child, said: text(child.stderr), ended: once(child, 'exit') };
  };

  it('is refused unless it is forced', async () => {
    const { said, ended } = start();
    expect(await ended).toEqual([1, null]);
    expect(await said).toContain('0.0.0.0 is not a loopback address');
  });

  it('comes with a warning where it is forced', async () => {
    const { child, said, ended } = start('--expose');
    await once(child, 'message');
    child.kill('SIGTERM');
    await ended;
    expect(await said).toContain(
      'WARNING: everybody who reaches 0.0.0.0 may read, write and delete',
    );
  });
});
