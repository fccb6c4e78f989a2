import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild, type Child } from '../../apps/standalone/src/child';
import type { AccordUnderTest } from './accord-under-test';
import { NoAnswer, type ApiClient } from './api-client';

export interface Fault {
  /** Beginnings of streams' names, as a regular expression: `exclusivity-|customer-`. */
  readonly streams: string;
  /** Which of the process's appends to them. */
  readonly nth: number;
  readonly when: 'before' | 'after';
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  /** It is never told that its locks were lost, as if the network had swallowed the message. */
  readonly deaf?: boolean;
}

/** One more process of the system, which ends or stops itself at one of its own appends. */
export function startFaulty(
  { accord }: AccordUnderTest,
  app: 'api' | 'worker',
  fault: Fault,
  environment: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const { entry, environment: more } = dyingAt(app, fault);
  return startChild({
    name: `faulty-${app}-${Object.values(fault)
      .join('-')
      .replaceAll(/[^\w-]/g, '')}`,
    entry,
    environment: { ...accord.environment, ...environment, ...more, ACCORD_PORT: '0' },
    logs: join(accord.dataDirectory, 'logs'),
  });
}

/** What makes a process one that ends or stops itself at one of its own appends. */
export const dyingAt = (app: 'api' | 'projector' | 'worker', fault: Fault) => ({
  entry: join(__dirname, 'variants/faulty-process.cjs'),
  environment: { ACCORD_TEST_APP: app, ACCORD_TEST_FAULT: JSON.stringify(fault) },
});

/** Resolves when the process has been stopped by a signal. */
export async function frozen({ pid }: Child): Promise<void> {
  const state = (): string => execFileSync('ps', ['-o', 'stat=', '-p', String(pid)]).toString();
  while (!state().startsWith('T')) await delay(50);
}

/**
 * Sends a command to a process that dies of it. The worker stands still meanwhile: it would take
 * appends off the process that it has to make before it dies.
 */
export async function diesOn(
  system: AccordUnderTest,
  caller: ApiClient,
  {
    path,
    body = {},
    key,
  }: { readonly path: string; readonly body?: object; readonly key?: string },
  fault: Omit<Fault, 'signal'>,
): Promise<void> {
  const worker = system.accord.pids['worker'];
  if (!worker) throw new Error('the system has no worker');
  const api = await startFaulty(system, 'api', { ...fault, signal: 'SIGKILL' });
  process.kill(worker, 'SIGSTOP');
  try {
    const command = caller.at(String(api.details['url'])).command(path, body, key);
    await expect(command).rejects.toThrow(NoAnswer);
  } finally {
    process.kill(worker, 'SIGCONT');
    await api.stop();
  }
}
