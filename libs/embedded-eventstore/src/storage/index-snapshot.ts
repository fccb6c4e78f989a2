import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { WORDS_OF_ID } from '../engine/recent-ids';
import { type IndexImage, StreamIndex } from '../engine/stream-index';
import { moveIntoPlace, readFully } from './durable-file';

/*
 * Magic, length and CRC of the header (4 bytes each), header (JSON), then the arrays of the index as they lie in
 * memory, in the order of `sectionsOf`, and the CRC of everything before it.
 */
const MAGIC = Buffer.from('ACCIDX\u0000\u0003', 'latin1');
const PREFIX = MAGIC.length + 8;
const PIECE = 1024 * 1024;

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
  checksumAt: (ordinal: number) => number,
): Promise<number> {
  const image = index.image();
  const header: Header = {
    logId,
    byteOrder: endianness(),
    end: image.end,
    lastChecksum: checksumAt(image.positions.length - 1),
    events: image.positions.length,
    streams: image.names.ends.length,
    nameBytes: image.names.bytes.length,
    recentIds: image.recentIds.length / WORDS_OF_ID,
    tombstones: image.tombstones,
    metadata: image.metadata,
  };
  const draft = `${snapshotFile(directory)}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    let crc = 0;
    for (const section of [encodeHeader(header), ...sectionsOf(image)]) {
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
  } catch (error) {
    // On a full disk a half-written one would take the room that the log needs.
    await rm(draft);
    throw error;
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
  const image: IndexImage = {
    ...header,
    positions: new Float64Array(header.events),
    streams: new Uint32Array(header.events),
    names: {
      ends: new Uint32Array(header.streams),
      hashes: new Uint32Array(header.streams),
      bytes: new Uint8Array(header.nameBytes),
    },
    recentIds: new Uint32Array(header.recentIds * WORDS_OF_ID),
  };
  let crc = crc32(headerBytes, crc32(prefix));
  let at = PREFIX + headerLength;
  for (const section of sectionsOf(image)) {
    const bytes = bytesOf(section);
    if (!readFully(fd, bytes, at)) return undefined;
    crc = crc32(bytes, crc);
    at += bytes.length;
  }
  const trailer = Buffer.alloc(4);
  if (at + trailer.length !== size || !readFully(fd, trailer, at)) return undefined;
  if (trailer.readUInt32LE() !== crc) return undefined;
  if (header.logId !== logId) return 'the index snapshot belongs to another log';
  return { index: new StreamIndex(image), lastChecksum: header.lastChecksum };
}

const sectionsOf = ({ positions, streams, names, recentIds }: IndexImage): NodeJS.TypedArray[] => [
  positions,
  streams,
  names.ends,
  names.hashes,
  names.bytes,
  recentIds,
];

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
