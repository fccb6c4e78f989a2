import { setImmediate as turn } from 'node:timers/promises';
import { CONSIDERED_AT_ONCE, type EventFilter } from './event-filter';
import type { Direction, From, ReadEvent, Reader } from './reader';

/** The events of `$all` that fit a filter. However rare they are, nobody else waits. @throws OffBoundary */
export async function* readFiltered(
  reader: Reader,
  from: From,
  direction: Direction,
  resolveLinks: boolean,
  filter: EventFilter,
): AsyncGenerator<ReadEvent> {
  let considered = 0;
  for (const ordinal of reader.ordinals(from, direction)) {
    if (reader.isWanted(ordinal, filter)) yield reader.at(ordinal, resolveLinks);
    if (++considered % CONSIDERED_AT_ONCE === 0) await turn();
  }
}
