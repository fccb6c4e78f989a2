import { copyFileSync, readFileSync } from 'node:fs';
import { logFile } from '../data-directory';
import { snapshotFile } from '../index-snapshot';
import { event, openStore, stored, type Stored } from './store';

/** Sizes of the events of each write, of each sync: writes of one sync are placed together. */
export type Shape = readonly (readonly (readonly number[])[])[];

/** One write: all its events, or none. */
export interface Write {
  readonly start: number;
  readonly end: number;
  readonly syncStart: number;
  readonly events: readonly Stored[];
}

export interface Written {
  readonly bytes: Buffer;
  readonly writes: readonly Write[];
  /** Everything before it is covered by the snapshot. */
  readonly covered: number;
}

/** Zeros behind the log: what it has allocated ahead. */
const AHEAD = 100;

/**
 * Writes a log and leaves it as a killed process does, with a snapshot taken somewhere on the way.
 * @param snapshotAfter so many syncs
 */
export async function writeLog(
  directory: string,
  shape: Shape,
  snapshotAfter: number,
): Promise<Written> {
  const syncs: Stored[][][] = [];
  const run = async (some: Shape): Promise<number> => {
    const store = await openStore(directory);
    for (const sync of some) {
      const writes = await Promise.all(
        sync.map(async (sizes, n) => {
          const events = sizes.map((size) => event(size));
          await store.writer.append(`stream-${n % 3}`, 'any', events);
          return new Set(events.map(({ id }) => id));
        }),
      );
      const found = stored(store);
      syncs.push(writes.map((ids) => found.filter(({ id }) => ids.has(id))));
    }
    copyFileSync(logFile(directory), `${logFile(directory)}.killed`);
    const { end } = store.data.index;
    await store.data.close();
    return end;
  };
  const covered = await run(shape.slice(0, snapshotAfter));
  copyFileSync(snapshotFile(directory), `${snapshotFile(directory)}.then`);
  const end = await run(shape.slice(snapshotAfter));
  const file = readFileSync(`${logFile(directory)}.killed`);
  const bytes = Buffer.concat([file.subarray(0, end), Buffer.alloc(AHEAD)]);
  return { bytes, writes: writesOf(syncs, end), covered };
}

function writesOf(syncs: readonly (readonly Stored[][])[], end: number): Write[] {
  const flat = syncs.flatMap((writes) =>
    writes.map((events) => ({
      start: events[0]?.position ?? 0,
      syncStart: writes[0]?.[0]?.position ?? 0,
      events,
    })),
  );
  return flat.map((write, n) => ({ ...write, end: flat[n + 1]?.start ?? end }));
}

export type Damage =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'zeroed'; readonly at: number; readonly length: number }
  | { readonly kind: 'flipped'; readonly at: number; readonly bit: number };

export function damaged(bytes: Buffer, damage: Damage): Buffer {
  const copy = Buffer.from(bytes);
  switch (damage.kind) {
    case 'cut':
      return copy.subarray(0, damage.at);
    case 'zeroed':
      return copy.fill(0, damage.at, Math.min(copy.length, damage.at + damage.length));
    case 'flipped':
      copy.writeUInt8(copy.readUInt8(damage.at) ^ (1 << damage.bit), damage.at);
      return copy;
  }
}

export type Expected =
  { readonly refusedAt: number } | { readonly events: readonly Stored[]; readonly torn: boolean };

/**
 * What must become of it, told from the bytes alone: the writes before the first one that is hurt,
 * unless something that was synced later than the first hurt event is whole.
 */
export function expected({ bytes, writes }: Written, after: Buffer, from = 0): Expected {
  const isWhole = (start: number, end: number): boolean =>
    end <= after.length && bytes.compare(after, start, end, start, end) === 0;
  const rest = writes.filter(({ start }) => start >= from);
  const events = rest.flatMap((write) =>
    write.events.map(({ position }, n) => ({
      start: position,
      end: write.events[n + 1]?.position ?? write.end,
      syncStart: write.syncStart,
    })),
  );
  const hurt = events.find(({ start, end }) => !isWhole(start, end));
  const last = writes.at(-1)?.end ?? 0;
  if (!hurt) {
    const torn = !after.subarray(last).every((byte) => byte === 0);
    return { events: writes.flatMap((write) => write.events), torn };
  }
  const isMiddle = events.some(
    ({ start, end, syncStart }) => syncStart > hurt.start && isWhole(start, end),
  );
  if (isMiddle) return { refusedAt: hurt.start };
  const kept = writes.filter(({ end }) => end <= hurt.start);
  const keptEnd = kept.at(-1)?.end ?? 32;
  return {
    events: kept.flatMap((write) => write.events),
    torn: !after.subarray(keptEnd).every((byte) => byte === 0),
  };
}
