import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startChild, type Child } from '../../../apps/standalone/src/child';
import { canSeeProcesses, memoryOf } from '../harness/process-use';
import type { Figure } from '../harness/report';
import { median } from '../harness/statistics';
import type { Bench } from '../harness/suite';
import { LARGEST_APPEND, append } from './workload';

const EVENTS = 1_000_000;
const WRITERS = 4;
const LOG = 'events.log';
const MEMORY_LIMIT = 100 * 2 ** 20;
/** Of the time that a full scan of the log takes. */
const SNAPSHOT_PART = 0.1;

/** How long the store takes to open a large log, with its index snapshot and without, and its memory. */
export async function opening(bench: Bench): Promise<Figure[]> {
  const directory = join(bench.directory, 'large');
  const events = bench.amount(EVENTS);
  await fill(bench, directory, events);
  const empty = await opened(bench, join(bench.directory, 'empty'));
  const withSnapshot = await opened(bench, directory);
  const without = await opened(bench, directory, () => keepOnlyLog(directory));
  const part = (withSnapshot.seconds - empty.seconds) / (without.seconds - empty.seconds);
  const above = without.bytes - empty.bytes;
  const large = `${events.toLocaleString('en')} events`;
  return [
    { what: 'open an empty store (start of the process)', value: seconds(empty.seconds) },
    { what: `open ${large}, full scan of the log`, value: seconds(without.seconds) },
    {
      what: `open ${large}, index snapshot`,
      value: `${seconds(withSnapshot.seconds)}, ${part.toFixed(2)} of the scan (start of the process left out)`,
      target: { text: String(SNAPSHOT_PART), met: part <= SNAPSHOT_PART },
    },
    ...(canSeeProcesses
      ? [
          {
            what: `memory with ${large}`,
            value:
              `${megabytes(withSnapshot.bytes)} by snapshot, ${megabytes(without.bytes)} by scan, ` +
              `${megabytes(empty.bytes)} empty: ${megabytes(above)} for the events`,
            target: { text: `under ${megabytes(MEMORY_LIMIT)}`, met: above < MEMORY_LIMIT },
          },
        ]
      : []),
  ];
}

const seconds = (value: number): string => `${value.toFixed(2)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

async function fill(bench: Bench, directory: string, events: number): Promise<void> {
  const server = await start(bench, directory);
  const client = EventStoreDBClient.connectionString(String(server.details['url']));
  let left = events;
  let written = 0;
  const write = async (): Promise<void> => {
    while (left > 0) {
      bench.signal.throwIfAborted();
      const count = Math.min(LARGEST_APPEND, left);
      left -= count;
      await append(client, count);
      written += count;
      if (written % 100_000 < count) bench.progress(`${written} of ${events} events written`);
    }
  };
  try {
    await Promise.all(Array.from({ length: WRITERS }, write));
  } finally {
    await client.dispose();
    await server.stop();
  }
}

interface Opened {
  readonly seconds: number;
  readonly bytes: number;
}

/** @param before done ahead of each start */
async function opened(
  bench: Bench,
  directory: string,
  before: () => void = () => undefined,
): Promise<Opened> {
  const all: Opened[] = [];
  for (let n = 0; n < Math.min(3, bench.rounds); n++) {
    bench.progress(`opening ${directory}`);
    before();
    const begun = performance.now();
    const server = await start(bench, directory);
    const took = (performance.now() - begun) / 1000;
    all.push({ seconds: took, bytes: canSeeProcesses ? memoryOf(server.pid) : NaN });
    await server.stop();
  }
  return {
    seconds: median(all.map((one) => one.seconds)),
    bytes: median(all.map((one) => one.bytes)),
  };
}

async function start(bench: Bench, directory: string): Promise<Child> {
  bench.signal.throwIfAborted();
  const child = await startChild({
    name: 'event-store-opening',
    entry: join(bench.distribution, 'libs/embedded-eventstore/src/main.js'),
    args: ['--data', directory, '--port', '0'],
    logs: bench.directory,
  });
  bench.atEnd(() => child.stop());
  return child;
}

/** Whatever else lies there can be made from the log. */
function keepOnlyLog(directory: string): void {
  for (const name of readdirSync(directory)) if (name !== LOG) rmSync(join(directory, name));
}
