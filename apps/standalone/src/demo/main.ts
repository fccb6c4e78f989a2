import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isoDate, plusDays } from '@accord/kernel';
import { startAccord, type Accord } from '../accord';
import { portOf } from '../port';
import { playQuarter } from './play-quarter';
import { emptyDemo } from './empty-demo';
import { createPrincipals } from './principals';
import { reportConflicts } from './report/conflicts';
import { reportExplanation } from './report/explanation';
import { reportFunds } from './report/funds';
import { reportLookAround } from './report/look-around';
import { reportStatements } from './report/statements';
import { heading } from './report/table';
import { reportThenAndNow } from './report/then-and-now';
import { runCli } from './run-cli';
import { readSample, type Sample } from './sample';
import { advanceTo } from './sandbox-clock';
import { settleQuarter } from './settle-quarter';
import { publishProgram } from './publish-program';
import { tellPartners } from './tell-partners';

const HELP = `Usage: npm run demo -- [options]

Plays a fiscal quarter of a channel program through the HTTP API of a fresh Accord, then shows who
won which deal, what every partner is paid and why, and that a replay of history gives the same.

  --data DIR    where the demo keeps its data; emptied first (default ./data/demo)
  --port N      port of the API on 127.0.0.1 (default 0: any that is free)
  --sample DIR  program.yaml and CSV files to play (default samples/gitlab)
  --help        this text
`;
const PROGRAM = 'gitlab';
const QUARTER = 'FY2027-Q1';
const FIRST_DAY = '2026-02-01';
/** 45 days after the quarter's end, and a day. */
const PAY_DAY = '2026-06-15';
/** A day in the quarter on which less was known. */
const THEN = '2026-03-31';
/** Partner whose statement is explained. */
const EXPLAINED = 'fjord';
const SAMPLES = resolve(__dirname, '../../../../../samples/gitlab');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(stopping: AbortController): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: './data/demo' },
      port: { type: 'string', default: '0' },
      sample: { type: 'string', default: SAMPLES },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(HELP.trimEnd());
  const sample = readSample(values.sample);
  const dataDirectory = values.data;
  const accord = await startAccord({
    dataDirectory,
    port: portOf(values.port),
    sandboxStart: FIRST_DAY,
    timeZone: 'UTC',
    rateLimit: 1_000_000,
    prepare: () => emptyDemo(dataDirectory),
    signal: stopping.signal,
    onProgress: say,
  });
  const interrupted = new Promise<never>((_, stop) => {
    stopping.signal.addEventListener('abort', () => stop(stopping.signal.reason));
  });
  try {
    const broken = accord.broken.then((reason) => Promise.reject(new Error(reason)));
    await Promise.race([show(accord, sample, dataDirectory, stopping.signal), interrupted, broken]);
  } finally {
    await accord.stop();
  }
}

async function show(
  accord: Accord,
  sample: Sample,
  dataDirectory: string,
  signal: AbortSignal,
): Promise<void> {
  const adminKey = accord.adminKey ?? '';
  const principals = await createPrincipals(accord.url, adminKey);
  const keys = { admin: adminKey, ...principals.keys };
  const file = join(dataDirectory, 'keys.json');
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await publishProgram(principals.programs, PROGRAM, sample.program);
  const later = await tellPartners(principals.programs, PROGRAM, sample.partners, FIRST_DAY);
  const rows = [...sample.days.values()].reduce((so, { length }) => so + length, 0);
  say(`${sample.partners.length} partners enrolled; ${rows} rows to tell, day by day`);
  const started = Date.now();
  const played = await playQuarter(principals, sample, PROGRAM, later, weekly(rows));
  await advanceTo(principals.admin, PAY_DAY);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(
    `${played.told} rows told in ${seconds} s, ${played.refused} of them refused as they should be`,
  );

  await reportConflicts(principals.programs, say);
  say(heading(`Settlement on ${PAY_DAY}`));
  const { payoutId } = await settleQuarter(principals, PROGRAM, QUARTER, say);
  await reportStatements(principals.finance, QUARTER, say);
  await reportFunds(principals.finance, say);
  const statement = `${payoutId}.${EXPLAINED}`;
  const explained = await reportExplanation(principals.auditor, statement, say);

  const replayed = async (asOf: string): Promise<unknown> =>
    JSON.parse(await runCli(accord, ['replay', '--as-of', asOf, '--json'], signal));
  reportThenAndNow(THEN, await replayed(THEN), await replayed(PAY_DAY), say);
  say(heading('Everything rebuilt from the log and compared with what is live'));
  say(await runCli(accord, ['replay'], signal));
  reportLookAround(dataDirectory, keys, explained, say);
}

/** Progress once a week of the sandbox's clock. */
function weekly(rows: number): (day: string, told: number) => void {
  let next = '';
  return (day, told) => {
    if (day < next) return;
    next = plusDays(isoDate(day), 7);
    say(`  ${day}  ${String(told).padStart(String(rows).length)} of ${rows} rows told`);
  };
}

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => stopping.abort(new Error('stopped by the user')));
}
main(stopping).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
