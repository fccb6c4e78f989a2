import { rmSync } from 'node:fs';
import { launchPostgres } from '@accord/read-store';
import { inFlight, paced } from '../harness/in-flight';
import { percentiles } from '../harness/print';
import type { Figure, Report } from '../harness/report';
import { percentile } from '../harness/statistics';
import type { Bench } from '../harness/suite';
import { Turns } from '../harness/turns';
import { MadeUpCustomers } from '../installation/made-up-customers';
import { Contender, timesAsLong, type Search } from './contender';
import { CustomerIndex } from './customer-index';
import { Trigrams } from './trigrams';

const CUSTOMERS = 1_000_000;
const FEW_CUSTOMERS = 10_000;
/** Registrations a second. */
const RATE = 200;
/** Fewer than the pool has connections: who waits longer than it allows would fail. */
const AT_ONCE = 8;
const CHECKS_OFFERED = 2_400;
const CHECKS_ALONE = 1_000;
const TRIGRAM_SEARCHES = 100;
const PUBLIC_BODIES = 500;
const TARGETS = { ratio: 15, growth: 1.3, milliseconds: 10 };

/** The check of a registration's customer, beside pg_trgm over the same rows. */
export async function speed(bench: Bench): Promise<Report> {
  const url = process.env['DATABASE_URL'] ?? (await ownPostgres(bench));
  const made = new MadeUpCustomers(bench.seed);
  const few = await CustomerIndex.load(bench, url, made, bench.amount(FEW_CUSTOMERS));
  const many = await CustomerIndex.load(bench, url, made, bench.amount(CUSTOMERS));
  const trigrams = await Trigrams.over(bench, many);

  const alone = (count: number) => (work: () => Promise<void>) =>
    inFlight(bench.amount(count), 1, work);
  const offered = (work: () => Promise<void>) => {
    const turns = new Turns(AT_ONCE);
    return paced(bench.amount(CHECKS_OFFERED), RATE, () => turns.take(work));
  };
  const contender = (
    name: string,
    index: CustomerIndex,
    search: Search,
    load: ReturnType<typeof alone>,
  ) => new Contender(`${name}, ${index.count} customers`, made, index.count, search, load);
  const checking =
    (index: CustomerIndex): Search =>
    async (claim) =>
      (await index.check(claim)).map(({ customerId }) => customerId);
  const [fewAlone, manyAlone] = [few, many].map((index) =>
    contender('check, one at a time', index, checking(index), alone(CHECKS_ALONE)),
  );
  const atRate = contender(`check, ${RATE}/s`, many, checking(many), offered);
  const rival =
    trigrams &&
    contender(
      'pg_trgm, one at a time',
      many,
      (claim) => trigrams.search(claim),
      alone(TRIGRAM_SEARCHES),
    );
  if (!fewAlone || !manyAlone) throw new Error('two indexes were asked for');
  const contenders = [fewAlone, manyAlone, atRate, ...(rival ? [rival] : [])];
  for (let n = 0; n <= bench.rounds; n++) {
    bench.progress(n === 0 ? 'warming up' : `round ${n} of ${bench.rounds}`);
    for (const one of contenders) {
      bench.signal.throwIfAborted();
      await one.round(n > 0);
    }
  }
  return {
    comparisons: [],
    figures: [
      ...contenders.map(({ figure }) => figure),
      aim(atRate),
      ...(rival ? [ratio(atRate, rival), ratio(manyAlone, rival)] : []),
      ...[0.5, 0.99].map((part) => growth(fewAlone, manyAlone, part)),
      await hotKeys(bench, made, many),
    ],
    remarks: [
      `${RATE}/s: an open loop, timed from the moment when a search was due`,
      rival
        ? 'pg_trgm: 64 names most similar to one, by its GIN index and its own threshold of 0.3'
        : 'the server has no pg_trgm: nothing to compare with',
    ],
  };
}

async function ownPostgres(bench: Bench): Promise<string> {
  bench.progress('starting PostgreSQL');
  const postgres = await launchPostgres({ dataDirectory: bench.directory });
  bench.atEnd(async () => {
    await postgres.stop();
    rmSync(postgres.dataDirectory, { recursive: true });
  });
  return postgres.url;
}

/** Names of which all words are common: what is looked at must stay bounded. */
async function hotKeys(bench: Bench, made: MadeUpCustomers, index: CustomerIndex): Promise<Figure> {
  bench.progress('names of common words');
  let most = 0;
  const { latencies } = await inFlight(bench.amount(PUBLIC_BODIES), 1, async (n) => {
    const [first] = await index.check(made.publicBody(n));
    most = Math.max(most, first?.match.retrieval?.candidates ?? 0);
  });
  return {
    what: 'check of universities, banks, cities, hospitals',
    value: `${percentiles(latencies)}  at most ${most} candidates`,
  };
}

function aim({ latencies }: Contender): Figure {
  const p99 = percentile(latencies, 0.99);
  return {
    what: `check, ${RATE}/s, p99`,
    value: `${p99.toFixed(2)} ms`,
    target: { text: `≤ ${TARGETS.milliseconds} ms`, met: p99 <= TARGETS.milliseconds },
  };
}

function ratio(check: Contender, rival: Contender): Figure {
  const value = timesAsLong(rival, check, 0.99);
  return {
    what: `pg_trgm by ${check.name}, p99`,
    value: `${value.toFixed(1)} times`,
    target: { text: `≥ ${TARGETS.ratio}`, met: value >= TARGETS.ratio },
  };
}

function growth(few: Contender, many: Contender, part: number): Figure {
  const value = timesAsLong(many, few, part);
  return {
    what: `growth of the check, p${part * 100}`,
    value: `${value.toFixed(2)} times`,
    target: { text: `≤ ${TARGETS.growth}`, met: value <= TARGETS.growth },
  };
}
