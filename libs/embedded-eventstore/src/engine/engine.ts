import { ChangeSignal } from './change-signal';
import type { EventLog } from './event-log';
import { Reader } from './reader';
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
  readonly newId: () => string;
  readonly now: () => number;
}

/** The engine over a log whose events are in the index already. */
export function createEngine({ log, index, newId, now }: EngineParts): Engine {
  const changed = new ChangeSignal();
  return {
    changed,
    writer: new Writer(log, index, changed, newId),
    reader: new Reader(log, index, now),
  };
}
