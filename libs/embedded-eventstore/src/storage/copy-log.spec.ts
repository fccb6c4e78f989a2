import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { sha256Hex } from '@accord/kernel';
import { copyLog, type LogHead } from './copy-log';
import { logFile } from './data-directory';
import { event, openStore, type Store, stored, temporaryDirectories } from './spec-support/store';
import { verifyLog } from './verify-log';

const newDirectory = temporaryDirectories();

function headOf(store: Store): LogHead {
  const { id = '', position = 0 } = stored(store).at(-1) ?? {};
  return { position, eventId: id };
}

describe('A copy of a log', () => {
  it('ends with the head, whatever is appended meanwhile, and opens as the log did then', async () => {
    const [from, to] = [newDirectory(), newDirectory()];
    const store = await openStore(from);
    await store.writer.append('a', 'no-stream', [event(5_000), event(0), event(100_000)]);
    await store.writer.append('b', 'no-stream', [event()]);
    const before = stored(store);
    const head = headOf(store);
    const steps: number[] = [];
    const copying = copyLog(from, to, head, (done, all) => steps.push(done / all));
    const later = Promise.all(
      [1, 2, 3].map(() => store.writer.append('a', 'any', [event(50_000)])),
    );
    const copied = await copying;
    await later;
    const { size, sha256 } = { size: copied.bytes, sha256: copied.sha256 };
    expect(copied).toMatchObject({ events: 4, writes: 2 });
    const bytes = readFileSync(logFile(to));
    expect([bytes.length, sha256Hex(bytes)]).toEqual([size, sha256]);
    expect(readFileSync(logFile(from)).subarray(0, size).equals(bytes)).toBe(true);
    expect(steps.at(-1)).toBe(1);
    expect(steps.toSorted((a, b) => a - b)).toEqual(steps);
    await store.data.close();

    expect(await verifyLog(to)).toMatchObject({ logId: copied.logId, events: 4, torn: false });
    const again = await openStore(to);
    expect(stored(again)).toEqual(before);
    await again.data.close();
  });

  it('of a head within a write takes the whole write', async () => {
    const [from, to] = [newDirectory(), newDirectory()];
    const store = await openStore(from);
    await store.writer.append('a', 'no-stream', [event(), event(), event()]);
    const [first] = stored(store);
    await copyLog(from, to, { position: first?.position ?? 0, eventId: first?.id ?? '' });
    await store.data.close();
    expect(await verifyLog(to)).toMatchObject({ events: 3, writes: 1, torn: false });
  });

  it('is not made of a log that is damaged before the head, and none is there', async () => {
    const [from, to] = [newDirectory(), newDirectory()];
    const store = await openStore(from);
    await store.writer.append('a', 'no-stream', [event(500)]);
    await store.writer.append('a', 0, [event(500)]);
    const head = headOf(store);
    await store.data.close();
    const bytes = readFileSync(logFile(from));
    bytes.writeUInt8(bytes.readUInt8(300) ^ 4, 300);
    writeFileSync(logFile(from), bytes);
    await expect(copyLog(from, to, head)).rejects.toMatchObject({ offset: 32 });
    expect(existsSync(logFile(to))).toBe(false);
  });

  it('is not made of another log than the one that the head was read from', async () => {
    const [from, other, to] = [newDirectory(), newDirectory(), newDirectory()];
    const [store, another] = [await openStore(from), await openStore(other)];
    for (const each of [store, another]) await each.writer.append('a', 'no-stream', [event()]);
    await expect(copyLog(from, to, headOf(another))).rejects.toThrow('it is another log');
    await expect(copyLog(from, to, { ...headOf(store), position: 40 })).rejects.toThrow('byte 40');
    expect(readdirSync(to)).toEqual([]);
    for (const each of [store, another]) await each.data.close();
  });
});
