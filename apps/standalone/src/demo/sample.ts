import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Cells of one row by their column. */
export type Row = Readonly<Record<string, string>>;

/** The files that are told day by day, in the order of a day. */
export const DAILY = [
  'registrations',
  'opportunities',
  'decisions',
  'bookings',
  'payments',
  'reversals',
  'mdf',
] as const;
export type DailyFile = (typeof DAILY)[number];

export interface SampleRow {
  readonly file: DailyFile;
  readonly row: Row;
  /** Whether Accord shall take it. */
  readonly expected: 'accepted' | 'refused';
}

export interface Sample {
  /** The program document, as published. */
  readonly program: string;
  readonly partners: readonly Row[];
  /** Rows by the day on which they are told, in order. */
  readonly days: ReadonlyMap<string, readonly SampleRow[]>;
}

/** @throws Error when a file is missing or no CSV */
export function readSample(folder: string): Sample {
  const days = new Map<string, SampleRow[]>();
  for (const file of DAILY) {
    for (const row of rowsOf(folder, file)) {
      const day = row['recordedOn'] ?? '';
      const told = days.get(day) ?? [];
      told.push({ file, row, expected: row['expected'] === 'refused' ? 'refused' : 'accepted' });
      days.set(day, told);
    }
  }
  return {
    program: readFileSync(join(folder, 'program.yaml'), 'utf8'),
    partners: rowsOf(folder, 'partners'),
    days: new Map([...days].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const rowsOf = (folder: string, file: string): Row[] =>
  parse<Record<string, string>>(readFileSync(join(folder, `${file}.csv`)), { columns: true });

/** A cell that holds one of a few words. @throws Error when it holds another */
export function choiceOf<Choice extends string>(
  row: Row,
  column: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === row[column]);
  if (found === undefined) throw new Error(`No ${column} "${row[column]}"`);
  return found;
}

/** The cells of a list within a cell. */
export const listOf = (cell: string | undefined): string[] =>
  cell === undefined || cell === '' ? [] : cell.split(';');
