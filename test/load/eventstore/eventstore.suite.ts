import { join } from 'node:path';
import { startChild } from '../../../apps/standalone/src/child';
import type { Report } from '../harness/report';
import type { Bench, Suite } from '../harness/suite';
import { appendToSubscriber } from './append-to-subscriber';
import { besideNothing, clientOf, doNothingServer, filled, type Server } from './beside-nothing';
import { opening } from './opening';

/** The store that the environment names, or an embedded one of this run's own. */
async function storeServer(bench: Bench): Promise<Omit<Server, 'stream' | 'start'>> {
  const { EVENTSTORE_URL } = process.env;
  if (EVENTSTORE_URL !== undefined) {
    const client = clientOf(bench, EVENTSTORE_URL);
    return { name: 'event store by EVENTSTORE_URL', client, pid: undefined };
  }
  const child = await startChild({
    name: 'event-store',
    entry: join(bench.distribution, 'libs/embedded-eventstore/src/main.js'),
    args: ['--data', join(bench.directory, 'events'), '--port', '0'],
    logs: bench.directory,
  });
  bench.atEnd(() => child.stop());
  const client = clientOf(bench, String(child.details['url']));
  return { name: 'embedded event store', client, pid: child.pid };
}

async function run(bench: Bench): Promise<Report> {
  const store = await storeServer(bench);
  const nothing = await doNothingServer(bench);
  bench.progress('filling the store');
  const server = { ...store, ...(await filled(bench, store.client)) };
  const { comparisons, figures } = await besideNothing(bench, server, nothing);
  bench.progress('append to subscriber');
  const latency = await appendToSubscriber(bench, store.client);
  const opened = store.pid === undefined ? [] : await opening(bench);
  return {
    comparisons,
    figures: [...figures, latency, ...opened],
    remarks: ['events of 274 bytes of data and 138 of metadata; each append to a new stream'],
  };
}

export const eventstore: Suite = {
  name: 'eventstore',
  about: 'the event store beside a server that does nothing; latency, opening and memory',
  isDefault: false,
  run,
};
