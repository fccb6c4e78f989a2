import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { moveIntoPlace, readFully } from './durable-file';
import { FILE_HEADER_SIZE, fileHeader, logIdOf } from './log-format';

/** Writes a log without events. */
export function createLog(directory: string, path: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, fileHeader(randomBytes(16)));
  fsyncSync(file);
  closeSync(file);
  moveIntoPlace(draft, path, directory);
}

/** @returns the log's id @throws Error when the file is no log of this store */
export function readLogId(path: string): string {
  const header = Buffer.alloc(FILE_HEADER_SIZE);
  const file = openSync(path, 'r');
  const isLongEnough = readFully(file, header, 0);
  closeSync(file);
  const logId = isLongEnough ? logIdOf(header) : undefined;
  if (logId !== undefined) return logId;
  throw new Error(`${path} is no event log of this store, or of a version that it does not know`);
}
