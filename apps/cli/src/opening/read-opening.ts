import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { currency, isCurrency, isIsoDate, parseAmount } from '@accord/kernel';
import { controlFaults } from './control-totals';
import { openingManifest, type OpeningManifest, type Part } from './opening-manifest';
import { fileOf, rowName, type OpeningFiles, type OpeningRow } from './opening-files';
import { PARTS, PART_NAMES, type Cells } from './opening-parts';

/**
 * Reads `opening.yaml` and the CSV files beside it, and holds their sums to its control totals.
 * @param path of the directory, or of the `.yaml` in it
 * @returns what they say, or every fault, each with its file, line and column
 */
export async function readOpening(
  path: string,
): Promise<OpeningFiles | { readonly faults: readonly string[] }> {
  const file = (await stat(path)).isDirectory() ? join(path, 'opening.yaml') : path;
  const read = openingManifest.safeParse(parseYaml(await readFile(file, 'utf8')));
  if (!read.success) {
    return {
      faults: read.error.issues.map(
        ({ path: at, message }) => `${file}: ${at.join('.')}: ${message}`,
      ),
    };
  }
  const manifest = read.data;
  if (!isCurrency(manifest.currency)) {
    return { faults: [`${file}: currency: "${manifest.currency}" is no ISO 4217 currency`] };
  }
  const faults: string[] = [];
  const rows: OpeningRow[] = [];
  for (const part of PART_NAMES) {
    const beside = join(dirname(file), fileOf(part));
    const isThere = existsSync(beside);
    const isControlled = manifest.controls[part] !== undefined;
    if (isThere !== isControlled) {
      faults.push(
        isThere
          ? `${fileOf(part)}: has no control totals in controls.${part}`
          : `${fileOf(part)}: is not there, but controls.${part} is`,
      );
    }
    if (isThere) rows.push(...(await rowsOf(part, beside, faults)));
  }
  faults.push(...rows.flatMap((row) => cellFaults(row, manifest)), ...repeated(rows));
  // Sums of what cannot be read would mislead.
  if (faults.length === 0) faults.push(...controlFaults({ manifest, rows }));
  return faults.length > 0 ? { faults } : { manifest, rows };
}

async function rowsOf(part: Part, file: string, faults: string[]): Promise<OpeningRow[]> {
  const { required, optional } = PARTS[part];
  try {
    const records: { readonly record: Cells; readonly info: { readonly lines: number } }[] = parse(
      await readFile(file),
      { columns: true, bom: true, info: true, trim: true },
    );
    const columns = Object.keys(records[0]?.record ?? {});
    const missing = records.length === 0 ? [] : required.filter((one) => !columns.includes(one));
    const unknown = columns.filter((one) => ![...required, ...optional].includes(one));
    faults.push(
      ...missing.map((column) => `${fileOf(part)}: has no column "${column}"`),
      ...unknown.map((column) => `${fileOf(part)}: has a column "${column}" that nobody knows`),
    );
    return missing.length > 0
      ? []
      : records.map(({ record, info }) => ({ part, line: info.lines, cells: record }));
  } catch (error) {
    faults.push(`${fileOf(part)}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function cellFaults(row: OpeningRow, manifest: OpeningManifest): string[] {
  const { required, amounts, dates } = PARTS[row.part];
  const fault = (column: string, message: string): string =>
    `${rowName(row)}: ${column}: ${message}`;
  const cell = (column: string): string => row.cells[column] ?? '';
  return [
    ...required.filter((one) => cell(one) === '').map((one) => fault(one, 'is empty')),
    ...dates
      .filter((one) => cell(one) !== '' && !isIsoDate(cell(one)))
      .map((one) => fault(one, `"${cell(one)}" is no date YYYY-MM-DD`)),
    ...amounts.flatMap((one) => {
      if (cell(one) === '') return [];
      try {
        const { minor } = parseAmount(cell(one), currency(manifest.currency));
        return minor < 0n ? [fault(one, 'is below zero')] : [];
      } catch (error) {
        return [fault(one, error instanceof Error ? error.message : String(error))];
      }
    }),
  ];
}

function repeated(rows: readonly OpeningRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const { key } = PARTS[row.part];
    const id = `${row.part} ${row.cells[key] ?? ''}`;
    const before = seen.get(id);
    if (before !== undefined) {
      return [
        `${rowName(row)}: ${key}: "${row.cells[key] ?? ''}" stands in line ${before} already`,
      ];
    }
    seen.set(id, row.line);
    return [];
  });
}
