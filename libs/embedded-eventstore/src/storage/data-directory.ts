import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacedEvent } from '../engine/event';
import { StreamIndex } from '../engine/stream-index';
import { readRecordedEvent } from '../protocol/recorded-event';
import { lockDirectory } from './directory-lock';
import { readFully } from './durable-file';
import { readSnapshot, type Snapshot, snapshotFile, writeSnapshot } from './index-snapshot';
import { createLog, readLogId } from './log-creation';
import type { LogDisk } from './log-disk';
import { LogFile } from './log-file';
import { RECORD_HEADER_SIZE, recordAt } from './log-format';
import { DamagedLog, type LoggedRecord } from './log-recovery';
import { SnapshotKeeper } from './snapshot-keeper';

export const logFile = (directory: string): string => join(directory, 'events.log');

/** An event store's directory, open, and what its log holds. */
export interface DataDirectory {
  readonly log: LogFile;
  readonly index: StreamIndex;
  /** Nothing was ever written. */
  readonly isNew: boolean;
  /** How many bytes of the log had to be read. */
  readonly scanned: number;
  close(): Promise<void>;
}

export interface DataDirectoryOptions {
  readonly disk?: LogDisk;
  /** Bytes of the log after which the index is written down while the store is in use. */
  readonly snapshotStep?: number;
  /** Hears of what is no reason to stop. */
  readonly warn?: (text: string) => void;
}

const toStandardError = (text: string): void => void process.stderr.write(`eventstore: ${text}\n`);

/**
 * Opens the directory, which is created if need be: takes up the last snapshot of the index and reads
 * what was logged since, or all of the log if there is no usable snapshot.
 * @throws DirectoryInUse, DamagedLog, or an Error when the file is no log of this store
 */
export async function openDataDirectory(
  directory: string,
  options: DataDirectoryOptions = {},
): Promise<DataDirectory> {
  const { warn = toStandardError } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(directory);
  try {
    const path = logFile(directory);
    if (!existsSync(path)) createLog(directory, path);
    for (const file of [path, snapshotFile(directory)]) {
      if (existsSync(file)) chmodSync(file, 0o600);
    }
    const logId = readLogId(path);
    const snapshot = readSnapshot(directory, logId);
    if (typeof snapshot !== 'string') requireCovered(path, snapshot, directory);
    const index = typeof snapshot === 'string' ? new StreamIndex() : snapshot.index;
    const start = typeof snapshot === 'string' ? undefined : index.end;
    const keeper = new SnapshotKeeper(
      start ?? 0,
      () =>
        writeSnapshot(directory, logId, index, (ordinal) =>
          log.checksum(index.positions.at(ordinal), index.endOf(ordinal)),
        ),
      warn,
      options.snapshotStep,
    );
    const add = (records: readonly LoggedRecord[]): void => {
      for (const record of records) index.add(placed(record));
    };
    const log = await LogFile.open(path, add, {
      ...(start !== undefined && { start }),
      ...(options.disk && { disk: options.disk }),
      // Only at the next turn has the index taken up what was synced.
      onSynced: () => setImmediate(() => keeper.grown(index.end)),
      warn,
    });
    const scanned = log.tail - (start ?? 0);
    const close = async (): Promise<void> => {
      await log.settled();
      await keeper.finish(index.end);
      await log.close();
      await unlock();
    };
    return { log, index, isNew: index.positions.length === 0, scanned, close };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * What a snapshot covers was on the disk. If the log does not hold it any more, acknowledged events
 * are missing, which the log alone could not tell from an unfinished write.
 */
function requireCovered(path: string, { index, lastChecksum }: Snapshot, directory: string): void {
  const position = index.positions.last ?? 0;
  const record = Buffer.alloc(index.end - position);
  const fd = openSync(path, 'r');
  const frame = readFully(fd, record, position) && recordAt(record, 0, position);
  closeSync(fd);
  if (frame && frame.checksum === lastChecksum) return;
  throw new DamagedLog(
    position,
    `the last event that ${snapshotFile(directory)} knows of is not there. If this log is the one ` +
      'to go on with, delete that file',
  );
}

function placed({ position, event }: LoggedRecord): PlacedEvent {
  const { id, stream, revision, data } = readRecordedEvent(event);
  const end = position + RECORD_HEADER_SIZE + event.length;
  return { id, stream, revision, data, position, end };
}
