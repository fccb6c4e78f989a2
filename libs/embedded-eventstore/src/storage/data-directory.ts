import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { type PlacedEvent } from '../engine/event';
import { RecentIds } from '../engine/recent-ids';
import { StreamIndex } from '../engine/stream-index';
import { readRecordedEvent } from '../protocol/recorded-event';
import { lockDirectory } from './directory-lock';
import { FILE_HEADER_SIZE, fileHeader, isFileHeader, RECORD_HEADER_SIZE } from './log-format';
import { LogFile } from './log-file';
import type { LoggedRecord } from './log-recovery';

const LOG_FILE = 'events.log';

/** An event store's directory, open, and what its log holds. */
export interface DataDirectory {
  readonly log: LogFile;
  readonly index: StreamIndex;
  readonly recentIds: RecentIds;
  /** Nothing was ever written. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

/**
 * Opens the directory, which is created if need be, and reads its log.
 * @throws DirectoryInUse, DamagedLog, or an Error when the file is no log of this store
 */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(directory);
  try {
    const path = join(directory, LOG_FILE);
    if (!existsSync(path)) createLog(directory, path);
    checkHeader(path);
    const index = new StreamIndex();
    const recentIds = new RecentIds();
    const log = LogFile.open(path, (records) => {
      for (const record of records) {
        const event = placed(record);
        index.add(event);
        recentIds.add(event);
      }
    });
    const close = async (): Promise<void> => {
      await log.close();
      await unlock();
    };
    return { log, index, recentIds, isNew: index.positions.length === 0, close };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function placed({ position, event }: LoggedRecord): PlacedEvent {
  const { id, stream, revision, data } = readRecordedEvent(event);
  return {
    id,
    stream,
    revision,
    data,
    position,
    end: position + RECORD_HEADER_SIZE + event.length,
  };
}

/** Written beside, synced, then renamed: a crash leaves no log or a whole one. */
function createLog(directory: string, path: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, fileHeader(randomBytes(16)));
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  const folder = openSync(directory, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function checkHeader(path: string): void {
  const header = Buffer.alloc(FILE_HEADER_SIZE);
  const file = openSync(path, 'r');
  const count = readSync(file, header, 0, FILE_HEADER_SIZE, 0);
  closeSync(file);
  if (count !== FILE_HEADER_SIZE || !isFileHeader(header)) {
    throw new Error(`${path} is no event log of this store, or of a version that it does not know`);
  }
}
