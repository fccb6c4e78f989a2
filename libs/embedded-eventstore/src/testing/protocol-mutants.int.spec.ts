import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { firstBroken } from './caught';
import type { Mutant } from './engine-mutants';
import { withMutant } from './mutated-modules';
import { protocolLaws } from './protocol-laws';
import { protocolMutants } from './protocol-mutants';

/** @returns the first law that a server with this fault breaks */
async function brokenBy(mutant: Mutant, limitMs: number): Promise<string | undefined> {
  const { serveEventStore } = withMutant(mutant, () =>
    jest.requireActual<typeof import('../server/event-store-server')>(
      '../server/event-store-server',
    ),
  );
  const directory = mkdtempSync(join(tmpdir(), 'accord-mutant-'));
  const server = await serveEventStore(directory, 0);
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${server.port}?tls=false`);
  try {
    return await firstBroken(protocolLaws({ port: server.port, client }), limitMs);
  } finally {
    // A call that a mutant never answers ends with the server; only then can the client end.
    await server.close();
    await client.dispose();
    rmSync(directory, { recursive: true });
  }
}

describe('a fault put into the protocol', () => {
  it('is none: the laws hold', async () => {
    const unchanged = {
      name: 'none',
      file: 'server/call-failed.ts',
      find: 'export function callFailed',
      replace: 'export function callFailed',
    };
    expect(await brokenBy(unchanged, 30_000)).toBeUndefined();
  });

  it.each(protocolMutants)('is noticed: $name', async (mutant) => {
    expect(await brokenBy(mutant, 2_000)).toEqual(expect.any(String));
  });
});
