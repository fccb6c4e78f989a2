import { sha256Hex } from '@accord/kernel';
import { refusal, type ApiCalls, type Json } from '../api-calls';
import { PARTS } from './opening-parts';
import type { OpeningFiles } from './opening-files';

/**
 * Confirms the balances that are proposed, if they are those of the files.
 * @returns what became of it, in a sentence
 * @throws Error with every difference, or the refusal
 */
export async function confirmOpening(
  api: ApiCalls,
  { manifest, rows }: OpeningFiles,
): Promise<string> {
  const path = `/v1/openings/${encodeURIComponent(manifest.openingId)}`;
  const proposed = await api.json(path);
  const differences = differencesOf(proposed, { manifest, rows });
  if (differences.length > 0) {
    throw new Error(`What is proposed is not what the files say:\n  ${differences.join('\n  ')}`);
  }
  const body = JSON.stringify({ hash: proposed['hash'] });
  const key = `opening-${sha256Hex(body)}`;
  const answer = await api.post(`${path}/confirmation`, body, 'application/json', key);
  if (answer.status >= 300) throw new Error(refusal(answer));
  return `Opening "${manifest.openingId}" is confirmed: its balances begin the accounts`;
}

function differencesOf(proposed: Json, { manifest, rows }: OpeningFiles): string[] {
  const { book, currency, cutoverOn } = manifest;
  const head = Object.entries({ book, currency, cutoverOn }).flatMap(([name, said]) =>
    proposed[name] === said
      ? []
      : [`${name}: "${String(proposed[name])}" is proposed, the files say "${said}"`],
  );
  const { balances = [] } = proposed;
  const theirs = new Map(
    (Array.isArray(balances) ? balances : []).map((one): [string, Json] => {
      const balance: Json = Object(one);
      return [String(balance['partnerId']), balance];
    }),
  );
  const own = rows.filter(({ part }) => part === 'balances');
  const told = own.flatMap(({ cells }) => {
    const partnerId = cells['partnerId'] ?? '';
    const balance = theirs.get(partnerId);
    theirs.delete(partnerId);
    if (!balance) return [`"${partnerId}" is not proposed`];
    return PARTS.balances.amounts.flatMap((name) => {
      const said = cells[name] ?? '';
      const there = String(balance[name]);
      return canonical(there) === canonical(said)
        ? []
        : [`"${partnerId}" ${name}: ${there} is proposed, the files say ${said}`];
    });
  });
  const more = [...theirs.keys()].map((id) => `"${id}" is proposed, and not in the files`);
  return [...head, ...told, ...more];
}

/** "1200" and "1200.00" are one amount. */
const canonical = (amount: string): string => {
  const [whole = '', cents = ''] = amount.split('.');
  return `${BigInt(whole)}.${cents.replace(/0+$/, '')}`;
};
