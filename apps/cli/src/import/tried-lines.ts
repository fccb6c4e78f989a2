import { setTimeout as delay } from 'node:timers/promises';
import type { ExportLine } from './read-export';
import type { LineAnswer } from './report';

/** Lines that are tried together. */
export const LINES_OF_TRIAL = 200;

const ATTEMPTS = 5;

/**
 * Tries lines: says of each what registering it would give, and writes nothing. A request that got no
 * answer is sent again.
 * @returns an answer for each line, in their order
 * @throws Error when the API refuses the request or does not answer
 */
export async function tried(
  url: string,
  key: string,
  lines: readonly ExportLine[],
): Promise<LineAnswer[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(url, key, lines);
    } catch (error) {
      // A refusal says so with its own text; what is left is a connection that broke.
      if (!(error instanceof TypeError) || attempt === ATTEMPTS) throw error;
      await delay(250 * 2 ** attempt);
    }
  }
}

/** The bulk route answers line by line, which no typed client reads. */
async function send(url: string, key: string, lines: readonly ExportLine[]): Promise<LineAnswer[]> {
  const response = await fetch(`${url}/v1/deals/bulk?dryRun=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: lines.map(({ body }) => `${JSON.stringify(body)}\n`).join(''),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${text}`);
  return text
    .trimEnd()
    .split('\n')
    .map((line): LineAnswer => JSON.parse(line));
}
