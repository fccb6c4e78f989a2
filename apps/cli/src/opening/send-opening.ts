import { sha256Hex } from '@accord/kernel';
import { faultsIn, objectIn, type Answer, type ApiCalls, type Json } from '../api-calls';
import { fileOf, rowName, type OpeningFiles, type OpeningRow } from './opening-files';
import { PARTS, PART_NAMES } from './opening-parts';

/** What became of one row, or of all balances together. */
export interface Sent {
  readonly what: string;
  /** "accepted", "replayed", "unchanged", "dry-run", or "refused". */
  readonly status: string;
  /** What it is known by here. */
  readonly id: string;
  readonly faults: readonly string[];
}

/**
 * Sends everything in order, each row under a key that follows from what it says: sent again it is the
 * same command, and writes nothing.
 * @param isTried nothing is written
 */
export async function* sendOpening(
  api: ApiCalls,
  files: OpeningFiles,
  isTried: boolean,
): AsyncGenerator<Sent> {
  const query = isTried ? '?dryRun=true' : '';
  for (const part of PART_NAMES) {
    const rows = files.rows.filter((row) => row.part === part);
    const { path, body } = PARTS[part];
    if (rows.length === 0) continue;
    if (path === null) {
      yield await sendBalances(api, files, rows, query);
      continue;
    }
    for (const row of rows) {
      const answer = await post(api, path + query, body(row.cells, files.manifest));
      yield sent(rowName(row), answer, (at) => `${rowName(row)}: ${at === '' ? '' : `${at}: `}`);
    }
  }
}

async function sendBalances(
  api: ApiCalls,
  { manifest }: OpeningFiles,
  rows: readonly OpeningRow[],
  query: string,
): Promise<Sent> {
  const { openingId, book, currency, cutoverOn, controls } = manifest;
  const { count: partners, ...amounts } = controls.balances ?? { count: rows.length };
  const balances = rows.map(({ cells }) => PARTS.balances.body(cells, manifest));
  const content = { openingId, book, currency, cutoverOn, balances };
  const answer = await post(api, `/v1/openings${query}`, {
    ...content,
    controls: { partners, ...amounts },
  });
  return sent(fileOf('balances'), answer, (at) => {
    const [, index, column] = /^balances\.(\d+)\.(.+)$/.exec(at) ?? [];
    const row = index === undefined ? undefined : rows[Number(index)];
    return row
      ? `${rowName(row)}: ${column}: `
      : `${fileOf('balances')}: ${at === '' ? '' : `${at}: `}`;
  });
}

function post(api: ApiCalls, path: string, body: Json): Promise<Answer> {
  const text = JSON.stringify(body);
  return api.post(path, text, 'application/json', `opening-${sha256Hex(text)}`);
}

function sent(what: string, answer: Answer, place: (path: string) => string): Sent {
  if (answer.status >= 300) {
    const faults = faultsIn(answer).map(({ path, message }) => `${place(path)}${message}`);
    return { what, status: 'refused', id: '', faults };
  }
  const { status, id } = objectIn(answer.text);
  return { what, status: String(status), id: String(id), faults: [] };
}
