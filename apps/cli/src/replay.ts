import { logPosition, type LogPosition } from '@accord/kernel';
import type { LogRecord } from '@accord/event-store';
import { dropNamespace } from '@accord/read-store';
import { contextProjections } from '../../contexts';
import { knownThen, type KnownThen } from './as-then';
import { command, DATA_OPTION } from './command';
import { compareViews, type Comparison } from './compare';
import { Rebuild } from './rebuild';
import { withStores, type Stores } from './stores';

/** So often the rebuilt views run after live ones that move on, before it is given up. */
const MAX_CHASES = 100;

export const replayCommand = command({
  name: 'replay',
  summary: 'rebuilds every view from the log and compares it, row by row, with the live one',
  details: 'It does so in a place of its own, and ends with exit status 1 when anything differs.',
  options: {
    ...DATA_OPTION,
    'as-of': {
      type: 'string',
      value: 'MOMENT',
      help: 'rebuild as of a log position, an instant or a date of the sandbox clock instead, and show\nearnings, statements and MDF balances as they were then',
    },
    json: { type: 'boolean', default: false, help: 'print the result as JSON' },
  },
  run: ({ data, 'as-of': asOf, json }) =>
    withStores(data, (stores) => replay(stores, { asOf, json })),
});

/** @returns the exit status: 1 when a row differs */
async function replay(
  stores: Stores,
  { asOf, json }: { readonly asOf: string | undefined; readonly json: boolean },
): Promise<number> {
  const namespace = `replay${process.pid}`;
  try {
    const rebuild = await Rebuild.begin(stores, contextProjections, namespace);
    if (asOf !== undefined) {
      const then = await showThen(stores, rebuild, namespace, asOf);
      print(json ? JSON.stringify(then) : describeThen(then));
      return 0;
    }
    const { at, comparisons } = await compareLive(stores, rebuild, namespace);
    print(json ? JSON.stringify({ position: at.toString(), comparisons }) : describe(comparisons));
    const isEqual = comparisons.every(({ different }) => different === 0);
    if (!json) print(isEqual ? 'verify: replay equals live' : 'verify: replay differs from live');
    return isEqual ? 0 : 1;
  } finally {
    await dropNamespace(stores.reads.db, contextProjections, namespace);
  }
}

async function showThen(
  { reads, pointInTime, log }: Stores,
  rebuild: Rebuild,
  namespace: string,
  asOf: string,
): Promise<KnownThen> {
  const wasRecorded = await pointInTime.resolve(asOf);
  const { position: head } = await log.head();
  // What is not Accord's own changes no view.
  const isIn = ({ event }: LogRecord): boolean => event === undefined || wasRecorded(event);
  await rebuild.feed(head, isIn, progressTo(head));
  return knownThen(reads, contextProjections, namespace);
}

async function compareLive(
  { reads }: Stores,
  rebuild: Rebuild,
  namespace: string,
): Promise<{ at: LogPosition; comparisons: Comparison[] }> {
  for (let chase = 1; chase <= MAX_CHASES; chase += 1) {
    const at = await livePosition(reads);
    await rebuild.feed(at, () => true, progressTo(at));
    const comparisons = await compareViews(reads, contextProjections, namespace, at);
    if (comparisons) return { at, comparisons };
  }
  throw new Error('The live views move on too fast to be compared; try again in a quieter hour');
}

/** @throws Error when a live view has stopped */
async function livePosition({ db }: Stores['reads']): Promise<LogPosition> {
  const stands = await db
    .selectFrom('accord.view_checkpoints')
    .selectAll()
    .where('namespace', '=', '')
    .where('current', '=', true)
    .execute();
  const stopped = stands.find(({ status }) => status === 'stopped');
  if (stopped) throw new Error(`The live view "${stopped.view}" has stopped: ${stopped.error}`);
  const positions = stands.map(({ position }) => position ?? 0n);
  return logPosition(positions.reduce((a, b) => (b > a ? b : a), 0n));
}

/** Tells the terminal how far it has come. */
const progressTo =
  (end: LogPosition) =>
  (position: LogPosition): void => {
    const percent = end === 0n ? 100n : (position * 100n) / end;
    if (process.stderr.isTTY) process.stderr.write(`\rreplay: ${percent} %`);
    if (process.stderr.isTTY && position >= end) process.stderr.write('\r\u001b[K');
  };

function describe(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ table, rows: all, equal, different }) =>
    [table.padEnd(22), ...[all, equal, different].map((n) => String(n).padStart(10))].join(''),
  );
  const examples = comparisons.flatMap(({ table, examples: some }) =>
    some.map(({ where, row }) => `  only in ${where}, ${table}: ${JSON.stringify(row)}`),
  );
  const head = ['view'.padEnd(22), ...['rows', 'equal', 'different'].map((n) => n.padStart(10))];
  return [head.join(''), ...rows, ...examples].join('\n');
}

function describeThen({ earnings, statements, funds }: KnownThen): string {
  return [
    'earned',
    ...earnings.map(
      ({ partnerId, rule, lines, amount }) =>
        `  ${partnerId.padEnd(16)}${rule.padEnd(26)}${String(lines).padStart(4)} lines ${amount.padStart(16)}`,
    ),
    'statements',
    ...statements.map(
      ({ statementId, total }) => `  ${statementId.padEnd(50)}${total.padStart(16)}`,
    ),
    'funds',
    ...funds.map(
      ({ fundId, ...buckets }) =>
        `  ${fundId.padEnd(30)}${Object.entries(buckets)
          .map(([name, amount]) => `${name} ${amount}`)
          .join(', ')}`,
    ),
  ].join('\n');
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
