import { parseArgs } from 'node:util';
import type { Suite } from './harness/suite';

/** A command line that cannot be understood. */
export class UsageError extends Error {}

export interface CommandLine {
  readonly chosen: readonly Suite[];
  readonly seed: number;
  readonly rounds: number;
  readonly size: number;
  readonly data: string;
  readonly sets: string | undefined;
  readonly customers: number;
  readonly json: boolean;
}

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  rounds: { type: 'string', default: '5' },
  size: { type: 'string', default: '1' },
  data: { type: 'string', default: './data/bench' },
  sets: { type: 'string' },
  customers: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const help = (
  suites: readonly Suite[],
): string => `Usage: npm run bench -- [suite…] [options]

Measures Accord against baselines in alternating rounds of one run and prints the ratios.

${suites.map(({ name, about, isDefault }) => `  ${name.padEnd(14)} ${about}${isDefault ? ' (default)' : ''}`).join('\n')}

  --rounds N     rounds that count, 1 to 100 (default 5); one more warms up
  --size X       share of the full amount of work, 0.001 to 100 (default 1)
  --seed N       seed of the data that is made up (default 1)
  --data DIR     where stores of its own are kept while it runs (default ./data/bench)
  --sets DIR     folder of labelled customers' names for matching (default ACCORD_LABELLED_SETS, else none)
  --customers N  known customers that commands are measured with as well (0 to 10000000, default 0: none)
  --json         print the result as JSON
  --help         this text

EVENTSTORE_URL and DATABASE_URL name the servers to measure, REDIS_URL the queue of the worker; each that
is not set is started for the run and removed afterwards. A server that is named keeps what the run has
written. A log that is an installation already asks for its admin's key in ACCORD_ADMIN_KEY.
`;

/** @returns 'help' when that is asked for @throws UsageError */
export function readCommandLine(
  args: readonly string[],
  suites: readonly Suite[],
): CommandLine | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const named = positionals.map((name) => {
    const suite = suites.find((one) => one.name === name);
    if (suite) return suite;
    throw new UsageError(
      `There is no suite "${name}", only ${suites.map((one) => one.name).join(', ')}`,
    );
  });
  return {
    chosen: named.length > 0 ? named : suites.filter(({ isDefault }) => isDefault),
    seed: number('seed', values.seed, 0, 2 ** 31, true),
    rounds: number('rounds', values.rounds, 1, 100, true),
    size: number('size', values.size, 0.001, 100, false),
    data: values.data,
    sets: values.sets ?? process.env['ACCORD_LABELLED_SETS'],
    customers: number('customers', values.customers, 0, 10_000_000, true),
    json: values.json,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function number(name: string, text: string, least: number, most: number, whole: boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  throw new UsageError(`--${name} ${text}: expected ${kind} from ${least} to ${most}`);
}
