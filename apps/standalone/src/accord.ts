import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { holdsLog, lockDirectory } from '@accord/embedded-eventstore';
import { holdsPostgres, launchPostgres } from '@accord/read-store';
import { startChild, type Child, type ChildOptions } from './child';
import { HOST, refuseBusyPort } from './port';

export interface AccordOptions {
  readonly dataDirectory: string;
  /** Of the API, on 127.0.0.1. */
  readonly port: number;
  /** First day of the sandbox clock; undefined for a live installation, or one that exists. */
  readonly sandboxStart?: string | undefined;
  readonly timeZone: string;
  /** Folder of the compiled program; this one's when absent. */
  readonly distribution?: string;
  /** Of one principal, per minute. */
  readonly rateLimit?: number;
  /** Further variables of every process. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Runs once the data directory is this process's alone, before anything starts on it. */
  readonly prepare?: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (what: string) => void;
}

/** Everything that Accord is made of, running on this machine. */
export interface Accord {
  readonly dataDirectory: string;
  readonly url: string;
  readonly eventStoreUrl: string;
  readonly databaseUrl: string;
  /** Of the first admin, when this start created it. */
  readonly adminKey: string | undefined;
  /** What every process got, for starting more of them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Process ids by name: event-store, projector, api, worker. */
  readonly pids: Readonly<Record<string, number>>;
  /** Resolves with the reason when a part ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts event store, PostgreSQL, projector, worker and API on one data directory. Whatever fails,
 * everything that was started is stopped again.
 * @throws Error that says what to do
 */
export async function startAccord(options: AccordOptions): Promise<Accord> {
  const { dataDirectory, port, signal, onProgress } = options;
  const distribution = options.distribution ?? resolve(__dirname, '../../..');
  const entryOf = (app: string): string => join(distribution, 'apps', app, 'src/main.js');
  await refuseBusyPort(port);
  const logs = join(dataDirectory, 'logs');
  // PostgreSQL, which does not run as root, must be able to pass through.
  mkdirSync(dataDirectory, { recursive: true, mode: 0o755 });
  const stops = [await lockDirectory(dataDirectory)];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  const children: Child[] = [];
  const start = async (child: Omit<ChildOptions, 'logs'>): Promise<Child> => {
    signal.throwIfAborted();
    onProgress(`starting ${child.name}`);
    const started = await startChild({ ...child, logs });
    stops.push(() => started.stop());
    children.push(started);
    return started;
  };
  try {
    await options.prepare?.();
    refuseMissingLog(dataDirectory);
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    const eventStore = await start({
      name: 'event-store',
      entry: join(distribution, 'libs/embedded-eventstore/src/main.js'),
      args: ['--data', join(dataDirectory, 'events'), '--port', '0'],
    });
    const eventStoreUrl = String(eventStore.details['url']);
    signal.throwIfAborted();
    onProgress('starting PostgreSQL');
    const postgres = await launchPostgres({ dataDirectory });
    stops.push(() => postgres.stop());
    const environment = {
      EVENTSTORE_URL: eventStoreUrl,
      DATABASE_URL: postgres.url,
      ACCORD_HOST: HOST,
      ACCORD_PORT: String(port),
      ACCORD_TIME_ZONE: options.timeZone,
      ...options.settings,
      ...(options.rateLimit !== undefined && { ACCORD_RATE_LIMIT: String(options.rateLimit) }),
      ...(options.sandboxStart !== undefined && {
        ACCORD_MODE: 'sandbox',
        ACCORD_SANDBOX_START: options.sandboxStart,
      }),
    };
    await start({ name: 'projector', entry: entryOf('projector'), environment });
    const api = await start({ name: 'api', entry: entryOf('api'), environment });
    await start({ name: 'worker', entry: entryOf('worker'), environment });
    const { url, adminKey } = api.details;
    const runtime = join(dataDirectory, 'runtime.json');
    writeRuntime(runtime, { url, eventStoreUrl, databaseUrl: postgres.url, pid: process.pid });
    stops.push(async () => rmSync(runtime, { force: true }));
    signal.throwIfAborted();
    return {
      dataDirectory,
      url: String(url),
      eventStoreUrl,
      databaseUrl: postgres.url,
      environment,
      pids: Object.fromEntries(children.map(({ name, pid }) => [name, pid])),
      adminKey: typeof adminKey === 'string' ? adminKey : undefined,
      broken: Promise.race(
        children.map(async ({ name, ended }) => `${name} ended: ${await ended}`),
      ),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The log is made before the database and restored after it: where it is not, it must not be begun anew. */
function refuseMissingLog(dataDirectory: string): void {
  if (!holdsPostgres(dataDirectory) || holdsLog(join(dataDirectory, 'events'))) return;
  throw new Error(
    `${dataDirectory} holds a database and no event log: a restore that was interrupted, or a log that ` +
      'is gone. Restore a backup into another directory with accord restore',
  );
}

/** Addresses for the command line tool; with the database's password, hence for the owner alone. */
function writeRuntime(file: string, runtime: object): void {
  if (existsSync(file)) rmSync(file);
  writeFileSync(file, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
}
