import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { installedBinaries, serverUser, type ServerUser } from './binaries';
import { dataPlace, removePlace } from './data-place';

export interface RunningPostgres {
  /** postgres:// address of the database `accord`. */
  readonly url: string;
  /** Where the data really lies: elsewhere when the server's user cannot reach the wanted place. */
  readonly dataDirectory: string;
  readonly pid: number;
  /** Ends the server and waits until it is gone. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const USER = 'accord';

/**
 * Starts PostgreSQL on a directory of its own, on a free loopback port. A server that an earlier
 * process left running on it is used instead. As root it runs as user `postgres`; data or programs
 * below a folder closed to that user are placed where it can reach them.
 * @throws Error with the server's own words when it cannot start
 */
export async function launchPostgres({
  dataDirectory,
}: {
  readonly dataDirectory: string;
}): Promise<RunningPostgres> {
  const user = serverUser();
  const bin = join(await installedBinaries(user), 'bin');
  await mkdir(dataDirectory, { recursive: true });
  const directory = await dataPlace(dataDirectory, user);
  const password = await passwordIn(dataDirectory);
  if (!existsSync(join(directory, 'PG_VERSION'))) await initialise(bin, directory, password, user);
  const orphan = await runningOn(directory, password);
  const server = orphan ?? (await start(bin, directory, password, user));
  await ensureDatabase(server.port, password);
  return {
    url: addressOf(server.port, password, 'accord'),
    dataDirectory: directory,
    pid: server.pid,
    stop: () => stop(server.pid),
  };
}

/** Whether one was ever launched on the directory. */
export const holdsPostgres = (dataDirectory: string): boolean =>
  existsSync(passwordAt(dataDirectory));

/**
 * Removes PostgreSQL from a data directory, wherever its files lie; a server that an earlier process
 * left running on them is ended first.
 */
export async function removePostgres({
  dataDirectory,
}: {
  readonly dataDirectory: string;
}): Promise<void> {
  const directory = await dataPlace(dataDirectory, serverUser());
  const orphan = await runningOn(directory, await passwordIn(dataDirectory));
  if (orphan) await stop(orphan.pid);
  await removePlace(dataDirectory, directory);
}

const addressOf = (port: number, password: string, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

const passwordAt = (dataDirectory: string): string => join(dataDirectory, 'postgres.password');

async function passwordIn(dataDirectory: string): Promise<string> {
  const file = passwordAt(dataDirectory);
  if (!existsSync(file))
    await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFile(file, 'utf8');
}

async function initialise(
  bin: string,
  directory: string,
  password: string,
  user: ServerUser,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  if (user.uid !== undefined && user.gid !== undefined) await chown(directory, user.uid, user.gid);
  // A pipe will not do: initdb opens the file by name. It lives for as long as initdb runs.
  const passwordFile = `${directory}.initial-password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(passwordFile, user.uid, user.gid);
  }
  const flags = [
    '--auth=scram-sha-256',
    `--username=${USER}`,
    '--encoding=UTF8',
    '--locale=C',
    `--pwfile=${passwordFile}`,
  ];
  // A group of its own, like the server's: Ctrl-C must not leave a half-made directory behind.
  const child = spawn(join(bin, 'initdb'), [`--pgdata=${directory}`, ...flags], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const said = collect(child);
  const code = await new Promise((done) => child.once('close', done));
  await rm(passwordFile);
  if (code !== 0)
    throw new Error(`PostgreSQL could not be set up in ${directory}: ${said().trim()}`);
}

async function start(
  bin: string,
  directory: string,
  password: string,
  user: ServerUser,
): Promise<{ pid: number; port: number }> {
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'jit=off',
    // As in docker/compose.yaml: the index of a million customers' keys is past the 128 MB that it takes otherwise.
    'shared_buffers=512MB',
  ];
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', directory, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // A group of its own: Ctrl-C reaches the supervisor, which stops the server in its turn.
    { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const said = collect(child);
  const { pid } = child;
  if (pid === undefined) throw new Error(`PostgreSQL could not be started from ${bin}`);
  const until = Date.now() + START_LIMIT_MS;
  while (!(await answers(port, password))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGQUIT');
      throw new Error(`PostgreSQL did not start on ${directory}: ${said().trim()}`);
    }
    await delay(50);
  }
  child.stderr?.removeAllListeners('data').resume();
  child.unref();
  return { pid, port };
}

/** The server that an earlier process left behind on this directory, if it answers. */
async function runningOn(
  directory: string,
  password: string,
): Promise<{ pid: number; port: number } | undefined> {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = (await readFile(file, 'utf8')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return isAlive(pid) && (await answers(port, password)) ? { pid, port } : undefined;
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: addressOf(port, password, 'postgres') });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // Not up yet, or another's server: the caller decides by time and by the process's life.
    return false;
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: addressOf(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'accord'");
    if (rowCount === 0) await client.query('create database accord');
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: sessions end, everything written stays. */
async function stop(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await delay(20);
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    // ESRCH: gone.
    return false;
  }
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4_000)));
  return () => text;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('No free loopback port');
  return address.port;
}
