import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { logFile } from './data-directory';
import { snapshotFile } from './index-snapshot';
import { event, openStore, temporaryDirectories } from './spec-support/store';

const newDirectory = temporaryDirectories();
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('What lies in a data directory', () => {
  it('is the owner’s alone, also where it was left open to others', async () => {
    const directory = join(newDirectory(), 'data');
    const first = await openStore(directory);
    await first.writer.append('a', 'no-stream', [event()]);
    await first.data.close();
    const files = [logFile(directory), snapshotFile(directory)];
    expect([directory, ...files].map(modeOf)).toEqual([0o700, 0o600, 0o600]);

    for (const file of files) chmodSync(file, 0o644);
    const second = await openStore(directory);
    expect(files.map(modeOf)).toEqual([0o600, 0o600]);
    await second.data.close();
  });
});
