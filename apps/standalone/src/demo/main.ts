import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startAccord } from '../accord';
import { ApiClient } from './api-client';
import { playQuarter } from './play-quarter';
import { createPrincipals } from './principals';
import { readSample } from './sample';
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
const FIRST_DAY = '2026-02-01';
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
  emptyDemo(dataDirectory);
  const accord = await startAccord({
    dataDirectory,
    port: Number(values.port),
    sandboxStart: FIRST_DAY,
    timeZone: 'UTC',
    rateLimit: 1_000_000,
    signal: stopping.signal,
    onProgress: say,
  });
  const interrupted = new Promise<never>((_, stop) => {
    stopping.signal.addEventListener('abort', () => stop(stopping.signal.reason));
  });
  try {
    const broken = accord.broken.then((reason) => Promise.reject(new Error(reason)));
    await Promise.race([
      show(accord.url, accord.adminKey ?? '', sample, dataDirectory),
      interrupted,
      broken,
    ]);
  } finally {
    await accord.stop();
  }
}

async function show(
  url: string,
  adminKey: string,
  sample: ReturnType<typeof readSample>,
  dataDirectory: string,
): Promise<void> {
  const admin = new ApiClient(url, adminKey);
  const principals = await createPrincipals(admin);
  writeFileSync(
    join(dataDirectory, 'keys.json'),
    `${JSON.stringify({ admin: adminKey, ...principals.keys }, null, 2)}\n`,
    { mode: 0o600 },
  );
  await principals.programs.must(`/v1/programs/${PROGRAM}/versions`, sample.program);
  const later = await tellPartners(principals.programs, PROGRAM, sample.partners, FIRST_DAY);
  const started = Date.now();
  const played = await playQuarter(admin, principals, sample, PROGRAM, later, (day, told) =>
    say(`  ${day}  ${told} rows told`),
  );
  say(`${played.told} rows told in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** A demo starts from nothing; a folder that holds something else is left alone. */
function emptyDemo(directory: string): void {
  if (!existsSync(directory)) return;
  if (!existsSync(join(directory, 'keys.json')) && !existsSync(join(directory, 'logs'))) {
    throw new Error(`${directory} exists and is no demo's; choose another folder with --data`);
  }
  rmSync(directory, { recursive: true });
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
