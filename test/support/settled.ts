import type { EventStore } from '@accord/event-store';
import type { LogPosition } from '@accord/kernel';
import type { ReadStore } from '@accord/read-store';

/** What of deals follows by itself. */
const REACTORS = [
  'approve-granted',
  'extend-granted',
  'close-linked',
  'record-broken-protection',
  'release-grant',
  'recheck-grant',
  'narrow-grant',
  'advance-queue',
];
const LIMIT_MS = 300_000;

/**
 * Waits until everything has been recorded that follows by itself from what is in the log.
 * @returns position of the last record then
 */
export async function settled(log: EventStore, reads: ReadStore): Promise<LogPosition> {
  for (let seen: LogPosition | undefined; ;) {
    const { position } = await log.head();
    if (position === seen) return position;
    for (const reactor of REACTORS) await reads.reactors.waitFor(reactor, position, LIMIT_MS);
    // A reaction may have written something new.
    seen = position;
  }
}
