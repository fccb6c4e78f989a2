import { API_OPTIONS } from '../api';
import { ApiCalls } from '../api-calls';
import { command, UsageError } from '../command';
import { Progress } from '../progress';
import { confirmOpening } from './confirm-opening';
import type { OpeningFiles } from './opening-files';
import { readOpening } from './read-opening';
import { sendOpening, type Sent } from './send-opening';

export const importOpeningCommand = command({
  name: 'import opening',
  summary: 'takes over a running business: approved deals, incumbents, funds and balances',
  details:
    'PATH is a directory with opening.yaml and the CSV files beside it (samples/opening). Without\n' +
    '--apply nothing is written: files, control totals and every row are tried, and every fault is\n' +
    'told. --apply writes nothing either while one row is refused. Balances count once somebody else\n' +
    'has run the same with --confirm. Sent again, nothing is written twice. The API key stands in\n' +
    'ACCORD_KEY: of a principal with the roles program-manager and finance, to confirm\n' +
    'finance-approver. Ends with exit status 1 when something was refused.',
  operands: ['PATH'],
  options: {
    apply: { type: 'boolean', default: false, help: 'write; otherwise everything is only tried' },
    confirm: { type: 'boolean', default: false, help: 'confirm the balances that were proposed' },
    ...API_OPTIONS,
  },
  run: async ({ apply, confirm, ...at }, [path = '']) => {
    if (apply && confirm)
      throw new UsageError('Whoever proposes does not confirm: take one of both');
    const api = ApiCalls.of(at);
    const files = await readOpening(path);
    if ('faults' in files) return refuse(files.faults);
    if (confirm) {
      process.stdout.write(`${await confirmOpening(api, files)}\n`);
      return 0;
    }
    const tried = await send(api, files, true);
    const faults = tried.flatMap((one) => one.faults);
    if (faults.length > 0) return refuse(faults);
    const done = apply ? await send(api, files, false) : tried;
    process.stdout.write(summaryOf(done));
    if (!apply) {
      process.stdout.write('Nothing was written; --apply writes it.\n');
      return 0;
    }
    const refused = done.flatMap((one) => one.faults);
    if (refused.length > 0) return refuse(refused, 'what is not refused is written');
    const proposed = done.find(({ what }) => what === 'balances.csv');
    if (proposed) process.stdout.write('Balances count once somebody else has confirmed them.\n');
    return 0;
  },
});

async function send(api: ApiCalls, files: OpeningFiles, isTried: boolean): Promise<Sent[]> {
  const progress = new Progress(isTried ? 'try' : 'apply');
  const all: Sent[] = [];
  for await (const one of sendOpening(api, files, isTried)) {
    all.push(one);
    progress.at(all.length, files.rows.length);
  }
  progress.clear();
  return all;
}

function refuse(faults: readonly string[], rest = 'nothing was written'): number {
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(`${faults.length} faults; ${rest}.\n`);
  return 1;
}

/** How many rows ended how, by file. */
function summaryOf(done: readonly Sent[]): string {
  const counts = new Map<string, number>();
  for (const { what, status } of done) {
    const name = `${what.split(' ')[0]}: ${status}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}\n`).join('');
}
