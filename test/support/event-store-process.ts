import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FaultOrder } from '@accord/embedded-eventstore';

const MAIN = resolve(__dirname, '../../dist/libs/embedded-eventstore/src/main.js');

/** An embedded event store in a process of its own, on a directory that is removed afterwards. */
export async function startEmbeddedProcess(...options: readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'accord-log-'));
  const child = fork(MAIN, ['--data', directory, '--port', '0', ...options], { silent: true });
  const ended = once(child, 'exit');
  const ready = await Promise.race([once(child, 'message'), ended]);
  const { url } = ready[0];
  return {
    url: String(url),
    port: Number(new URL(String(url)).port),
    /** Resolves at the first strike of the fault that is ordered. */
    async order(order: FaultOrder): Promise<void> {
      const struck = once(child, 'message');
      child.send(order);
      if ('inject' in order) await struck;
    },
    /** Memory in use, in MiB, where the system tells. */
    memory(): number {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    get isAlive(): boolean {
      return child.exitCode === null && child.signalCode === null;
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true });
    },
  };
}
