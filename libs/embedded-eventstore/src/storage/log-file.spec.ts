import { copyFileSync } from 'node:fs';
import { LogUnavailable } from '../engine/event-log';
import { logFile } from './data-directory';
import { FaultyDisk } from './spec-support/faulty-disk';
import { event, openStore, stored, temporaryDirectories } from './spec-support/store';

const newDirectory = temporaryDirectories();

/** What a promise has come to so far. */
async function stateOf(promise: Promise<unknown>): Promise<'open' | 'kept' | 'broken'> {
  const open = Symbol('open');
  // Whatever is settled already wins against a turn of the event loop.
  const turn = new Promise((resolve) => setImmediate(() => resolve(open)));
  try {
    return (await Promise.race([promise, turn])) === open ? 'open' : 'kept';
  } catch {
    // That it broke is the answer.
    return 'broken';
  }
}

describe('The log file', () => {
  it('acknowledges after the sync, shows nothing before it, and syncs what waited together', async () => {
    const disk = new FaultyDisk();
    const store = await openStore(newDirectory(), { disk });
    await store.writer.append('warm', 'any', [event()]);
    const before = disk.syncs;
    let release = (): void => undefined;
    disk.held = new Promise((resolve) => (release = resolve));
    const first = store.writer.append('a', 'any', [event()]);
    while (disk.syncs === before) await new Promise(setImmediate);
    const rest = Array.from({ length: 50 }, (_, n) =>
      store.writer.append(`b-${n}`, 'any', [event()]),
    );
    expect(await stateOf(first)).toBe('open');
    expect(stored(store)).toHaveLength(1);
    release();
    await Promise.all([first, ...rest]);
    expect(stored(store)).toHaveLength(52);
    expect(disk.syncs).toBe(before + 2);
    await store.data.close();
  });

  it.each([
    ['full in the middle of a record', (disk: FaultyDisk) => void (disk.room = 100), 'ENOSPC'],
    ['full', (disk: FaultyDisk) => void (disk.room = 0), 'ENOSPC'],
    ['failing to sync', (disk: FaultyDisk) => void (disk.failsToSync = true), 'EIO'],
  ])(
    'on a disk that is %s takes no writes, acknowledges none and serves reads',
    async (_, fail, why) => {
      const directory = newDirectory();
      const disk = new FaultyDisk();
      const said: string[] = [];
      const store = await openStore(directory, { disk, warn: (text) => said.push(text) });
      await store.writer.append('a', 'no-stream', [event(), event()]);
      const before = stored(store);
      fail(disk);
      const lost = [event(500), event(500)];
      const failing = [
        store.writer.append('a', 1, lost),
        store.writer.append('b', 'any', [event(500)]),
      ];
      for (const append of failing) {
        await expect(append).rejects.toThrow(LogUnavailable);
        await expect(append).rejects.toThrow(why);
      }
      // Whatever the disk does from now on, what it holds behind the failure is unknown.
      disk.room = Infinity;
      disk.failsToSync = false;
      await expect(store.writer.append('c', 'any', [event()])).rejects.toThrow(LogUnavailable);
      await expect(store.writer.append('a', 1, lost)).rejects.toThrow(LogUnavailable);
      await expect(store.writer.append('a', 7, [event()])).rejects.toThrow(LogUnavailable);
      expect(stored(store)).toEqual(before);
      expect(said).toEqual([expect.stringMatching(`${why}.*writes are refused until`)]);
      await store.data.close();

      const again = await openStore(directory);
      // What a failed sync has left on the disk nobody knows.
      if (why === 'ENOSPC') expect(stored(again)).toEqual(before);
      expect(stored(again).slice(0, 2)).toEqual(before);
      expect(await again.writer.append('a', 1, lost)).toMatchObject({
        kind: 'written',
        revision: 3,
      });
      await again.data.close();
    },
  );

  it('takes writes to the last byte of the disk, with room for nothing ahead', async () => {
    const directory = newDirectory();
    const disk = new FaultyDisk();
    const store = await openStore(directory, { disk });
    disk.room = 300;
    await store.writer.append('a', 'no-stream', [event()]);
    expect(disk.room).toBe(0);
    await store.data.close();
    const again = await openStore(directory);
    expect(stored(again)).toEqual([expect.objectContaining({ stream: 'a' })]);
    await again.data.close();
  });

  it('writes the last of what it finds again, since a crash may have come before its sync', async () => {
    const directory = newDirectory();
    const store = await openStore(directory);
    await store.writer.append('a', 'any', [event()]);
    copyFileSync(logFile(directory), `${directory}/killed`);
    await store.data.close();
    const other = newDirectory();
    copyFileSync(`${directory}/killed`, logFile(other));
    const disk = new FaultyDisk();
    disk.failsToSync = true;
    await expect(openStore(other, { disk })).rejects.toThrow('EIO');
    disk.failsToSync = false;
    const again = await openStore(other, { disk });
    expect([disk.syncs, stored(again)]).toEqual([2, [expect.objectContaining({ stream: 'a' })]]);
    await again.data.close();
  });
});
