import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startAccord, type Accord } from '../../apps/standalone/src/accord';
import { startChild } from '../../apps/standalone/src/child';
import { ApiClient } from './api-client';
import { copyBlankData } from './blank-data';

export const DIST = resolve(__dirname, '../../dist');

export interface AccordUnderTest {
  readonly accord: Accord;
  /** One base address for each API process. */
  readonly urls: readonly string[];
  readonly admin: ApiClient;
  stop(): Promise<void>;
}

/**
 * All of Accord as processes of the compiled program, on a directory that is removed afterwards.
 * @param options a directory given is one that was used before: its admin has a key
 */
export async function startAccordUnderTest(
  options: {
    readonly dataDirectory?: string;
    readonly apis?: number;
    /** Null: a live installation, which follows the wall clock. */
    readonly sandboxStart?: string | null;
    readonly timeZone?: string;
    readonly rateLimit?: number;
    readonly settings?: Readonly<Record<string, string>>;
  } = {},
): Promise<AccordUnderTest> {
  const { apis = 1, sandboxStart = '2026-02-01', rateLimit = 1_000_000, settings = {} } = options;
  const { timeZone = 'UTC' } = options;
  const dataDirectory = options.dataDirectory ?? blankDirectory();
  const accord = await startAccord({
    dataDirectory,
    port: 0,
    sandboxStart: sandboxStart ?? undefined,
    timeZone,
    rateLimit,
    settings,
    distribution: DIST,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const more = await Promise.all(
    Array.from({ length: apis - 1 }, (_, i) =>
      startChild({
        name: `api-${i + 2}`,
        entry: join(DIST, 'apps/api/src/main.js'),
        environment: accord.environment,
        logs: join(dataDirectory, 'logs'),
      }),
    ),
  );
  return {
    accord,
    urls: [accord.url, ...more.map(({ details }) => String(details['url']))],
    admin: new ApiClient(accord.url, accord.adminKey ?? ''),
    async stop() {
      await Promise.all(more.map((child) => child.stop()));
      await accord.stop();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}

function blankDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'accord-test-'));
  copyBlankData(directory, 'all');
  return directory;
}

/** A principal with a role, as a caller. */
export async function principal(
  admin: ApiClient,
  principalId: string,
  role: string,
  partnerId?: string,
): Promise<ApiClient> {
  const body = { principalId, roles: [role], ...(partnerId !== undefined && { partnerId }) };
  return admin.as(String((await admin.must('/v1/principals', body))['apiKey']));
}
