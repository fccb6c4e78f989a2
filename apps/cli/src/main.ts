import { parseArgs } from 'node:util';
import { exportEvents } from './export-events';
import { replay } from './replay';
import { withStores } from './stores';

const HELP = `Usage: npm run --silent accord -- <command> [options]

  replay                  rebuilds every view from the log in a place of its own and compares it, row by
                          row, with the live one; ends with exit status 1 when anything differs
  replay --as-of MOMENT   rebuilds them as of a log position, an instant or a date of the sandbox clock,
                          and shows earnings, statements and MDF balances as they were then
  export events           writes every event of Accord's as canonical JSON, one a line

  --data DIR     take the addresses from the Accord that runs on this directory (default ./data);
                 EVENTSTORE_URL and DATABASE_URL, when set, count instead
  --as-of X      see above
  --json         replay: print the result as JSON
  --out FILE     export: write to this file instead of the standard output
  --help         this text
`;

const OPTIONS = {
  data: { type: 'string', default: './data' },
  'as-of': { type: 'string' },
  json: { type: 'boolean', default: false },
  out: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** A command line that cannot be understood. */
class UsageError extends Error {}

function commandLine() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** @returns the exit status */
async function main(): Promise<number> {
  const { values, positionals } = commandLine();
  const command = positionals.join(' ');
  if (values.help || command === '') {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  switch (command) {
    case 'replay':
      return withStores(values.data, (stores) =>
        replay(stores, { asOf: values['as-of'], json: values.json }),
      );
    case 'export events':
      return withStores(values.data, (stores) => exportEvents(stores, values.out));
    default:
      throw new UsageError(`There is no command "${command}"; see --help`);
  }
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`accord: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
