import { resolve } from 'node:path';
import { UsageError, help, readCommandLine } from './command-line';
import { machine, printed } from './harness/print';
import { runSuite } from './harness/run-suite';
import type { Report } from './harness/report';
import { suites } from './suites';

const DISTRIBUTION = resolve(__dirname, '../..');

const say = (text: string): void => void process.stdout.write(`${text}\n`);
// Not part of the result, so that a pipe gets the result alone.
const progress = (text: string): void => void process.stderr.write(`… ${text}\n`);

async function main(signal: AbortSignal): Promise<void> {
  const line = readCommandLine(process.argv.slice(2), suites);
  if (line === 'help') return say(help(suites).trimEnd());
  const about = machine();
  if (!line.json) say(`${about}\nrounds ${line.rounds}, size ${line.size}, seed ${line.seed}\n`);
  const reports: Record<string, Report> = {};
  for (const suite of line.chosen) {
    const report = await runSuite(suite, { ...line, distribution: DISTRIBUTION, signal, progress });
    reports[suite.name] = report;
    if (!line.json) say(`── ${suite.name}\n${printed(report)}\n`);
  }
  if (line.json) say(JSON.stringify({ machine: about, reports }, null, 2));
}

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => stopping.abort(new Error('stopped by the user')));
}
main(stopping.signal).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
