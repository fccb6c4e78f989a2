import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveEventStore } from '@accord/embedded-eventstore';
import { launchPostgres } from '@accord/read-store';

const VARIABLE = 'ACCORD_TEST_BLANK_DATA';

/** PostgreSQL alone, or with the log that Accord's directory has beside it. */
export type Part = 'database' | 'all';

/**
 * Makes an empty log and an empty database once for a whole test run: setting up PostgreSQL costs
 * seconds, a copy costs none. What a killed process has written is the system's already, so that its
 * database need not wait for the disk as one that must outlive a loss of power does.
 */
export async function makeBlankData(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'accord-blank-'));
  chmodSync(directory, 0o755);
  const log = await serveEventStore(join(directory, 'events'), 0);
  await log.close();
  const postgres = await launchPostgres({ dataDirectory: directory });
  await postgres.stop();
  appendFileSync(join(postgres.dataDirectory, 'postgresql.conf'), 'fsync = off\n');
  process.env[VARIABLE] = directory;
}

export function removeBlankData(): void {
  rmSync(blankData(), { recursive: true });
}

/** Lays out a data directory that nothing has been written to. */
export function copyBlankData(to: string, part: Part): void {
  const names = ['postgres', 'postgres.password', ...(part === 'all' ? ['events'] : [])];
  chmodSync(to, 0o755);
  // With its owner: as root the server runs as another user, who owns its files.
  execFileSync('cp', ['-a', ...names.map((name) => join(blankData(), name)), to]);
}

function blankData(): string {
  const directory = process.env[VARIABLE];
  if (directory === undefined) throw new Error(`${VARIABLE} is not set: no set-up ran before`);
  return directory;
}
