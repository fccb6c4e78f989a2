import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import type { PrintedStatement } from './printed-statement';
import { AMOUNTS, LINE_COLUMNS } from './statement-csv';

/** A spreadsheet's numbers keep so many digits. */
const DIGITS = 15;

/**
 * A statement as a workbook of two sheets: its head, and its lines. Text is text even where it looks
 * like a formula, amounts are numbers where those keep every digit. The same statement gives the same
 * bytes: the archive bears the day of issue, not that of the export.
 */
export async function statementXlsx({ statement, lines }: PrintedStatement): Promise<Buffer> {
  const head = Object.entries<string | number>({ ...statement }).map(([name, value]) => [
    heading(name),
    name === 'total' || name === 'held' || name === 'payable' ? number(String(value)) : text(value),
  ]);
  const table = lines.map((line) =>
    LINE_COLUMNS.map((column) => {
      const value = line[column];
      return AMOUNTS.has(column) && value !== null ? number(String(value)) : text(value);
    }),
  );
  const sheets = [
    { sheet: 'Statement', data: head },
    { sheet: 'Lines', data: [LINE_COLUMNS.map(heading), ...table], stickyRowsCount: 1 },
  ];
  const bytes = await writeXlsxFile(sheets).toBuffer();
  const mtime = new Date(`${statement.issuedOn}T12:00:00`);
  return Buffer.from(zipSync(unzipSync(new Uint8Array(bytes)), { mtime }));
}

const heading = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' });

const text = (value: string | number | null): Cell =>
  value === null ? null : { value: String(value), type: String };

function number(value: string): Cell {
  if (value.replaceAll(/\D/g, '').length > DIGITS) return text(value);
  const decimals = value.split('.')[1]?.length ?? 0;
  const format = decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
  return { value: Number(value), type: Number, format };
}
