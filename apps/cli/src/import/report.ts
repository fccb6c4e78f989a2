import type { ExportLine } from './read-export';

/** What Accord says of one line. */
export interface LineAnswer {
  readonly status: string;
  readonly id?: string | null;
  readonly errors?: readonly { readonly path?: string; readonly message: string }[];
}

const GOOD = new Set(['accepted', 'replayed', 'unchanged', 'dry-run']);

/** Whether a row has no fault of its own and says what none before it says. */
export const isSendable = ({ faults, repeats }: ExportLine): boolean =>
  faults.length === 0 && repeats === undefined;

/** What became of one row. */
export interface Reported {
  readonly line: number;
  readonly ref: string;
  readonly status: string;
  /** Whether the row is registered, or would be. */
  readonly isGood: boolean;
  /** The deal. */
  readonly id?: string;
  readonly why: readonly string[];
}

/**
 * @param lines all rows; @param answers to those that could be sent, in their order
 * @returns one report for each row, in their order
 */
export function reportsOf(
  lines: readonly ExportLine[],
  answers: readonly LineAnswer[],
): Reported[] {
  const byLine = new Map(lines.filter(isSendable).map(({ line }, i) => [line, answers[i]]));
  return lines.map(({ line, ref, faults, repeats }) => {
    const at = { line, ref };
    if (faults.length > 0) {
      const why = faults.map(({ column, message }) => `${column}: ${message}`);
      return { ...at, status: 'invalid', isGood: false, why };
    }
    if (repeats !== undefined) {
      return { ...at, status: 'repeated', isGood: true, why: [`as in line ${repeats}`] };
    }
    const answer = byLine.get(line);
    if (!answer) throw new Error(`The API said nothing about line ${line}`);
    const { status, id, errors = [] } = answer;
    const why = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message));
    return { ...at, status, isGood: GOOD.has(status), why, ...(id && { id }) };
  });
}

export const lineOf = ({ line, ref, status, id, why }: Reported): string => {
  const rest = [id, ...why].filter((part) => part !== undefined).join('; ');
  return `line ${line}  ${ref === '' ? '-' : ref}  ${status}${rest === '' ? '' : `  ${rest}`}\n`;
};

/** How many rows ended how, in words for whoever started it. */
export function summaryOf(reported: readonly Reported[], commit: boolean): string {
  const counts = new Map<string, number>();
  for (const { status } of reported) counts.set(status, (counts.get(status) ?? 0) + 1);
  const told = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const what = commit ? '' : 'Nothing was written; --commit registers the rows that can be.\n';
  return `${reported.length} rows: ${told === '' ? 'none' : told}\n${what}`;
}
