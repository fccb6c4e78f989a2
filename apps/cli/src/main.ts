import { backupCommand } from './backup/backup';
import { restoreCommand } from './backup/restore';
import { bankFileCommand } from './bank-file';
import { entry, UsageError, type Command } from './command';
import {
  explainAccountCommand,
  explainDealCommand,
  explainFundCommand,
  explainLineCommand,
  explainStatementCommand,
} from './explain';
import { exportEventsCommand } from './export-events';
import { forgetCommand } from './forget';
import { reconcileBankCommand, reconcileGlCommand } from './reconcile/reconcile';
import { importCommand } from './import/import';
import { importOpeningCommand } from './opening/import-opening';
import { matchIndexCommand } from './match/index-companies';
import { matchQueryCommand } from './match/query';
import { matchScoreCommand } from './match/score';
import { checkProgramCommand, diffProgramCommand } from './program';
import { importRatesCommand } from './rates/import-rates';
import { replayCommand } from './replay';
import { verifyEventStoreCommand } from './verify-event-store';
import { whatIfCommand } from './what-if';

const COMMANDS: readonly Command[] = [
  importOpeningCommand,
  importCommand,
  bankFileCommand,
  reconcileGlCommand,
  reconcileBankCommand,
  replayCommand,
  explainStatementCommand,
  explainLineCommand,
  explainAccountCommand,
  explainFundCommand,
  explainDealCommand,
  exportEventsCommand,
  forgetCommand,
  backupCommand,
  restoreCommand,
  checkProgramCommand,
  diffProgramCommand,
  importRatesCommand,
  whatIfCommand,
  matchScoreCommand,
  matchIndexCommand,
  matchQueryCommand,
  verifyEventStoreCommand,
];

const HELP = `Usage: npm run --silent accord -- <command> [options]

${COMMANDS.map(({ name, summary }) => entry(name, summary)).join('')}
  <command> --help tells its options.
`;

/** @returns the exit status */
async function main(args: readonly string[]): Promise<number> {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  const name = words.join(' ');
  const asksForHelp = args.includes('--help');
  if (name === '') {
    process.stdout.write(HELP);
    return asksForHelp ? 0 : 2;
  }
  const command = COMMANDS.find((candidate) => `${name} `.startsWith(`${candidate.name} `));
  if (!command) throw new UsageError(`There is no command "${name}"; see --help`);
  if (asksForHelp) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(args.slice(command.name.split(' ').length));
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`accord: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
