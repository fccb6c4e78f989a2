import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { canonicalJson, type LogPosition, type Recorded } from '@accord/kernel';
import type { EventStore } from '@accord/event-store';
import { command, DATA_OPTION } from './command';
import { withStores, type Stores } from './stores';

const PAGE = 1_000;

export const exportEventsCommand = command({
  name: 'export events',
  summary: "writes every event of Accord's as canonical JSON, one a line",
  options: {
    ...DATA_OPTION,
    out: { type: 'string', value: 'FILE', help: 'write to this new file, not the standard output' },
  },
  run: ({ data, out }) => withStores(data, (stores) => exportEvents(stores, out)),
});

/** Writes the log through its head of now; the same log gives the same bytes. @returns the exit status */
async function exportEvents({ log }: Stores, file: string | undefined): Promise<number> {
  const { position: head } = await log.head();
  const out = file === undefined ? process.stdout : createWriteStream(file, { flags: 'wx' });
  await pipeline(Readable.from(linesOf(log, head)), out, { end: file !== undefined });
  return 0;
}

async function* linesOf(log: EventStore, head: LogPosition): AsyncGenerator<string> {
  let after: LogPosition | undefined;
  for (;;) {
    const records = await log.page(after, PAGE);
    for (const { position, event } of records) {
      if (position > head) return;
      after = position;
      if (event) yield `${canonicalJson(exported(event))}\n`;
    }
    if (records.length === 0) return;
  }
}

const exported = (event: Recorded): object => ({ ...event, position: event.position.toString() });
