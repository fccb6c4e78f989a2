import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { EventPlace } from '../engine/event';
import type { RecentIds } from '../engine/recent-ids';
import { type IndexImage, StreamIndex } from '../engine/stream-index';
import { moveIntoPlace, readFully } from './durable-file';

/*
 * Magic, length and CRC of the header (4 bytes each), header (JSON), then the arrays of the index as they lie in
 * memory, in the order of `sectionsOf`, and the CRC of everything before it.
 */
const MAGIC = Buffer.from('ACCIDX\u0000\u0001', 'latin1');
const PREFIX = MAGIC.length + 8;
const PIECE = 1024 * 1024;
/** Id, ordinal, revision. */
const RECENT_ID = 36 + 8 + 8;
const RECENT_IDS_PER_TURN = 4_096;

interface Header extends Pick<IndexImage, 'end' | 'tombstones' | 'metadata'> {
  readonly logId: string;
  readonly byteOrder: string;
  /** Checksum of the last record covered, to tell whether the log still holds it. */
  readonly lastChecksum: number;
  readonly events: number;
  readonly streams: number;
  readonly nameBytes: number;
  readonly recentIds: number;
}

export interface Snapshot {
  readonly index: StreamIndex;
  readonly recentIds: readonly EventPlace[];
  readonly lastChecksum: number;
}

export const snapshotFile = (directory: string): string => join(directory, 'index.snapshot');

/**
 * Writes what the index holds now, a piece at a time, so that appends go on meanwhile.
 * @param checksumAt checksum of the record of an event
 * @returns the end of the log that it covers
 */
export async function writeSnapshot(
  directory: string,
  logId: string,
  index: StreamIndex,
  recentIds: RecentIds,
  checksumAt: (ordinal: number) => number,
): Promise<number> {
  const image = index.image();
  const recent = await packRecentIds(recentIds, image.end, index);
  const header: Header = {
    logId,
    byteOrder: endianness(),
    end: image.end,
    lastChecksum: checksumAt(image.positions.length - 1),
    events: image.positions.length,
    streams: image.names.ends.length,
    nameBytes: image.names.bytes.length,
    recentIds: recent.length / RECENT_ID,
    tombstones: image.tombstones,
    metadata: image.metadata,
  };
  const draft = `${snapshotFile(directory)}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    let crc = 0;
    const { positions, streams, names } = image;
    const sections = [positions, streams, names.ends, names.hashes, names.bytes, recent];
    for (const section of [encodeHeader(header), ...sections]) {
      const bytes = bytesOf(section);
      for (let start = 0; start < bytes.length; start += PIECE) {
        const piece = bytes.subarray(start, start + PIECE);
        crc = crc32(piece, crc);
        await file.writeFile(piece);
      }
    }
    const trailer = Buffer.alloc(4);
    trailer.writeUInt32LE(crc);
    await file.writeFile(trailer);
    await file.sync();
  } finally {
    await file.close();
  }
  moveIntoPlace(draft, snapshotFile(directory), directory);
  return image.end;
}

/** @returns the snapshot, or why there is none that can be used */
export function readSnapshot(directory: string, logId: string): Snapshot | string {
  const path = snapshotFile(directory);
  if (!existsSync(path)) return 'there is no index snapshot';
  const fd = openSync(path, 'r');
  try {
    return decode(fd, fstatSync(fd).size, logId) ?? `${path} is damaged or of another version`;
  } finally {
    closeSync(fd);
  }
}

function decode(fd: number, size: number, logId: string): Snapshot | string | undefined {
  const prefix = Buffer.alloc(PREFIX);
  if (!readFully(fd, prefix, 0) || !prefix.subarray(0, MAGIC.length).equals(MAGIC)) {
    return undefined;
  }
  const headerLength = prefix.readUInt32LE(MAGIC.length);
  if (PREFIX + headerLength > size) return undefined;
  const headerBytes = Buffer.alloc(headerLength);
  if (!readFully(fd, headerBytes, PREFIX)) return undefined;
  if (prefix.readUInt32LE(MAGIC.length + 4) !== crc32(headerBytes)) return undefined;
  const header: Header = JSON.parse(headerBytes.toString());
  if (header.byteOrder !== endianness()) return undefined;
  const { events, streams, nameBytes } = header;
  const recent = Buffer.alloc(header.recentIds * RECENT_ID);
  const positions = new Float64Array(events);
  const streamOf = new Uint32Array(events);
  const names = {
    ends: new Uint32Array(streams),
    hashes: new Uint32Array(streams),
    bytes: new Uint8Array(nameBytes),
  };
  let crc = crc32(headerBytes, crc32(prefix));
  let at = PREFIX + headerLength;
  for (const array of [positions, streamOf, names.ends, names.hashes, names.bytes, recent]) {
    const bytes = bytesOf(array);
    if (!readFully(fd, bytes, at)) return undefined;
    crc = crc32(bytes, crc);
    at += bytes.length;
  }
  const trailer = Buffer.alloc(4);
  if (at + trailer.length !== size || !readFully(fd, trailer, at)) return undefined;
  if (trailer.readUInt32LE() !== crc) return undefined;
  if (header.logId !== logId) return 'the index snapshot belongs to another log';
  const index = new StreamIndex({ ...header, positions, streams: streamOf, names });
  const { lastChecksum } = header;
  return { index, recentIds: unpackRecentIds(recent, index), lastChecksum };
}

function encodeHeader(header: Header): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(json.length, MAGIC.length);
  prefix.writeUInt32LE(crc32(json), MAGIC.length + 4);
  return Buffer.concat([prefix, json]);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

async function packRecentIds(
  recentIds: RecentIds,
  end: number,
  index: StreamIndex,
): Promise<Buffer> {
  const packed: Buffer[] = [];
  for (const { id, position, revision } of recentIds.newest()) {
    if (position >= end) continue;
    const entry = Buffer.alloc(RECENT_ID);
    entry.write(id, 'latin1');
    entry.writeDoubleLE(index.positions.search(position), 36);
    entry.writeDoubleLE(revision, 44);
    if (packed.push(entry) % RECENT_IDS_PER_TURN === 0) await nextTurn();
  }
  return Buffer.concat(packed);
}

function unpackRecentIds(packed: Buffer, index: StreamIndex): EventPlace[] {
  const places: EventPlace[] = [];
  for (let at = 0; at < packed.length; at += RECENT_ID) {
    const ordinal = packed.readDoubleLE(at + 36);
    places.push({
      id: packed.toString('latin1', at, at + 36),
      stream: index.streamAt(ordinal),
      revision: packed.readDoubleLE(at + 44),
      position: index.positions.at(ordinal),
    });
  }
  return places;
}
