import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import { PointInTime, installation, platformCatalogs, readAddresses } from '@accord/platform';
import { ReadStore } from '@accord/read-store';
import { contextCatalogs } from '../../contexts';

export interface Stores {
  readonly log: EventStore;
  readonly reads: ReadStore;
  readonly pointInTime: PointInTime;
}

/** @returns what the work returns; connections are closed whatever becomes of it */
export async function withStores<T>(
  dataDirectory: string,
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  const { eventStoreUrl, databaseUrl } = addresses(dataDirectory);
  const registry = new EventRegistry([...platformCatalogs, ...contextCatalogs]);
  const log = await EventStore.connect(eventStoreUrl, registry);
  try {
    const reads = await ReadStore.connect(databaseUrl);
    try {
      const pointInTime = new PointInTime(new Streams(log, installation));
      return await work({ log, reads, pointInTime });
    } finally {
      await reads.close();
    }
  } finally {
    await log.close();
  }
}

/** @throws Error when neither the environment nor a running Accord tells the addresses */
function addresses(dataDirectory: string): { eventStoreUrl: string; databaseUrl: string } {
  const { EVENTSTORE_URL, DATABASE_URL } = readAddresses(process.env);
  if (EVENTSTORE_URL && DATABASE_URL) {
    return { eventStoreUrl: EVENTSTORE_URL, databaseUrl: DATABASE_URL };
  }
  const file = join(dataDirectory, 'runtime.json');
  if (!existsSync(file)) {
    throw new Error(
      `No Accord runs on "${dataDirectory}": start it with npm start -- --data ${dataDirectory}, ` +
        'name another directory with --data, or set EVENTSTORE_URL and DATABASE_URL (or …_FILE)',
    );
  }
  const runtime: Record<string, unknown> = Object(JSON.parse(readFileSync(file, 'utf8')));
  return {
    eventStoreUrl: EVENTSTORE_URL ?? String(runtime['eventStoreUrl']),
    databaseUrl: DATABASE_URL ?? String(runtime['databaseUrl']),
  };
}
