import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { statSync, watch, writeFileSync } from 'node:fs';
import { logFile } from './data-directory';
import { readSnapshot, snapshotFile } from './index-snapshot';
import { readLogId } from './log-creation';
import { event, openStore, type Store, stored, temporaryDirectories } from './spec-support/store';

const newDirectory = temporaryDirectories();

/** A stream each of the kinds that the index tells apart. */
async function fill({ writer }: Store): Promise<void> {
  await writer.append('deal-1', 'no-stream', [event(), event()]);
  await writer.append('deal-2', 'no-stream', [event()]);
  await writer.append('deal-3', 'no-stream', [event()]);
  await writer.append('$$deal-1', 'any', [metadata('{"$maxCount":1,"$acl":{"$r":"$all"}}')]);
  await writer.delete('deal-2', 'any');
  await writer.tombstone('deal-3', 'any');
}

const metadata = (json: string) => ({
  ...event(0, '$metadata'),
  contentType: 'application/json',
  data: Buffer.from(json),
});

/** All that decisions and reads get to know. */
const known = (store: Store) => ({
  states: ['deal-1', 'deal-2', 'deal-3', 'deal-4'].map((stream) => [
    store.reader.streamState(stream),
    store.data.index.head(stream),
    store.data.index.firstVisible(stream),
  ]),
  events: stored(store),
});

describe('The snapshot of the index', () => {
  it('spares reading what it covers, and the store knows the same', async () => {
    const directory = newDirectory();
    const first = await openStore(directory);
    await fill(first);
    const before = known(first);
    await first.data.close();
    const second = await openStore(directory);
    expect(second.data.scanned).toBe(0);
    expect(known(second)).toEqual(before);
    await second.data.close();
  });

  it('leaves what was written since to be read: nothing less, nothing more', async () => {
    const directory = newDirectory();
    const first = await openStore(directory);
    await fill(first);
    await first.data.close();
    copyFileSync(snapshotFile(directory), `${directory}/early`);
    const second = await openStore(directory);
    const covered = second.data.log.tail;
    await second.writer.append('deal-4', 'no-stream', [event(), event()]);
    const before = known(second);
    await second.data.close();
    copyFileSync(`${directory}/early`, snapshotFile(directory));
    const third = await openStore(directory);
    expect(third.data.scanned).toBe(third.data.log.tail - covered);
    expect(known(third)).toEqual(before);
    await third.data.close();
  });

  it('still tells a repeated append when its revision is not known', async () => {
    const directory = newDirectory();
    const once = [event(), event()];
    const first = await openStore(directory);
    const outcome = await first.writer.append('deal-1', 'any', once);
    await first.data.close();
    const second = await openStore(directory);
    expect(second.data.scanned).toBe(0);
    expect(await second.writer.append('deal-1', 'any', once)).toEqual(outcome);
    expect(stored(second)).toHaveLength(2);
    await second.data.close();
  });

  it('is made anew from the log when any of its bytes is damaged', async () => {
    const directory = newDirectory();
    const first = await openStore(directory);
    await fill(first);
    await first.data.close();
    const logId = readLogId(logFile(directory));
    const bytes = readFileSync(snapshotFile(directory));
    for (let at = 0; at < bytes.length; at++) {
      const hurt = Buffer.from(bytes);
      hurt.writeUInt8(hurt.readUInt8(at) ^ (1 << (at % 8)), at);
      writeFileSync(snapshotFile(directory), hurt);
      expect([at, readSnapshot(directory, logId)]).toEqual([
        at,
        expect.stringContaining('damaged or of another version'),
      ]);
      if (at % 100 > 0) continue;
      writeFileSync(snapshotFile(directory), bytes.subarray(0, at));
      expect(readSnapshot(directory, logId)).toContain('damaged or of another version');
    }
    const second = await openStore(directory);
    expect(second.data.scanned).toBe(second.data.log.tail);
    expect(stored(second)).toHaveLength(7);
    await second.data.close();
    expect(readFileSync(snapshotFile(directory))).toHaveLength(bytes.length);
  });

  it('of another log counts for nothing', async () => {
    const [one, other] = [newDirectory(), newDirectory()];
    for (const directory of [one, other]) {
      const store = await openStore(directory);
      await fill(store);
      await store.data.close();
    }
    copyFileSync(snapshotFile(other), snapshotFile(one));
    const store = await openStore(one);
    expect(store.data.scanned).toBe(store.data.log.tail);
    await store.data.close();
  });

  it('that knows of more than the log makes the store refuse to start', async () => {
    const directory = newDirectory();
    const store = await openStore(directory);
    await fill(store);
    copyFileSync(logFile(directory), `${directory}/earlier`);
    const { tail } = store.data.log;
    await store.writer.append('deal-1', 'any', [event()]);
    await store.data.close();
    copyFileSync(`${directory}/earlier`, logFile(directory));
    await expect(openStore(directory)).rejects.toMatchObject({
      offset: tail,
      message: expect.stringContaining('delete that file'),
    });
  });

  it('is written while the store is in use, for the owner alone', async () => {
    const directory = newDirectory();
    const store = await openStore(directory, { snapshotStep: 10_000 });
    const appears = new AbortController();
    const watcher = watch(directory, { signal: appears.signal });
    const appeared = (async () => {
      while (!existsSync(snapshotFile(directory))) await once(watcher, 'change');
      appears.abort();
    })();
    while (!appears.signal.aborted) await store.writer.append('deal-1', 'any', [event(5_000)]);
    await appeared;
    expect(store.data.log.tail).toBeGreaterThan(10_000);
    expect(statSync(snapshotFile(directory)).mode & 0o777).toBe(0o600);
    expect(readSnapshot(directory, readLogId(logFile(directory)))).toMatchObject({
      index: expect.anything(),
    });
    await store.data.close();
  });

  it('that cannot be written costs no event: the store says so and goes on', async () => {
    const directory = newDirectory();
    const said: string[] = [];
    const store = await openStore(directory, { warn: (text) => said.push(text) });
    await store.writer.append('deal-1', 'no-stream', [event()]);
    // A directory where the draft should go.
    mkdirSync(`${snapshotFile(directory)}.new`);
    await store.data.close();
    expect(said).toEqual([expect.stringContaining('could not be written')]);
    const again = await openStore(directory, { warn: () => undefined });
    expect(stored(again)).toHaveLength(1);
    await again.data.close();
  });
});
