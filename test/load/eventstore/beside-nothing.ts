import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startChild } from '../../../apps/standalone/src/child';
import { compare } from '../harness/compare';
import { inFlight, timed, type Round } from '../harness/in-flight';
import { ProcessorMeter, canSeeProcesses } from '../harness/process-use';
import type { Compared, Figure } from '../harness/report';
import type { Bench } from '../harness/suite';
import { LARGEST_APPEND, append, catchUp, readStream, writeStream } from './workload';

/** A server and how to reach it; of ours also which process it is. */
export interface Server {
  readonly name: string;
  readonly client: EventStoreDBClient;
  readonly pid: number | undefined;
  /** A stream of `READ` events, and where in `$all` at least `CATCH_UP` events begin. */
  readonly stream: string;
  readonly start: bigint;
}

interface Workload {
  readonly title: string;
  /** Events of a round. */
  readonly events: number;
  readonly target?: number;
  round(server: Server, events: number): Promise<Round>;
}

export const READ = 20_000;
export const CATCH_UP = 40_000;

const single = (width: number, events: number, target?: number): Workload => ({
  title: `append, ${width} in flight`,
  events,
  ...(target !== undefined && { target }),
  round: ({ client }, count) => inFlight(count, width, () => append(client, 1)),
});

const several = (each: number, events: number): Workload => ({
  title: `${each} per append, 1 in flight`,
  events,
  async round({ client }, count) {
    const appends = Math.max(1, Math.round(count / each));
    const round = await inFlight(appends, 1, () => append(client, each));
    return { ...round, perSecond: round.perSecond * each };
  },
});

const WORKLOADS: readonly Workload[] = [
  single(1, 1_000),
  single(32, 6_000),
  single(128, 10_000, 0.9),
  several(10, 10_000),
  several(100, 30_000),
  several(LARGEST_APPEND, 40_000),
  {
    title: 'read one stream',
    events: READ,
    target: 0.8,
    round: ({ client, stream }, count) => timed(count, () => readStream(client, stream, count)),
  },
  {
    title: 'catch-up subscription to $all',
    events: CATCH_UP,
    target: 0.8,
    round: ({ client, start }, count) => timed(count, () => catchUp(client, start, count)),
  },
];

/** The study's table: each workload on the store and on a server that does nothing, in turn. */
export async function besideNothing(
  bench: Bench,
  store: Server,
  nothing: Server,
): Promise<{ comparisons: Compared[]; figures: Figure[] }> {
  const comparisons: Compared[] = [];
  const figures: Figure[] = [];
  for (const { title, events, target, round } of WORKLOADS) {
    const count = bench.amount(events);
    const [ours, theirs] = [store, nothing].map((server) => {
      const meter = server.pid === undefined ? undefined : new ProcessorMeter(server.pid);
      const work = (): Promise<Round> => round(server, count);
      return { meter, round: () => (meter ? meter.around(count, work) : work()) };
    });
    if (!ours || !theirs) throw new Error('two servers were given');
    comparisons.push(
      await compare(bench, title, 'events', { name: store.name, round: ours.round }, [
        { name: nothing.name, round: theirs.round, ...(target !== undefined && { target }) },
      ]),
    );
    if (!ours.meter || !theirs.meter || !canSeeProcesses) continue;
    const [own, other] = [ours.meter.perThing, theirs.meter.perThing];
    figures.push({
      what: `CPU per event, ${title}`,
      value:
        `client ${micro(own.client)}, server ${micro(own.server)}` +
        ` (doing nothing: client ${micro(other.client)}, server ${micro(other.server)})`,
    });
  }
  return { comparisons, figures };
}

const micro = (value: number): string => `${value.toFixed(1)} µs`;

/** A client of its own for each server: they are never in trouble at the same time. */
export function clientOf(bench: Bench, url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url);
  bench.atEnd(() => client.dispose());
  return client;
}

export async function doNothingServer(bench: Bench): Promise<Server> {
  const child = await startChild({
    name: 'do-nothing-server',
    entry: join(bench.distribution, 'test/load/eventstore/do-nothing-server.js'),
    args: [String(bench.amount(CATCH_UP))],
    logs: bench.directory,
  });
  bench.atEnd(() => child.stop());
  const client = clientOf(bench, String(child.details['url']));
  return { name: 'server that does nothing', client, pid: child.pid, stream: 'load-0', start: 0n };
}

/** Fills a stream, and a stretch of `$all`, for the workloads that read. */
export async function filled(
  bench: Bench,
  client: EventStoreDBClient,
): Promise<{ stream: string; start: bigint }> {
  const start = (await append(client, 1)) ?? 0n;
  const stream = await writeStream(client, bench.amount(READ));
  await writeStream(client, bench.amount(CATCH_UP));
  return { stream, start };
}
