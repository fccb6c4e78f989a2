import { isIPv6 } from 'node:net';
import { commandLine, HELP } from './command-line';
import { obeyParent } from './server/faults/fault-control';
import { Faults } from './server/faults/faults';
import { serveEventStore } from './server/event-store-server';

async function main(): Promise<void> {
  const asked = commandLine(process.argv.slice(2));
  if (!asked) return void process.stdout.write(HELP);
  const { data, port, host, isExposed, snapshotStep } = asked;
  const faults = asked.faults ? new Faults() : undefined;
  const store = await serveEventStore(data, port, {
    host,
    storage: { snapshotStep },
    ...(faults && { faults }),
  });
  if (faults) obeyParent(faults, process);
  const url = `esdb://${isIPv6(host) ? `[${host}]` : host}:${store.port}?tls=false`;
  process.stdout.write(
    `Event store on ${url}${store.tornTailCut ? ' (an unfinished write was cut off)' : ''}\n`,
  );
  if (isExposed) {
    process.stderr.write(
      `eventstore: WARNING: everybody who reaches ${host} may read, write and delete everything\n`,
    );
  }
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
