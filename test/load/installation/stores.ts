import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { launchPostgres } from '@accord/read-store';
import { startChild } from '../../../apps/standalone/src/child';
import type { Bench } from '../harness/suite';

/** The servers that are measured, whoever started them. */
export interface Stores {
  readonly eventStoreUrl: string;
  readonly databaseUrl: string;
  /** For the processes of Accord. */
  readonly environment: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
}

/** The servers that the environment names; each that it does not name is started for this run. */
export async function stores(bench: Bench): Promise<Stores> {
  const { EVENTSTORE_URL, DATABASE_URL, REDIS_URL, LOG_LEVEL = 'warn' } = process.env;
  const eventStoreUrl = EVENTSTORE_URL ?? (await startEventStore(bench));
  const databaseUrl = DATABASE_URL ?? (await startPostgres(bench));
  return {
    eventStoreUrl,
    databaseUrl,
    environment: {
      EVENTSTORE_URL: eventStoreUrl,
      DATABASE_URL: databaseUrl,
      ...(REDIS_URL !== undefined && { REDIS_URL }),
      ACCORD_HOST: '127.0.0.1',
      ACCORD_PORT: '0',
      ACCORD_RATE_LIMIT: '1000000000',
      LOG_LEVEL,
    },
    remarks: [
      EVENTSTORE_URL === undefined ? 'embedded event store' : 'event store by EVENTSTORE_URL',
      DATABASE_URL === undefined ? 'embedded PostgreSQL' : 'PostgreSQL by DATABASE_URL',
    ],
  };
}

/** An embedded event store of this run's own. @returns its connection string */
async function startEventStore(bench: Bench): Promise<string> {
  bench.progress('starting an event store');
  const child = await startChild({
    name: 'event-store',
    entry: join(bench.distribution, 'libs/embedded-eventstore/src/main.js'),
    args: ['--data', join(bench.directory, 'events'), '--port', '0'],
    logs: bench.directory,
  });
  bench.atEnd(() => child.stop());
  return String(child.details['url']);
}

async function startPostgres(bench: Bench): Promise<string> {
  bench.progress('starting PostgreSQL');
  const postgres = await launchPostgres({ dataDirectory: bench.directory });
  bench.atEnd(async () => {
    await postgres.stop();
    // It may lie elsewhere than in the directory of the run.
    rmSync(postgres.dataDirectory, { recursive: true });
  });
  return postgres.url;
}
