import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client';
import { Ledger, type Read } from './ledger';
import { freeLowPort, MortalServer } from './mortal-server';
import { Random } from './random';
import { Subscriber } from './subscriber';
import { write } from './writer';

export interface RoundOptions {
  readonly seed: number;
  readonly kills: number;
  readonly writers: number;
  readonly onProgress: (what: string) => void;
}

export interface RoundResult {
  readonly kills: number;
  /** Kills of a server that was not ready yet. */
  readonly early: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly resumed: number;
  /** What should not have happened; empty when all is well. */
  readonly faults: readonly string[];
}

const PREFIX = 'torture-';
const PROGRESS_LIMIT_MS = 120_000;
const POLL_MS = 5;

/** Writers and subscribers on one event store that is killed again and again, on a directory of its own. */
export async function tortureRound(options: RoundOptions): Promise<RoundResult> {
  const { seed, kills, writers, onProgress } = options;
  const random = new Random(seed);
  const directory = mkdtempSync(join(tmpdir(), 'accord-torture-'));
  const server = new MortalServer(directory, await freeLowPort(random));
  try {
    await server.start();
    const client = EventStoreDBClient.connectionString(server.url);
    const ledger = new Ledger();
    const subscribers = [false, true].map(
      (isFiltered) => new Subscriber(client, PREFIX, isFiltered),
    );
    const following = subscribers.map((subscriber) => subscriber.run());
    const stopping = new AbortController();
    const writing = Array.from({ length: writers }, (_, n) =>
      write(client, ledger, `${PREFIX}${n}`, `${PREFIX}shared`, random.fork(), stopping.signal),
    );
    let early = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const enough = ledger.acknowledged + random.between(1, 300);
      await until(() => ledger.acknowledged >= enough, 'the writers make no progress');
      await pause(random.between(0, 10));
      await server.kill();
      if (random.chance(0.3)) {
        early++;
        await server.startToDie(random.between(0, 400));
      }
      await server.start();
      const due = ledger.acknowledgedSoFar();
      ledger.compare(await readLog(client), due);
      onProgress(`${kill} of ${kills} kills, ${ledger.acknowledged} appends acknowledged`);
    }
    stopping.abort();
    await Promise.all(writing);
    ledger.compare(await readLog(client), ledger.acknowledgedSoFar());
    ledger.compareExactly();
    const { length } = ledger.log;
    await until(
      () => subscribers.every(({ ids }) => ids.length >= length),
      'a subscriber does not reach the end',
      ledger,
    );
    for (const subscriber of subscribers) await subscriber.end();
    await Promise.all(following);
    for (const { name, ids } of subscribers) ledger.compareSubscriber(name, ids);
    // What a clean stop leaves behind opens to the same.
    await server.stop();
    await server.start();
    ledger.compare(await readLog(client), ledger.acknowledgedSoFar());
    await client.dispose();
    return {
      kills,
      early,
      acknowledged: ledger.acknowledged,
      stored: ledger.log.length,
      resumed: subscribers.reduce((sum, { resumed }) => sum + resumed, 0),
      faults: ledger.faults,
    };
  } finally {
    await server.kill();
    rmSync(directory, { recursive: true });
  }
}

/**
 * The events of the torture through the head of now, in the order of the log. Without that bound a reader
 * that is slower than the writers would follow them for ever.
 */
async function readLog(client: EventStoreDBClient): Promise<Read[]> {
  const head = await headOf(client);
  const log: Read[] = [];
  for await (const { event } of client.readAll()) {
    if (!event?.position) continue;
    const { id, streamId: stream, revision, position } = event;
    if (stream.startsWith(PREFIX)) log.push({ id, stream, revision, position: position.commit });
    if (position.commit >= head) break;
  }
  return log;
}

async function headOf(client: EventStoreDBClient): Promise<bigint> {
  const last = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  for await (const { event } of last) return event?.position?.commit ?? 0n;
  return 0n;
}

/** @param ledger takes the failure down; without it, it is thrown */
async function until(condition: () => boolean, failure: string, ledger?: Ledger): Promise<void> {
  for (let left = PROGRESS_LIMIT_MS; !condition(); left -= POLL_MS) {
    if (left <= 0 && !ledger) throw new Error(failure);
    if (left <= 0) return ledger?.fault(failure);
    await pause(POLL_MS);
  }
}
