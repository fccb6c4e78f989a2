import fc from 'fast-check';
import { closeSync, copyFileSync, ftruncateSync, openSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync, writeSync } from 'node:fs';
import { readRecordedEvent } from '../protocol/recorded-event';
import { logFile } from './data-directory';
import { snapshotFile } from './index-snapshot';
import { FILE_HEADER_SIZE } from './log-format';
import { DamagedLog, recoverLog } from './log-recovery';
import {
  type Damage,
  damaged,
  expected,
  type Expected,
  type Shape,
  writeLog,
  type Written,
} from './spec-support/damaged-log';
import { openStore, stored, temporaryDirectories } from './spec-support/store';
import { verifyLog } from './verify-log';

const SHAPE: Shape = [
  [[5], [20, 0, 7]],
  [[300]],
  [[1], [2, 3]],
  [[40], [10, 10], [0]],
  [[9, 9, 9], [60]],
];
const SNAPSHOT_AFTER = 2;

const newDirectory = temporaryDirectories();

/** What the recovery makes of these bytes. */
function recovered(fd: number, bytes: Buffer): Expected {
  ftruncateSync(fd, bytes.length);
  writeSync(fd, bytes, 0, bytes.length, 0);
  const ids: string[] = [];
  try {
    const { torn } = recoverLog(fd, bytes.length, (records) =>
      ids.push(...records.map((record) => readRecordedEvent(record.event).id)),
    );
    return { events: ids.map((id) => ({ id, stream: '', revision: 0, position: 0 })), torn };
  } catch (error) {
    if (error instanceof DamagedLog) return { refusedAt: error.offset };
    throw error;
  }
}

const idsOf = (result: Expected) =>
  'events' in result ? { ids: result.events.map(({ id }) => id), torn: result.torn } : result;

describe('A log that was hurt', () => {
  let written: Written;
  let directory: string;

  beforeAll(async () => {
    directory = newDirectory();
    written = await writeLog(directory, SHAPE, SNAPSHOT_AFTER);
  });

  it('is whole before', () => {
    expect(written.writes.map(({ events }) => events.length)).toEqual(
      SHAPE.flatMap((sync) => sync.map((write) => write.length)),
    );
    const syncStarts = new Set(written.writes.map(({ syncStart }) => syncStart));
    expect(syncStarts.size).toBe(SHAPE.length);
  });

  it.each([
    ['cut', (at: number): Damage[] => [{ kind: 'cut', at }]],
    [
      'zeroed',
      (at: number): Damage[] => [1, 16, 100_000].map((length) => ({ kind: 'zeroed', at, length })),
    ],
    ['bit-flipped', (at: number): Damage[] => [{ kind: 'flipped', at, bit: at % 8 }]],
  ])('opens with the complete writes before it, or refuses: %s at every byte', (_, damagesAt) => {
    const file = openSync(`${directory}/hurt.log`, 'w+');
    const seen = { opened: 0, refused: 0 };
    for (let at = FILE_HEADER_SIZE; at < written.bytes.length; at++) {
      for (const damage of damagesAt(at)) {
        const bytes = damaged(written.bytes, damage);
        const must = expected(written, bytes);
        const result = recovered(file, bytes);
        if ('refusedAt' in must) seen.refused++;
        else seen.opened++;
        const [is, should] = [result, must].map((one) => JSON.stringify({ damage, ...idsOf(one) }));
        if (is !== should) expect(is).toBe(should);
      }
    }
    closeSync(file);
    expect(seen.opened).toBeGreaterThan(100);
  });

  const damage: fc.Arbitrary<(size: number) => Damage> = fc.oneof(
    fc.nat().map((n) => (size: number) => ({ kind: 'cut' as const, at: n % size })),
    fc
      .tuple(fc.nat(), fc.integer({ min: 1, max: 200 }))
      .map(([n, length]) => (size: number) => ({ kind: 'zeroed' as const, at: n % size, length })),
    fc
      .tuple(fc.nat(), fc.nat(7))
      .map(([n, bit]) => (size: number) => ({ kind: 'flipped' as const, at: n % size, bit })),
  );
  const shape: fc.Arbitrary<Shape> = fc.array(
    fc.array(fc.array(fc.nat(300), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 2, maxLength: 8 },
  );

  it('holds for any log and any place, with and without a snapshot beside it', async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(), damage, fc.boolean(), async (any, n, hurt, keeps) => {
        const place = newDirectory();
        const log = await writeLog(place, any, 1 + (n % (any.length - 1)));
        const bytes = damaged(log.bytes, hurt(log.bytes.length));
        writeFileSync(logFile(place), bytes);
        rmSync(snapshotFile(place));
        if (keeps) copyFileSync(`${snapshotFile(place)}.then`, snapshotFile(place));
        await (keeps ? checkWithSnapshot(place, log, bytes) : checkOpened(place, log, bytes));
      }),
      { numRuns: 100 },
    );
  });
});

async function checkOpened(place: string, log: Written, bytes: Buffer): Promise<void> {
  if (isHeaderHurt(log, bytes)) {
    return expect(openStore(place)).rejects.toThrow('no event log of this store');
  }
  const must = expected(log, bytes);
  if ('refusedAt' in must) {
    await expect(openStore(place)).rejects.toMatchObject({ offset: must.refusedAt });
    await expect(verifyLog(place)).rejects.toMatchObject({ offset: must.refusedAt });
    return expect(readFileSync(logFile(place)).equals(bytes)).toBe(true);
  }
  expect(await verifyLog(place)).toMatchObject({ events: must.events.length, torn: must.torn });
  const store = await openStore(place);
  expect(stored(store)).toEqual(must.events);
  expect(store.data.log.tornTailCut).toBe(must.torn);
  await store.data.close();
}

/** What a snapshot covers is not read again when the store opens; whoever reads it is told. */
async function checkWithSnapshot(place: string, log: Written, bytes: Buffer): Promise<void> {
  const hurt = log.writes
    .filter(({ start }) => start < log.covered)
    .flatMap((write) =>
      write.events.map((event, n) => ({
        ...event,
        end: write.events[n + 1]?.position ?? write.end,
      })),
    )
    .filter(
      ({ position, end }) =>
        end > bytes.length || bytes.compare(log.bytes, position, end, position, end) !== 0,
    );
  if (isHeaderHurt(log, bytes) || hurt.length === 0) {
    return checkOpened(place, log, bytes);
  }
  const lastCovered = log.writes.findLast(({ end }) => end <= log.covered)?.events.at(-1);
  if (hurt.some(({ position }) => position === lastCovered?.position)) {
    return expect(openStore(place)).rejects.toBeInstanceOf(DamagedLog);
  }
  await expect(verifyLog(place)).rejects.toMatchObject({ offset: hurt[0]?.position });
  const must = expected(log, bytes, log.covered);
  if ('refusedAt' in must) {
    return expect(openStore(place)).rejects.toMatchObject({ offset: must.refusedAt });
  }
  const said: string[] = [];
  const store = await openStore(place, { warn: (text) => said.push(text) });
  const isHurt = new Set(hurt.map(({ position }) => position));
  for (const { stream, revision, position } of must.events) {
    const read = (): unknown => [...store.reader.streamEvent(stream, revision, false)];
    if (!isHurt.has(position)) {
      expect(read()).toHaveLength(1);
      continue;
    }
    said.length = 0;
    for (const reader of [read, read]) expect(reader).toThrow(`byte ${position}`);
    expect(said).toEqual([
      expect.stringMatching(`byte ${position}:.*Restore the log from a backup`),
    ]);
  }
  await store.data.close();
}

const isHeaderHurt = (log: Written, bytes: Buffer): boolean =>
  bytes.length < FILE_HEADER_SIZE ||
  // Its last bytes are filled up with zeros and mean nothing.
  log.bytes.compare(bytes, 0, FILE_HEADER_SIZE - 4, 0, FILE_HEADER_SIZE - 4) !== 0;
