import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that the suite has started. */
export interface DebianServer {
  readonly url: string;
  stop(): Promise<void>;
}

const POSTGRESQL = '/usr/lib/postgresql';
const START_LIMIT_MS = 60_000;

/** Debian's PostgreSQL on a directory of its own. It does not run as root, hence as `postgres`. */
export async function startPostgres(directory: string): Promise<DebianServer> {
  if (!existsSync(POSTGRESQL)) install('postgresql');
  const version = readdirSync(POSTGRESQL).toSorted((a, b) => Number(b) - Number(a))[0] ?? '';
  const bin = (name: string): string => join(POSTGRESQL, version, 'bin', name);
  const data = join(directory, 'postgres');
  mkdirSync(data, { mode: 0o700 });
  const user = unprivileged();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
  const options = { ...user, cwd: '/', stdio: 'ignore' as const };
  execFileSync(
    bin('initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'accord',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
    ],
    options,
  );
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
  ];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const server = spawn(bin('postgres'), ['-D', data, '-p', String(port), ...flags], options);
  await until('PostgreSQL', server, () =>
    execFileSync(
      bin('createdb'),
      ['--host', '127.0.0.1', '--port', String(port), '--username', 'accord', 'accord'],
      { stdio: 'ignore' },
    ),
  );
  return {
    url: `postgres://accord@127.0.0.1:${port}/accord`,
    stop: () => end(server, 'SIGINT'),
  };
}

/** Debian's Redis as it runs in production: every write in the append-only file, nothing evicted. */
export async function startRedis(directory: string): Promise<DebianServer> {
  const program = '/usr/bin/redis-server';
  if (!existsSync(program)) install('redis-server');
  const port = await freePort();
  const server = spawn(
    program,
    [
      ['--bind', '127.0.0.1', '--port', String(port), '--dir', directory],
      ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
    ].flat(),
    { stdio: 'ignore' },
  );
  await until('Redis', server, () => execFileSync('redis-cli', ['-p', String(port), 'ping']));
  return { url: `redis://127.0.0.1:${port}`, stop: () => end(server, 'SIGTERM') };
}

/** Loses everything that Redis holds. */
export const emptyRedis = ({ url }: DebianServer): Buffer =>
  execFileSync('redis-cli', ['-u', url, 'flushall']);

function install(name: string): void {
  if (process.getuid?.() !== 0) {
    throw new Error(`${name} is not installed and only root can: apt-get install ${name}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
  // The package must not start a server of its own.
  const policy = '-o=Dpkg::Options::=--force-confold';
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', policy, name], {
    stdio: 'ignore',
    env: { ...env, RUNLEVEL: '1' },
  });
}

function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

async function until(name: string, server: ChildProcess, works: () => unknown): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`${name} ended with ${server.exitCode}`);
    try {
      works();
      return;
    } catch (error) {
      if (Date.now() > limit) throw new Error(`${name} does not answer`, { cause: error });
      await delay(100);
    }
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('No free loopback port');
  return address.port;
}
