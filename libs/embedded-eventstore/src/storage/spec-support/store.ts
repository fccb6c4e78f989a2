import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../engine/engine';
import type { ProposedEvent } from '../../engine/event';
import { readRecordedEvent } from '../../protocol/recorded-event';
import {
  type DataDirectory,
  type DataDirectoryOptions,
  openDataDirectory,
} from '../data-directory';

export interface Store extends Engine {
  readonly data: DataDirectory;
}

/** The engine on a directory, without a server. */
export async function openStore(directory: string, options?: DataDirectoryOptions): Promise<Store> {
  const data = await openDataDirectory(directory, options);
  return { ...createEngine({ ...data, newId: randomUUID, now: Date.now }), data };
}

export const event = (size = 10, type = 'Tested'): ProposedEvent => ({
  id: randomUUID(),
  type,
  contentType: 'application/octet-stream',
  data: Buffer.alloc(size, 0x61),
  metadata: Buffer.alloc(0),
});

export interface Stored {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/** Every event that can be read, in log order. */
export const stored = ({ reader }: Engine): Stored[] =>
  [...reader.all('start', 'forwards', false)].map(({ event: encoded, position }) => {
    if (!encoded) throw new Error(`nothing at ${position}`);
    const { id, stream, revision } = readRecordedEvent(encoded);
    return { id, stream, revision, position };
  });

/** Empty directories, which are removed after the specs of the file. */
export function temporaryDirectories(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const directory of made) rmSync(directory, { recursive: true });
  });
  return () => {
    const directory = mkdtempSync(join(tmpdir(), 'accord-store-'));
    made.push(directory);
    return directory;
  };
}
