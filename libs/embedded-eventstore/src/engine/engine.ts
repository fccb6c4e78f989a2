import { ChangeSignal } from './change-signal';
import type { EventLog } from './event-log';
import { Reader } from './reader';
import type { RecentIds } from './recent-ids';
import type { StreamIndex } from './stream-index';
import { Writer } from './writer';

/** Everything the calls of the protocol need of one store. */
export interface Engine {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly changed: ChangeSignal;
}

export interface EngineParts {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly recentIds: RecentIds;
  readonly newId: () => string;
  readonly now: () => number;
}

/** The engine over a log whose events are in the index and among the recent ids already. */
export function createEngine({ log, index, recentIds, newId, now }: EngineParts): Engine {
  const changed = new ChangeSignal();
  return {
    changed,
    writer: new Writer(log, index, recentIds, changed, newId),
    reader: new Reader(log, index, now),
  };
}
