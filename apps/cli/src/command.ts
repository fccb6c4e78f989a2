import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A command line that cannot be understood. */
export class UsageError extends Error {}

type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  /** What stands behind the option in the help text, say DIR. */
  readonly value?: string;
  readonly help: string;
};
type Options = Readonly<Record<string, Option>>;
type Values<T extends Options> = ReturnType<
  typeof parseArgs<{ options: T; strict: true; allowPositionals: false }>
>['values'];

/** One thing that the command line tool does. */
export interface Command {
  /** One or more words. */
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** @returns the exit status @throws UsageError */
  run(args: readonly string[]): Promise<number>;
}

export interface CommandDescription<T extends Options> {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What a reader of its help must know beyond summary and options. */
  readonly details?: string;
  /** What stands after the name, each needed, say FILE. */
  readonly operands?: readonly string[];
  readonly options: T;
  /** @returns the exit status */
  run(values: Values<T>, operands: readonly string[]): Promise<number>;
}

export const command = <T extends Options>(description: CommandDescription<T>): Command => ({
  name: description.name,
  summary: description.summary,
  help: helpOf(description),
  run: async (args) => {
    const { operands = [] } = description;
    const given = args.slice(0, operands.length);
    if (given.length < operands.length || given.some((operand) => operand.startsWith('-'))) {
      throw new UsageError(`${description.name} needs ${operands.join(' and ')}; see --help`);
    }
    return description.run(valuesOf(description.options, args.slice(operands.length)), given);
  },
});

/** Where the running Accord is found, for commands that need one. */
export const DATA_OPTION = {
  data: {
    type: 'string',
    default: './data',
    value: 'DIR',
    help: 'take the addresses from the Accord that runs on this directory (default ./data);\nEVENTSTORE_URL and DATABASE_URL (each also as …_FILE), when set, count instead',
  },
} as const satisfies Options;

function valuesOf<T extends Options>(options: T, args: readonly string[]): Values<T> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const COLUMN = 18;

function helpOf<T extends Options>(described: CommandDescription<T>): string {
  const { name, summary, details, operands = [], options } = described;
  const lines = [
    ...Object.entries<Option>(options).map(([option, { value, help }]) => {
      const head = `--${option}${value === undefined ? '' : ` ${value}`}`;
      return entry(head, help);
    }),
    entry('--help', 'this text'),
  ];
  const more = details === undefined ? '' : `${details}\n\n`;
  return `Usage: accord ${[name, ...operands].join(' ')} [options]\n\n${summary}\n\n${more}${lines.join('')}`;
}

/** Two columns, the right one of several lines. */
export const entry = (head: string, text: string): string =>
  `  ${head.padEnd(COLUMN)}${text.replaceAll('\n', `\n${' '.repeat(COLUMN + 2)}`)}\n`;
