import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client';
import { Ledger, type Read } from './ledger';
import { freeLowPort, MortalServer } from '../support/mortal-server';
import { Random } from '../support/random';
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
const RETRY_MS = 50;
/** Appends that the writers go on with behind a kill: a slow reader of a log that grows is never done. */
const AHEAD = 100;

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
    let enough = 0;
    const writing = Array.from({ length: writers }, (_, n) =>
      write({
        client,
        ledger,
        name: `${PREFIX}${n}`,
        shared: `${PREFIX}shared`,
        random: random.fork(),
        stopped: stopping.signal,
        mayWrite: () => ledger.acknowledged < enough + AHEAD,
      }),
    );
    let early = 0;
    for (let kill = 1; kill <= kills; kill++) {
      enough = ledger.acknowledged + random.between(1, AHEAD);
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

/** The whole log; a connection that was refused waits before it asks a server that is back. */
async function readLog(client: EventStoreDBClient): Promise<Read[]> {
  for (let left = PROGRESS_LIMIT_MS; ; left -= RETRY_MS) {
    try {
      return await readOnce(client);
    } catch (error) {
      if (left <= 0) throw error;
      await pause(RETRY_MS);
    }
  }
}

/**
 * The events of the torture in the order of the log. They are read from its end backwards: a reader that
 * goes forwards and is slower than the writers would follow them for ever, and one that breaks off
 * leaves a call behind which the client waits for when it is disposed.
 */
async function readOnce(client: EventStoreDBClient): Promise<Read[]> {
  const log: Read[] = [];
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END })) {
    if (!event?.position) continue;
    const { id, streamId: stream, revision, position } = event;
    if (stream.startsWith(PREFIX)) log.push({ id, stream, revision, position: position.commit });
  }
  return log.reverse();
}

/** @param ledger takes the failure down; without it, it is thrown */
async function until(condition: () => boolean, failure: string, ledger?: Ledger): Promise<void> {
  for (let left = PROGRESS_LIMIT_MS; !condition(); left -= POLL_MS) {
    if (left <= 0 && !ledger) throw new Error(failure);
    if (left <= 0) return ledger?.fault(failure);
    await pause(POLL_MS);
  }
}
