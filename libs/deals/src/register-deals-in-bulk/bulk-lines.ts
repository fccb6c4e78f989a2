import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import type { Rejection } from '@accord/kernel';
import { boundedLines } from './bounded-lines';
import { fromColumns } from './from-columns';

export const BULK_TYPES = ['application/x-ndjson', 'text/csv'] as const;
export type BulkType = (typeof BULK_TYPES)[number];

/** One line of a bulk request: an object in the form of a registration, or what is wrong with it. */
export type BulkLine =
  | { readonly line: number; readonly body: object }
  | { readonly line: number; readonly fault: Rejection };

/** Of one line; a registration needs about 1 KiB. */
export const MAX_LINE_BYTES = 65_536;

/** Reads a bulk request line by line, as it arrives; empty lines are passed over. */
export const bulkLines = (type: BulkType, request: Readable): AsyncGenerator<BulkLine> =>
  type === 'text/csv' ? csvLines(request) : jsonLines(request);

async function* jsonLines(request: Readable): AsyncGenerator<BulkLine> {
  let line = 0;
  for await (const bytes of boundedLines(request, MAX_LINE_BYTES)) {
    line++;
    if (bytes === null) {
      const message = `More than ${MAX_LINE_BYTES} bytes`;
      yield { line, fault: { code: 'line-too-long', message } };
    } else if (!isUtf8(bytes)) {
      yield { line, fault: { code: 'not-utf8', message: 'The line is not UTF-8' } };
    } else {
      const text = bytes.toString('utf8').trim();
      if (text !== '') yield parsed(line, text);
    }
  }
}

function parsed(line: number, text: string): BulkLine {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { line, body };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { line, fault: { code: 'not-json', message: 'The line is no JSON object' } };
}

/** A broken CSV record makes all that follows doubtful: it is the last line that is answered. */
async function* csvLines(request: Readable): AsyncGenerator<BulkLine> {
  const read: BulkLine[] = [];
  let line = 1;
  const parser = parse({
    columns: true,
    bom: true,
    max_record_size: MAX_LINE_BYTES,
    // What lies in the parser's own buffer is lost with the first broken record; here it is not.
    on_record: (record: Readonly<Record<string, string>>, { lines }) => {
      line = lines;
      read.push({ line, body: fromColumns(record) });
      return null;
    },
  });
  const broken = new Promise<Error>((resolve) => parser.once('error', resolve));
  const fed = (feed: (done: () => void) => void): Promise<Error | undefined> =>
    Promise.race([broken, new Promise<undefined>((done) => feed(() => done(undefined)))]);
  let fault: Error | undefined;
  for await (const chunk of request) {
    fault = await fed((done) => parser.write(chunk, done));
    yield* read.splice(0);
    if (fault) break;
  }
  fault ??= await fed((done) => parser.end(done));
  yield* read.splice(0);
  if (!fault) return;
  const message = `${fault.message}; reading ends here`;
  yield { line: line + 1, fault: { code: 'csv-invalid', message } };
}
