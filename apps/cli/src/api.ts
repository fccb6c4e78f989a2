import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './command';

/** Options of commands that speak with the API. */
export const API_OPTIONS = {
  url: {
    type: 'string',
    value: 'URL',
    help: 'of the API (default: of the Accord that runs on --data)',
  },
  data: { type: 'string', default: './data', value: 'DIR', help: 'where Accord runs' },
} as const;

export interface Api {
  readonly url: string;
  readonly key: string;
}

/**
 * @returns where the API is and the key to call it with, which stands in ACCORD_KEY
 * @throws UsageError when there is no key, or no Accord runs on the directory
 */
export function apiOf({ url, data }: { readonly url?: string; readonly data: string }): Api {
  const key = process.env['ACCORD_KEY'];
  if (key === undefined) throw new UsageError('Set ACCORD_KEY to an API key');
  return { url: url === undefined ? urlIn(data) : addressIn(url), key };
}

function addressIn(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UsageError(`--url ${url} is no address such as http://127.0.0.1:3000`);
  }
  return url.replace(/\/+$/, '');
}

function urlIn(directory: string): string {
  const file = join(directory, 'runtime.json');
  if (!existsSync(file)) {
    throw new UsageError(`No Accord runs on ${directory}; start it, or name the API with --url`);
  }
  const { url } = Object(JSON.parse(readFileSync(file, 'utf8')));
  return String(url);
}
