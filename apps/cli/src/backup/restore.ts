import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyLog, lockDirectory, syncDirectory } from '@accord/embedded-eventstore';
import { fillVault, launchPostgres, ReadStore, removePostgres } from '@accord/read-store';
import { command, UsageError } from '../command';
import { Progress } from '../progress';
import { checkFiles, vaultIn } from './files';
import { filesOf, readManifest, type BackedUpLog, type Manifest } from './manifest';
import { restoreVaultBeside } from './restore-vault';

type Copied = Extract<BackedUpLog, { kind: 'copied' }>;

export const restoreCommand = command({
  name: 'restore',
  summary: 'brings a backup back into a new data directory',
  details: `Every file is compared with the manifest and every event checked; nothing is made when one differs. The
views come back from the log when Accord starts on the directory.
A backup of the vault alone (taken with EVENTSTORE_URL set) goes into the empty vault at DATABASE_URL;
restore the event store before, by its own means, and give its address as EVENTSTORE_URL.`,
  options: {
    from: { type: 'string', value: 'DIR', help: 'folder of the backup' },
    data: { type: 'string', value: 'DIR', help: 'data directory to make; must be empty or absent' },
  },
  run: async ({ from, data }) => {
    if (from === undefined) throw new UsageError('restore needs --from DIR; see --help');
    const manifest = readManifest(from);
    const { log } = manifest;
    if (log.kind === 'elsewhere' && data !== undefined) {
      throw new UsageError(`${from} holds a vault without a log: it takes no --data; see --help`);
    }
    if (log.kind === 'copied' && data === undefined) {
      throw new UsageError('restore needs --data DIR; see --help');
    }
    if (data !== undefined) refuseUsed(data);
    const progress = new Progress('restore');
    try {
      await checkFiles(from, filesOf(manifest), (read, all) => progress.at(read, all));
    } finally {
      progress.clear();
    }
    say(`${filesOf(manifest).length} files are as they were backed up on ${manifest.takenAt}`);
    if (log.kind === 'elsewhere') await restoreVaultBeside(from, manifest, log);
    else await restoreInto(data ?? '', from, manifest, log);
    return 0;
  },
});

function refuseUsed(data: string): void {
  if (!existsSync(data) || readdirSync(data).length === 0) return;
  throw new Error(`${data} is not empty; name a directory that is, or that does not exist`);
}

/**
 * The vault first, then the log, whose name appears last: Accord does not start on a directory that has
 * a vault and no log. Whatever fails, what was made is removed again.
 */
async function restoreInto(
  data: string,
  from: string,
  manifest: Manifest,
  { head, events }: Copied,
): Promise<void> {
  // PostgreSQL, which does not run as root, must be able to pass through.
  await mkdir(data, { recursive: true, mode: 0o755 });
  const unlock = await lockDirectory(data);
  refuseUsed(data);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('stopped by the user'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  try {
    await restoreVault(data, from, manifest);
    stopping.signal.throwIfAborted();
    say('the vault is back');
    const progress = new Progress('restore');
    const at = { position: Number(head.position), eventId: head.eventId };
    await mkdir(join(data, 'events'), { mode: 0o700 });
    await copyLog(join(from, 'events'), join(data, 'events'), at, (done, all) => {
      progress.at(done, all);
      stopping.signal.throwIfAborted();
    });
    syncDirectory(data);
    progress.clear();
    say(`the log is back: ${events} events, each checked`);
    process.stdout.write(`${data} is restored; start it with npm start -- --data ${data}\n`);
  } catch (error) {
    await removePostgres({ dataDirectory: data });
    for (const name of readdirSync(data)) await rm(join(data, name), { recursive: true });
    throw error;
  } finally {
    await unlock();
  }
}

async function restoreVault(data: string, from: string, manifest: Manifest): Promise<void> {
  const postgres = await launchPostgres({ dataDirectory: data });
  try {
    const reads = await ReadStore.connect(postgres.url);
    try {
      await fillVault(reads.db, vaultIn(from, manifest));
    } finally {
      await reads.close();
    }
  } finally {
    await postgres.stop();
  }
}

const say = (text: string): void => void process.stderr.write(`restore: ${text}\n`);
