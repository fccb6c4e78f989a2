import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { type EventContent, TOMBSTONE_REVISION } from '../engine/event';
import { StreamIndex } from '../engine/stream-index';
import { readRecordedEvent } from '../protocol/recorded-event';
import { MalformedMessage } from '../protocol/wire-reader';
import { logFile } from './data-directory';
import { lockDirectory } from './directory-lock';
import { readSnapshot, snapshotFile } from './index-snapshot';
import { readLogId } from './log-creation';
import { RECORD_HEADER_SIZE } from './log-format';
import { DamagedLog, type LoggedRecord, recoverLog } from './log-recovery';

/** What was found in a log that is whole. */
export interface LogReport {
  readonly file: string;
  readonly logId: string;
  readonly events: number;
  /** Appends, deletes and tombstones: each is there with all its events. */
  readonly writes: number;
  /** First byte behind the last complete write. */
  readonly end: number;
  /** The start of a write that was never acknowledged lies behind it; the next start cuts it off. */
  readonly torn: boolean;
  /** Why the next start cannot take up an index snapshot; null if there is one that agrees. */
  readonly snapshotFault: string | null;
}

/** There is no log to check. */
export class NoLog extends Error {}

export const holdsLog = (directory: string): boolean => existsSync(logFile(directory));

/**
 * Where the event store of a directory lies: there, or in its folder `events` if it is Accord's.
 * @throws NoLog
 */
export function eventStoreIn(directory: string): string {
  const places = [directory, join(directory, 'events')];
  const place = places.find(holdsLog);
  if (place !== undefined) return place;
  throw new NoLog(`there is no event log in ${places.join(' or ')}`);
}

/**
 * Reads every record of a log that no server has open: its checksum, its place, that it can be decoded,
 * that its stream has no gap and does not go on behind its end, and that the index snapshot agrees.
 * @param onProgress hears how many of how many bytes were read
 * @throws DamagedLog, DirectoryInUse, NoLog, or an Error when the file is no log of this store
 */
export async function verifyLog(
  directory: string,
  onProgress: (read: number, size: number) => void = () => undefined,
): Promise<LogReport> {
  if (!holdsLog(directory)) throw new NoLog(`there is no event log in ${directory}`);
  const unlock = await lockDirectory(directory);
  try {
    return verify(directory, onProgress);
  } finally {
    await unlock();
  }
}

function verify(directory: string, onProgress: (read: number, size: number) => void): LogReport {
  const file = logFile(directory);
  const { index, ...found } = checkLog(file, onProgress);
  const snapshotFault = faultOfSnapshot(directory, found.logId, index);
  return { file, ...found, events: index.positions.length, snapshotFault };
}

/** What every record of a file says, each checked. @throws as `verifyLog` */
export function checkLog(
  file: string,
  onProgress: (read: number, size: number) => void,
): Pick<LogReport, 'logId' | 'writes' | 'end' | 'torn'> & { readonly index: StreamIndex } {
  const logId = readLogId(file);
  const index = new StreamIndex();
  const fd = openSync(file, 'r');
  try {
    let writes = 0;
    const { size } = fstatSync(fd);
    const { end, torn } = recoverLog(fd, size, (records) => {
      for (const record of records) check(index, record);
      writes++;
      onProgress(index.end, size);
    });
    onProgress(size, size);
    return { logId, writes, end, torn, index };
  } finally {
    closeSync(fd);
  }
}

function check(index: StreamIndex, { position, event: encoded }: LoggedRecord): void {
  const event = decode(position, encoded);
  const { stream, revision } = event;
  const { lastRevision, tombstoned } = index.head(stream);
  if (tombstoned) {
    throw new DamagedLog(position, `an event of stream "${stream}" lies behind the stream's end`);
  }
  if (revision !== TOMBSTONE_REVISION && revision !== lastRevision + 1) {
    const found = `revision ${revision} of stream "${stream}" follows revision ${lastRevision}`;
    throw new DamagedLog(position, found);
  }
  index.add({ ...event, position, end: position + RECORD_HEADER_SIZE + encoded.length });
}

function decode(position: number, encoded: Buffer): EventContent {
  try {
    return readRecordedEvent(encoded);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    throw new DamagedLog(position, `the event cannot be decoded: ${error.message}`);
  }
}

/** @throws DamagedLog if the snapshot knows of other events than the log */
function faultOfSnapshot(directory: string, logId: string, index: StreamIndex): string | null {
  const snapshot = readSnapshot(directory, logId);
  if (typeof snapshot === 'string') return snapshot;
  const said = snapshot.index.image();
  const found = index.image();
  const differs = said.positions.findIndex(
    (position, ordinal) =>
      position !== found.positions[ordinal] ||
      snapshot.index.streamAt(ordinal) !== index.streamAt(ordinal),
  );
  if (differs < 0) return null;
  throw new DamagedLog(
    said.positions[differs] ?? 0,
    `${snapshotFile(directory)} knows of another event there. If this log is the one to go on with, ` +
      'delete that file',
  );
}
