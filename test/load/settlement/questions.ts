import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../../support/api-client';
import { inFlight } from '../harness/in-flight';
import { percentiles } from '../harness/print';
import type { Figure } from '../harness/report';
import type { Bench } from '../harness/suite';
import { programDocument } from '../installation/installation';
import { Seeded } from '../installation/seeded';
import type { Book } from './book';
import { seconds, type Settled } from './settle';

const EXPLANATIONS = 500;
const LOOK_EVERY_MS = 50;

/** Explains lines of the run, drawn by chance, one after another. */
export async function explanations(
  bench: Bench,
  finance: ApiClient,
  { partners }: Book,
  { payoutId }: Settled,
): Promise<Figure> {
  const drawn = new Seeded(bench.seed, partners.length);
  const paths: string[] = [];
  for (let i = 0; i < bench.amount(EXPLANATIONS * 10) && i < EXPLANATIONS; i++) {
    const statement = `/v1/statements/${payoutId}.${drawn.pick(partners)}`;
    const { items } = await finance.get(`${statement}?limit=200`);
    const { lineId } = drawn.pick(Array.isArray(items) ? items : []);
    paths.push(`${statement}/lines/${encodeURIComponent(String(lineId))}/explanation`);
  }
  bench.progress(`explaining ${paths.length} lines`);
  const { latencies } = await inFlight(paths.length, 1, (i) => finance.get(paths[i] ?? ''));
  return { what: `explain one line, of ${paths.length}`, value: percentiles(latencies) };
}

/** Tries another rate on everything that has happened, in the worker. */
export async function whatIf(
  bench: Bench,
  finance: ApiClient,
  { programId, transactions }: Book,
): Promise<Figure> {
  bench.progress('what if the rate were another');
  const document = programDocument(bench, programId).replace('rate: 10%', 'rate: 12%');
  const taken = await seconds(async () => {
    const { id } = await finance.must('/v1/what-if', document);
    for (;;) {
      bench.signal.throwIfAborted();
      const { status, error } = await finance.get(`/v1/what-if/${String(id)}`);
      if (status === 'done') return;
      if (status === 'failed') throw new Error(`what-if: ${String(error)}`);
      await delay(LOOK_EVERY_MS);
    }
  });
  return { what: `what-if over ${transactions} transactions`, value: `${taken.toFixed(2)} s` };
}
