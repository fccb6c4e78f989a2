import { parseArgs } from 'node:util';
import { tortureRound } from './round';

const HELP = `Usage: npm run torture -- [options]

Kills the embedded event store again and again (SIGKILL) under 16 writers and 2 resuming subscribers,
and compares what they were told with what is stored: nothing acknowledged missing, nothing twice,
nothing that was refused, revisions and positions unchanged, each subscriber given each event once and
in order. Each round takes a new directory and 10 kills.

  --minutes N   begin rounds for so long (default 1)
  --seed S      of the first round; each later one takes the next (default: from the clock)
  --writers N   how many append at the same time (default 16)
  --help        this text

Exit status: 0 all is well, 1 something is not, 2 the command line cannot be understood.
The seed fixes sizes, streams and the moments of the kills as far as the machine lets them be fixed.
`;

const KILLS = 10;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function torture(minutes: number, firstSeed: number, writers: number): Promise<number> {
  const until = Date.now() + minutes * 60_000;
  let [kills, acknowledged, stored] = [0, 0, 0];
  for (let seed = firstSeed; seed === firstSeed || Date.now() < until; seed++) {
    const onProgress = (what: string): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kseed ${seed}: ${what}`);
    };
    say(`${process.stderr.isTTY ? '\r\u001b[K' : ''}seed ${seed}`);
    const round = await tortureRound({ seed, kills: KILLS, writers, onProgress });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    kills += round.kills + round.early;
    acknowledged += round.acknowledged;
    stored += round.stored;
    for (const fault of round.faults) say(`  ${fault}`);
    say(
      `  ${round.kills} kills and ${round.early} more while starting, ${round.acknowledged} appends acknowledged, ` +
        `${round.stored} events stored, ${round.resumed} resumptions, ${round.faults.length} faults`,
    );
    if (round.faults.length > 0) return 1;
  }
  say(
    `torture: ${kills} kills, ${acknowledged} appends acknowledged, ${stored} events stored: none missing, none twice`,
  );
  return 0;
}

/** @throws Error that says what is wrong */
function commandLine(): { minutes: number; seed: number; writers: number } | undefined {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      writers: { type: 'string', default: '16' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const [minutes, seed, writers] = [values.minutes, values.seed, values.writers].map(Number);
  if (!(minutes !== undefined && minutes > 0))
    throw new Error('--minutes must be a number above 0');
  if (seed === undefined || !Number.isSafeInteger(seed)) {
    throw new Error('--seed must be a whole number');
  }
  if (writers === undefined || !Number.isSafeInteger(writers) || writers < 1 || writers > 90) {
    throw new Error('--writers must be a whole number from 1 to 90');
  }
  return { minutes, seed, writers };
}

async function main(): Promise<number> {
  let asked: ReturnType<typeof commandLine>;
  try {
    asked = commandLine();
  } catch (error) {
    process.stderr.write(`torture: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  if (asked) return torture(asked.minutes, asked.seed, asked.writers);
  process.stdout.write(HELP);
  return 0;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`torture: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
