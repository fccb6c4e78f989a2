import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectoryInUse, lockDirectory } from './directory-lock';
import { temporaryDirectories } from './spec-support/store';

const newDirectory = temporaryDirectories();

describe.each(['linux', 'darwin'] as const)('The lock of a directory, as on %s', (platform) => {
  it('is one process’s alone until that one gives it up', async () => {
    const directory = newDirectory();
    const unlock = await lockDirectory(directory, platform);
    await expect(lockDirectory(directory, platform)).rejects.toThrow(DirectoryInUse);
    await expect(lockDirectory(join(directory, '.'), platform)).rejects.toThrow(directory);
    await unlock();
    await (
      await lockDirectory(directory, platform)
    )();
  });

  it('of a process that was killed is free', async () => {
    const directory = newDirectory();
    const child = fork(holder(newDirectory(), directory, platform), { execArgv: [] });
    await once(child, 'message');
    await expect(lockDirectory(directory, platform)).rejects.toThrow(DirectoryInUse);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (
      await lockDirectory(directory, platform)
    )();
  });
});

/** A program that listens where the lock of the directory is, and does nothing else. */
function holder(place: string, directory: string, platform: NodeJS.Platform): string {
  const file = join(place, 'holder.js');
  writeFileSync(
    file,
    `const { createHash } = require('node:crypto');
     const name = 'accord-' + createHash('sha256').update(${JSON.stringify(directory)}).digest('hex').slice(0, 32);
     const path = ${platform === 'linux'} ? '\\0' + name : require('node:path').join(require('node:os').tmpdir(), name + '.sock');
     require('node:net').createServer().listen(path, () => process.send('locked'));`,
  );
  return file;
}
