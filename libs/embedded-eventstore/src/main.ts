import { parseArgs } from 'node:util';
import { obeyParent } from './server/faults/fault-control';
import { Faults } from './server/faults/faults';
import { serveEventStore } from './server/event-store-server';

const HELP = `Usage: eventstore --data DIR [--port N]

Serves an event store that speaks EventStoreDB's Streams protocol, for development, tests and single
machines. Loopback only, without TLS and users.

  --data DIR   where the log is kept; created if need be
  --port N     port on 127.0.0.1 (default 2113; 0 takes any that is free)
  --faults     lets the process that started this one inject faults; for tests
  --help       this text

Connect with esdb://127.0.0.1:<port>?tls=false
`;
const DEFAULT_PORT = '2113';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: DEFAULT_PORT },
      faults: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (values.data === undefined) throw new Error('--data is missing; see --help');
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new Error(`--port ${values.port} is no port: a number from 0 to 65535`);
  }
  const faults = values.faults ? new Faults() : undefined;
  const store = await serveEventStore(values.data, port, { ...(faults && { faults }) });
  if (faults) obeyParent(faults, process);
  const url = `esdb://127.0.0.1:${store.port}?tls=false`;
  process.stdout.write(
    `Event store on ${url}${store.tornTailCut ? ' (an unfinished write was cut off)' : ''}\n`,
  );
  process.send?.({ ready: true, url });
  let closing: Promise<void> | undefined;
  // Handles of the protocol library must not keep the process alive.
  const stop = (): void => void (closing ??= store.close().then(() => process.exit(0)));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`eventstore: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
