import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { ImportMapping } from './import-mapping';
import { mapRow, type MappedRow, type Row } from './map-row';

export type ExportLine = MappedRow & {
  /** Of the file, from 1; a record of several lines is named by its last one. */
  readonly line: number;
  /** The line that says the same already. */
  readonly repeats?: number;
};

/**
 * Reads an export row by row. A row that says the same as one before is marked; one that says
 * something else under the same reference is a fault.
 * @throws Error with the line where the file is broken
 */
export async function* readExport(
  file: string,
  mapping: ImportMapping,
): AsyncGenerator<ExportLine> {
  const seen = new Map<string, { line: number; said: string }>();
  const parser = parse({ columns: true, bom: true, info: true, delimiter: mapping.delimiter });
  // A pipe by itself hands no error on.
  const input = createReadStream(file).once('error', (error) => parser.destroy(error));
  input.pipe(parser);
  for await (const { record, info } of parser) {
    const line: number = info.lines;
    const mapped = mapRow(record as Row, mapping);
    const before = seen.get(mapped.ref);
    const said = JSON.stringify([mapped.body, mapped.opportunity]);
    if (!before || mapped.ref === '') {
      seen.set(mapped.ref, { line, said });
      yield { ...mapped, line };
    } else if (before.said === said) {
      yield { ...mapped, line, repeats: before.line };
    } else {
      const message = `"${mapped.ref}" says something else in line ${before.line}`;
      const faults = [...mapped.faults, { column: mapping.reference, message }];
      yield { ...mapped, line, faults };
    }
  }
}
