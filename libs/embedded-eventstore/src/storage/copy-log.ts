import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fstatSync, openSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { readRecordedEvent } from '../protocol/recorded-event';
import { logFile } from './data-directory';
import { moveIntoPlace } from './durable-file';
import { DamagedLog, Scanner } from './log-recovery';
import { checkLog } from './verify-log';

/** A record that a server has shown to a reader: it is on the disk, with all that lies before it. */
export interface LogHead {
  readonly position: number;
  readonly eventId: string;
}

export interface CopiedLog {
  readonly logId: string;
  readonly events: number;
  readonly writes: number;
  readonly bytes: number;
  /** Of the copied file, hex. */
  readonly sha256: string;
}

/**
 * Copies the log of a directory through one record, also while a server appends to it: what lies
 * before the head is never written again. Each record of the copy is checked as `verifyLog` does, and
 * the copy appears under its name only when it is whole and on the disk.
 * @param from directory of the log, @param to one without a log
 * @param onProgress hears how much of how much is done
 * @throws DamagedLog, or an Error when the log holds no such record
 */
export async function copyLog(
  from: string,
  to: string,
  head: LogHead,
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<CopiedLog> {
  const bytes = endOfWrite(logFile(from), head);
  const draft = `${logFile(to)}.new`;
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(logFile(from), { end: bytes - 1 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      let copied = 0;
      for await (const chunk of chunks) {
        hash.update(chunk);
        onProgress((copied += chunk.length), 2 * bytes);
        yield chunk;
      }
    },
    createWriteStream(draft, { flags: 'w', mode: 0o600, flush: true }),
  );
  const { index, end, ...found } = checkLog(draft, (read) => onProgress(bytes + read, 2 * bytes));
  if (end !== bytes) throw new DamagedLog(end, 'no whole write lies there');
  moveIntoPlace(draft, logFile(to), to);
  const { logId, writes } = found;
  return { logId, writes, events: index.positions.length, bytes, sha256: hash.digest('hex') };
}

/** Where the write ends that the head is the last event of: no write is copied in part. */
function endOfWrite(file: string, { position, eventId }: LogHead): number {
  const fd = openSync(file, 'r');
  try {
    const scanner = new Scanner(fd, fstatSync(fd).size);
    const head = scanner.frameAt(position);
    if (!head || readRecordedEvent(head.event).id !== eventId) {
      throw new Error(
        `${file} holds no event ${eventId} at byte ${position}: it is another log, or damaged there`,
      );
    }
    let end = position + head.size;
    for (let frame = head; !frame.last; end += frame.size) {
      const next = scanner.frameAt(end);
      if (!next) throw new DamagedLog(end, 'the rest of the last write is not there');
      frame = next;
    }
    return end;
  } finally {
    closeSync(fd);
  }
}
