import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { moveIntoPlace } from '@accord/embedded-eventstore';

const FORMAT = 'accord-backup';
const VERSION = 1;

/** Only names below the backup's folder. */
const file = {
  file: z.string().regex(/^(?:[a-z_]+\/)?[a-z_]+\.(?:log|jsonl)$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
const head = z.strictObject({ position: z.string().regex(/^\d+$/), eventId: z.string() });

const log = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('copied'),
    head,
    ...file,
    logId: z.string(),
    events: z.int(),
    writes: z.int(),
  }),
  /** An EventStoreDB, which has a backup of its own. */
  z.strictObject({ kind: z.literal('elsewhere'), head, address: z.string() }),
]);

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  takenAt: z.iso.datetime(),
  installation: z.string(),
  versions: z.strictObject({ accord: z.string(), node: z.string() }),
  log,
  vault: z.array(
    z.strictObject({
      table: z.string(),
      columns: z.array(z.string()).readonly(),
      rows: z.int().nonnegative(),
      ...file,
    }),
  ),
});

/** What a backup holds; it is written when all of that is on the disk. */
export type Manifest = z.infer<typeof manifest>;
export type BackedUpLog = Manifest['log'];
export type BackedUpTable = Manifest['vault'][number];
/** A file of the backup: its name from the backup's folder, and what it must be. */
export type BackedUpFile = Pick<BackedUpTable, 'file' | 'bytes' | 'sha256'>;

export const manifestFile = (folder: string): string => join(folder, 'manifest.json');

export async function writeManifest(
  folder: string,
  content: Omit<Manifest, 'format' | 'version' | 'takenAt'>,
): Promise<void> {
  const takenAt = new Date().toISOString();
  const whole: Manifest = { format: FORMAT, version: VERSION, takenAt, ...content };
  const draft = `${manifestFile(folder)}.new`;
  await writeFile(draft, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600, flush: true });
  moveIntoPlace(draft, manifestFile(folder), folder);
}

/** @throws Error when the folder holds no finished backup, or one that this Accord cannot read */
export function readManifest(folder: string): Manifest {
  const path = manifestFile(folder);
  if (!existsSync(path)) {
    throw new Error(
      `${folder} holds no backup: there is no manifest.json in it. A backup that was interrupted has none`,
    );
  }
  const content = parsed(path);
  const { format, version } = Object(content);
  if (format !== FORMAT || version !== VERSION) {
    throw new Error(
      `${path} is of format ${JSON.stringify(format)}, version ${JSON.stringify(version)}; this Accord ` +
        `reads ${FORMAT}, version ${VERSION}`,
    );
  }
  const read = manifest.safeParse(content);
  if (read.success) return read.data;
  throw new Error(`${path} is damaged: ${z.prettifyError(read.error)}`);
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is damaged: ${String(cause)}`, { cause });
  }
}

/** @returns every file that the manifest vouches for */
export const filesOf = ({ log: copied, vault }: Manifest): BackedUpFile[] =>
  copied.kind === 'copied' ? [copied, ...vault] : [...vault];
