import { EventRegistry, EventStore } from '@accord/event-store';
import { platformCatalogs } from '@accord/platform';
import { POST_CLAIM } from '@accord/payouts';
import { ReadStore } from '@accord/read-store';
import { advanceTo } from '../../../apps/standalone/src/demo/sandbox-clock';
import { contextCatalogs, contextProjections } from '../../../apps/contexts';
import { canSeeProcesses, peakMemoryOf } from '../harness/process-use';
import type { Figure, Report } from '../harness/report';
import type { Bench, Suite } from '../harness/suite';
import { installation, principal, startProcess } from '../installation/installation';
import { stores } from '../installation/stores';
import { tellStory } from '../projector/story';
import { aggregate, bareStatements } from './baselines';
import { fillBook, type Book } from './book';
import { explanations, whatIf } from './questions';
import { seconds, settle, type Settled } from './settle';

const TRANSACTIONS = 1_000_000;
/** Orders invoiced and paid of one registered deal. */
const SALES_OF_A_DEAL = 10;
/** The smaller book that growth is measured from, as a part of the larger. */
const SMALLER = 10;
const CAUGHT_UP_LIMIT_MS = 4 * 60 * 60 * 1000;
const BEGIN = '2026-02-01';
/** Month by month until what the quarter earned is due. */
const DAYS = ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-15'];
const CALCULATION = 5;
const GROWTH = 1.3;
const VIEWS = contextProjections.map(({ name }) => name);

async function run(bench: Bench): Promise<Report> {
  const servers = await stores(bench);
  const sandbox = { ACCORD_MODE: 'sandbox', ACCORD_SANDBOX_START: BEGIN };
  const accord = await installation(bench, {
    ...servers,
    environment: { ...servers.environment, ...sandbox },
  });
  const projector = await startProcess(bench, servers, 'projector', 'apps/projector/src/main.js');
  const worker = await startProcess(bench, servers, 'worker', 'apps/worker/src/main.js');
  const registry = new EventRegistry([...platformCatalogs, ...contextCatalogs]);
  const store = await EventStore.connect(servers.eventStoreUrl, registry);
  bench.atEnd(() => store.close());
  const reads = await ReadStore.connect(servers.databaseUrl);
  bench.atEnd(() => reads.close());
  const finance = await principal(accord.admin, `finance-${bench.run}`, 'finance');
  const approver = await principal(accord.admin, `approver-${bench.run}`, 'finance-approver');
  const story = await tellStory(accord, store.client, SALES_OF_A_DEAL);
  for (const day of DAYS) {
    bench.progress(`advancing the clock to ${day}`);
    await advanceTo(accord.admin, day);
  }

  const measured = async (name: string, transactions: number): Promise<Measured> => {
    let book: Book | undefined;
    const loaded = await seconds(async () => {
      book = await fillBook(bench, store, accord, story, {
        name,
        deals: Math.ceil(transactions / SALES_OF_A_DEAL),
        transactions: SALES_OF_A_DEAL,
      });
      bench.progress(`${name}: ${book.events} events are written, the views follow`);
      await reads.checkpoints.waitFor(VIEWS, book.through, CAUGHT_UP_LIMIT_MS);
    });
    if (!book) throw new Error('nothing was told');
    bench.progress(`${name}: the worker follows`);
    await reads.reactors.waitFor(POST_CLAIM, book.through, CAUGHT_UP_LIMIT_MS);
    const summed = await aggregate(reads, book);
    const settled = await settle(bench, { finance, approver }, book);
    const bare = await bareStatements(store.client, book);
    return { book, loaded, summed, settled, bare };
  };
  const all = bench.amount(TRANSACTIONS);
  const small = await measured('small', Math.max(1, Math.round(all / SMALLER)));
  const large = await measured('large', all);
  const figures = [
    ...[small, large].flatMap(figuresOf),
    growth(small, large),
    await explanations(bench, finance, large.book, large.settled),
    await whatIf(bench, finance, large.book),
    ...(canSeeProcesses
      ? [accord.api, projector, worker].map(({ name, pid }) => ({
          what: `peak memory of the ${name}`,
          value: `${Math.round(peakMemoryOf(pid) / 2 ** 20)} MiB`,
        }))
      : []),
  ];
  return { comparisons: [], figures, remarks: servers.remarks };
}

interface Measured {
  readonly book: Book;
  readonly loaded: number;
  readonly summed: number;
  readonly settled: Settled;
  readonly bare: number;
}

const total = ({ closed, proposed, approved, issued }: Settled): number =>
  closed + proposed + approved + issued;

function figuresOf({ book, loaded, summed, settled, bare }: Measured): Figure[] {
  const { transactions, partners, events } = book;
  const { lines, reckoned, closed, proposed, approved, issued } = settled;
  const rate = Math.round(events / loaded).toLocaleString('en');
  const times = reckoned / summed;
  return [
    {
      what: `${transactions} transactions of ${partners.length} partners, loaded`,
      value: `${loaded.toFixed(1)} s, ${rate} events/s until earnings are visible`,
    },
    {
      what: `calculation of the close, ${lines} lines`,
      value: `${reckoned.toFixed(3)} s, one SQL aggregate ${summed.toFixed(3)} s: ${times.toFixed(1)} times`,
      target: { text: `≤ ${CALCULATION}`, met: times <= CALCULATION },
    },
    {
      what: 'close, propose, approve, issue',
      value: `${[closed, proposed, approved, issued].map((one) => one.toFixed(2)).join(' + ')} = ${total(settled).toFixed(2)} s`,
    },
    {
      what: 'issue beside the bare client',
      value: `${issued.toFixed(2)} s, the same events alone ${bare.toFixed(2)} s: ${(issued / bare).toFixed(1)} times`,
    },
  ];
}

/** What a line costs in the larger book, by what it costs in the smaller. */
function growth(small: Measured, large: Measured): Figure {
  const [few, many] = [small, large].map(({ settled }) => total(settled) / settled.lines);
  const value = (many ?? NaN) / (few ?? NaN);
  return {
    what: `growth of the cost of a line, ${SMALLER} times as many`,
    value: `${value.toFixed(2)} times`,
    target: { text: `≤ ${GROWTH}`, met: value <= GROWTH },
  };
}

export const settlement: Suite = {
  name: 'settlement',
  about: "a quarter's close and payout beside an SQL aggregate and bare appends; explain, what-if",
  isDefault: false,
  run,
};
