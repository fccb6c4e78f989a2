import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Accord } from '../accord';

const CLI = resolve(__dirname, '../../../cli/src/main.js');
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Runs the command line tool against this Accord. @returns what it printed @throws when it fails */
export async function runCli(
  { eventStoreUrl, databaseUrl }: Accord,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const env = { ...process.env, EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: databaseUrl };
  const options = { env, signal, maxBuffer: MAX_OUTPUT };
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], options);
  return stdout.trimEnd();
}
