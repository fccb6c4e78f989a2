import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { copyLog, eventStoreIn, syncDirectory } from '@accord/embedded-eventstore';
import { readAddresses } from '@accord/platform';
import { readVault } from '@accord/read-store';
import { command, DATA_OPTION, UsageError } from '../command';
import { Progress } from '../progress';
import { withStores, type Stores } from '../stores';
import { writeRows } from './files';
import { installationId } from './installation-id';
import { manifestFile, writeManifest, type BackedUpLog, type BackedUpTable } from './manifest';

const ELSEWHERE = `The event store is not in this backup; it has its own, to be taken BEFORE this one, so that the
vault's copy holds all that the log's names. EventStoreDB with copies of files, on a running node: first
the index's *.chk files, then the other index files, then the database's *.chk files, then the chunks.
`;

export const backupCommand = command({
  name: 'backup',
  summary: 'copies the log and the vault of a running Accord into a new folder',
  details: `Everything that was acknowledged before the command began is in it. Every event is checked while it is
copied. With EVENTSTORE_URL set the log is another server's: the vault is copied, and the log's head noted.
Names, e-mail addresses, evidence and signing secrets are in it: keep it as safe as Accord itself.`,
  options: {
    ...DATA_OPTION,
    out: { type: 'string', value: 'DIR', help: 'folder of the backup, made by this command' },
    json: { type: 'boolean', default: false, help: "print the backup's manifest" },
  },
  run: async ({ data, out, json }) => {
    if (out === undefined) throw new UsageError('backup needs --out DIR; see --help');
    const isElsewhere = readAddresses(process.env).EVENTSTORE_URL !== undefined;
    return withStores(data, async (stores) => {
      await makeFolder(out);
      try {
        await backUp(stores, isElsewhere ? undefined : eventStoreIn(data), out);
      } catch (error) {
        await rm(out, { recursive: true });
        throw error;
      }
      process.stdout.write(json ? readFileSync(manifestFile(out), 'utf8') : `${out} is whole\n`);
      if (isElsewhere) process.stderr.write(ELSEWHERE);
      return 0;
    });
  },
});

/**
 * The head is read first: what was acknowledged before is in the log up to it. The vault is read last,
 * and the vault keeps what an event names before the event is appended: so whatever the copied log
 * names is in the vault's copy. What the vault holds beyond that, nobody asks for. The manifest is
 * written when everything else is on the disk: a folder without one is no backup.
 * @param eventStore directory of the log; undefined when it is another server's
 */
async function backUp({ log, reads }: Stores, eventStore: string | undefined, out: string) {
  const installation = await installationId(log);
  const head = await log.head();
  const at = { position: head.position.toString(), eventId: head.eventId };
  const backedUp: BackedUpLog =
    eventStore === undefined
      ? { kind: 'elsewhere', head: at, address: log.address }
      : { kind: 'copied', head: at, ...(await copied(eventStore, out, head)) };

  const vault: BackedUpTable[] = [];
  const folder = await subfolder(out, 'vault');
  await readVault(reads.db, async ({ rows, ...table }) => {
    const file = `vault/${table.table}.jsonl`;
    vault.push({ ...table, file, ...(await writeRows(join(out, file), rows)) });
    say(`${table.table}: ${vault.at(-1)?.rows} rows of the vault`);
  });
  for (const directory of [folder, out]) syncDirectory(directory);
  const versions = { accord: versionOfAccord(), node: process.version };
  await writeManifest(out, { installation, versions, log: backedUp, vault });
  syncDirectory(resolve(out, '..'));
}

async function copied(
  eventStore: string,
  out: string,
  { position, eventId }: { position: bigint; eventId: string },
) {
  const progress = new Progress('backup');
  const head = { position: Number(position), eventId };
  const to = await subfolder(out, 'events');
  try {
    const result = await copyLog(eventStore, to, head, (done, all) => progress.at(done, all));
    progress.clear();
    say(`log ${result.logId}: ${result.events} events, ${result.bytes} bytes, each event checked`);
    return { file: 'events/events.log', ...result };
  } finally {
    progress.clear();
  }
}

async function makeFolder(out: string): Promise<void> {
  if (existsSync(out)) {
    const isBackup = existsSync(manifestFile(out));
    const what = isBackup ? 'holds a backup' : 'exists, and may be a backup that was interrupted';
    throw new Error(`${out} ${what}; name a folder that does not exist`);
  }
  await mkdir(out, { mode: 0o700 });
}

async function subfolder(out: string, name: string): Promise<string> {
  const folder = join(out, name);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

function versionOfAccord(): string {
  const file = resolve(__dirname, '../../../../../package.json');
  const { version }: Record<string, unknown> = Object(JSON.parse(readFileSync(file, 'utf8')));
  return String(version);
}

const say = (text: string): void => void process.stderr.write(`backup: ${text}\n`);
