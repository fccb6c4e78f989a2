import { crc32 } from 'node:zlib';

/*
 * File header (32 bytes): magic, log id (16 random bytes), CRC of both.
 * Record: 16-byte header, then the event as it goes over the wire.
 *   0  CRC of everything behind it
 *   4  length of the event
 *   8  low 32 bits of the record's own position: a record found elsewhere is none
 *  12  distance back to the first record of the same sync, times two, plus one on the last record of
 *      a write request
 * Only one sync is under way at a time, so whatever lies before the first record of a later sync was
 * acknowledged. That tells a torn tail (cut it) from damage (refuse to start).
 */
export const FILE_HEADER_SIZE = 32;
export const RECORD_HEADER_SIZE = 16;
/** An append is limited to 1 MiB of data; metadata and names come on top, within 16 MiB a message. */
export const MAX_EVENT_SIZE = 17 * 1024 * 1024;

const MAGIC = Buffer.from('ACCLOG\u0000\u0001', 'latin1');

export function fileHeader(logId: Buffer): Buffer {
  const header = Buffer.alloc(FILE_HEADER_SIZE);
  MAGIC.copy(header);
  logId.copy(header, MAGIC.length);
  header.writeUInt32LE(crc32(header.subarray(0, 24)), 24);
  return header;
}

/** The log's id in hexadecimal digits; undefined if these bytes do not begin a log. */
export function logIdOf(header: Buffer): string | undefined {
  const isHeader =
    header.length === FILE_HEADER_SIZE &&
    header.subarray(0, MAGIC.length).equals(MAGIC) &&
    header.readUInt32LE(24) === crc32(header.subarray(0, 24));
  return isHeader ? header.toString('hex', MAGIC.length, 24) : undefined;
}

/** @param record room for the header, then the event */
export function sealRecord(
  record: Buffer,
  position: number,
  syncStart: number,
  last: boolean,
): Buffer {
  record.writeUInt32LE(record.length - RECORD_HEADER_SIZE, 4);
  record.writeUInt32LE(position % 2 ** 32, 8);
  record.writeUInt32LE((position - syncStart) * 2 + (last ? 1 : 0), 12);
  record.writeUInt32LE(crc32(record.subarray(4)), 0);
  return record;
}

export interface RecordFrame {
  readonly event: Buffer;
  readonly checksum: number;
  /** Length with header. */
  readonly size: number;
  readonly syncStart: number;
  readonly last: boolean;
}

/** The record at `offset` of `bytes`, which lies at `position` of the log; undefined if none does. */
export function recordAt(bytes: Buffer, offset: number, position: number): RecordFrame | undefined {
  if (offset + RECORD_HEADER_SIZE > bytes.length) return undefined;
  const length = bytes.readUInt32LE(offset + 4);
  const size = RECORD_HEADER_SIZE + length;
  if (length === 0 || length > MAX_EVENT_SIZE || offset + size > bytes.length) return undefined;
  if (bytes.readUInt32LE(offset + 8) !== position % 2 ** 32) return undefined;
  const checksum = bytes.readUInt32LE(offset);
  if (checksum !== crc32(bytes.subarray(offset + 4, offset + size))) return undefined;
  const mark = bytes.readUInt32LE(offset + 12);
  return {
    event: bytes.subarray(offset + RECORD_HEADER_SIZE, offset + size),
    checksum,
    size,
    syncStart: position - Math.floor(mark / 2),
    last: mark % 2 === 1,
  };
}
