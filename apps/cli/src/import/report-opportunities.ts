import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExportLine } from './read-export';
import { isSendable } from './report';

/** Opportunities that are told at a time. */
const TOGETHER = 8;
/** How long the API may be gone, or want to be asked less often, before the import gives up. */
const PATIENCE_MS = 60_000;
const WAIT_MS = 500;

/**
 * Tells how the opportunities of rows stand, before their registrations name them: one that sales have not
 * reported sets no registration apart. What was told before is known.
 * @returns the rows, with a fault where the API refuses what one says of its opportunity
 * @throws Error when the API does not answer
 */
export async function reportOpportunities(
  url: string,
  key: string,
  rows: readonly ExportLine[],
): Promise<ExportLine[]> {
  const told: ExportLine[] = [];
  for (let at = 0; at < rows.length; at += TOGETHER) {
    const some = rows.slice(at, at + TOGETHER);
    told.push(...(await Promise.all(some.map((row) => reportOne(url, key, row)))));
  }
  return told;
}

async function reportOne(url: string, key: string, row: ExportLine): Promise<ExportLine> {
  if (row.opportunity === undefined || !isSendable(row)) return row;
  const body = JSON.stringify(row.opportunity);
  const response = await patiently(() =>
    fetch(`${url}/v1/opportunities`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': `import-${createHash('sha256').update(body).digest('hex')}`,
      },
      body,
    }),
  );
  const text = await response.text();
  if (response.ok) return row;
  if (response.status !== 400 && response.status !== 422)
    throw new Error(`The API answered ${response.status}: ${text}`);
  return { ...row, faults: [...row.faults, { column: 'opportunity', message: text }] };
}

/** Waits for a connection that broke, and where it asks too often. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (const until = Date.now() + PATIENCE_MS; ; await delay(WAIT_MS)) {
    try {
      const response = await send();
      if (response.status !== 429 && response.status !== 503) return response;
      if (Date.now() > until) return response;
    } catch (error) {
      if (!(error instanceof TypeError) || Date.now() > until) throw error;
    }
  }
}
