import { readFile } from 'node:fs/promises';
import { MAX_FILE_BYTES } from '@accord/rates';

const TIMEOUT_MS = 30_000;

/**
 * Reads a file, or fetches it by https and nothing else; whoever could change it on the way would set
 * what is paid. Redirects are not followed.
 * @throws Error when it cannot be had, is too large or does not come in time
 */
export async function readSource(
  source: string,
  {
    get = fetch,
    timeoutMs = TIMEOUT_MS,
  }: {
    get?: (url: string, init: RequestInit) => Promise<Response>;
    timeoutMs?: number;
  } = {},
): Promise<Uint8Array> {
  if (!/^[a-z][a-z+.-]+:\/\//i.test(source)) return readFile(source);
  if (!source.startsWith('https://')) throw new Error(`${source}: rates are fetched by https only`);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await get(source, { redirect: 'manual', signal });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return await bodyOf(response);
  } catch (error) {
    const why = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error);
    throw new Error(`${source}: ${why}`, { cause: error });
  }
}

async function bodyOf({ body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > MAX_FILE_BYTES) throw new Error('larger than 32 MiB');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
