import { readAddresses } from '@accord/platform';
import { fillVault } from '@accord/read-store';
import { withStores } from '../stores';
import { vaultIn } from './files';
import { installationId } from './installation-id';
import type { BackedUpLog, Manifest } from './manifest';

type Elsewhere = Extract<BackedUpLog, { kind: 'elsewhere' }>;

/**
 * Brings a vault back beside an event store that was restored by its own means.
 * @throws Error when that store holds another log, or the vault is not empty
 */
export async function restoreVaultBeside(
  from: string,
  manifest: Manifest,
  { head }: Elsewhere,
): Promise<void> {
  const { EVENTSTORE_URL, DATABASE_URL } = readAddresses(process.env);
  if (!EVENTSTORE_URL || !DATABASE_URL) {
    throw new Error(
      `${from} holds a vault without a log: set EVENTSTORE_URL to the event store, restored by its own ` +
        'means, and DATABASE_URL to the database that takes the vault',
    );
  }
  await withStores('', async ({ log, reads }) => {
    if ((await installationId(log)) !== manifest.installation) {
      throw new Error(`${log.address} holds the log of another installation than this vault`);
    }
    await fillVault(reads.db, vaultIn(from, manifest));
    process.stdout.write(`the vault is restored, as it was at log position ${head.position}\n`);
    const now = await log.head();
    if (now.position > BigInt(head.position)) {
      process.stderr.write(
        `restore: the log goes on to ${now.position}; people and evidence that it names behind ` +
          `${head.position} are not in the vault\n`,
      );
    }
  });
}
