import { entry, UsageError, type Command } from './command';
import { messageOf } from './message-of';

/**
 * By the words that name them. A command is loaded when it is asked for: most need the API alone, and
 * some all of Accord, which takes a second to load.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  'import opening': async () => (await import('./opening/import-opening.js')).importOpeningCommand,
  import: async () => (await import('./import/import.js')).importCommand,
  'bank-file': async () => (await import('./bank-file.js')).bankFileCommand,
  'reconcile gl': async () => (await import('./reconcile/reconcile.js')).reconcileGlCommand,
  'reconcile bank': async () => (await import('./reconcile/reconcile.js')).reconcileBankCommand,
  replay: async () => (await import('./replay.js')).replayCommand,
  'explain statement': async () => (await import('./explain.js')).explainStatementCommand,
  'explain line': async () => (await import('./explain.js')).explainLineCommand,
  'explain account': async () => (await import('./explain.js')).explainAccountCommand,
  'explain fund': async () => (await import('./explain.js')).explainFundCommand,
  'explain deal': async () => (await import('./explain.js')).explainDealCommand,
  'export events': async () => (await import('./export-events.js')).exportEventsCommand,
  forget: async () => (await import('./forget.js')).forgetCommand,
  backup: async () => (await import('./backup/backup.js')).backupCommand,
  restore: async () => (await import('./backup/restore.js')).restoreCommand,
  'program check': async () => (await import('./program.js')).checkProgramCommand,
  'program diff': async () => (await import('./program.js')).diffProgramCommand,
  'rates import': async () => (await import('./rates/import-rates.js')).importRatesCommand,
  'what-if': async () => (await import('./what-if.js')).whatIfCommand,
  'match score': async () => (await import('./match/score.js')).matchScoreCommand,
  'match index': async () => (await import('./match/index-companies.js')).matchIndexCommand,
  'match query': async () => (await import('./match/query.js')).matchQueryCommand,
  'eventstore verify': async () =>
    (await import('./verify-event-store.js')).verifyEventStoreCommand,
};

/** @param begins with which words the commands that are told about begin */
async function help(begins = ''): Promise<string> {
  const told = Object.entries(COMMANDS).filter(([name]) => `${name} `.startsWith(begins));
  const commands = await Promise.all(told.map(([, load]) => load()));
  const lines = commands.map(({ name, summary }) => entry(name, summary));
  return `Usage: npm run --silent accord -- <command> [options]

${lines.join('')}
  <command> --help tells its options.
`;
}

/**
 * Tells about the commands that begin with a word which is none by itself, say "explain".
 * @returns the exit status @throws UsageError when there are none
 */
async function helpAbout(name: string, isAsked: boolean): Promise<number> {
  const [word = ''] = name.split(' ');
  if (name !== word || !Object.keys(COMMANDS).some((one) => one.startsWith(`${word} `))) {
    throw new UsageError(`There is no command "${name}"; see --help`);
  }
  const text = await help(`${word} `);
  if (isAsked) process.stdout.write(text);
  else process.stderr.write(`accord: "${word}" needs another word\n\n${text}`);
  return isAsked ? 0 : 2;
}

/** @returns the exit status */
async function main(args: readonly string[]): Promise<number> {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  const name = words.join(' ');
  const asksForHelp = args.includes('--help');
  if (name === '') {
    process.stdout.write(await help());
    return asksForHelp ? 0 : 2;
  }
  const found = Object.entries(COMMANDS).find(([known]) => `${name} `.startsWith(`${known} `));
  if (!found) return helpAbout(name, asksForHelp);
  const [known, load] = found;
  const command = await load();
  if (asksForHelp) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(args.slice(known.split(' ').length));
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`accord: ${messageOf(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
