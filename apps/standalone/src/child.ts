import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ChildOptions {
  readonly name: string;
  /** Compiled entry file. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of its log file, `<name>.log`. */
  readonly logs: string;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** What the process reported when it became usable. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Resolves when the process has ended, with what it said last. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 15_000;
const LAST_LINES = 5;

/**
 * Starts a process and waits until it reports that it can be used. It has a process group of its own,
 * so that Ctrl-C reaches the supervisor alone, and ends when the supervisor's channel closes.
 * @throws Error with its last words when it ends before
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const file = join(options.logs, `${options.name}.log`);
  const log = openSync(file, 'a', 0o600);
  const process = fork(options.entry, [...(options.args ?? [])], {
    env: { ...inherited(), ...options.environment },
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
    execArgv: [],
  });
  closeSync(log);
  const ended = new Promise<string>((done) => {
    process.once('error', (error) => done(error.message));
    process.once('exit', () => done(lastWords(file)));
  });
  const details = await Promise.race([
    readiness(process),
    ended.then((words) => {
      throw new Error(`${options.name} did not start: ${words}`);
    }),
  ]);
  const stop = (): Promise<void> => stopProcess(process, ended);
  return { name: options.name, pid: process.pid ?? 0, details, ended, stop };
}

const inherited = (): NodeJS.ProcessEnv => {
  const { PATH, HOME, LOG_LEVEL, TMPDIR, TZ } = globalThis.process.env;
  return { PATH, HOME, LOG_LEVEL, TMPDIR, TZ };
};

function readiness(process: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((ready) => {
    process.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'ready' in message) {
        ready(Object.fromEntries(Object.entries(message)));
      }
    });
  });
}

async function stopProcess(process: ChildProcess, ended: Promise<string>): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGTERM');
  const overdue = setTimeout(() => process.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(overdue);
}

/** The end of the log: text as it is, structured lines by their message. */
function lastWords(file: string): string {
  if (!existsSync(file)) return `${file} is gone`;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
  const messages = lines.map((line) => /"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line);
  return `${messages.at(-1) ?? ''} (log: ${file})`;
}
