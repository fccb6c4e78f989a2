import { parse } from 'csv-parse/sync';
import {
  compare,
  currency as currencyOf,
  formatAmount,
  isCurrency,
  parseAmount,
  type Money,
} from '@accord/kernel';
import type { Finding } from './finding';

/** A journal line as either side has it. */
export interface GlLine {
  readonly entry: string;
  readonly account: string;
  readonly partner: string;
  readonly side: 'debit' | 'credit';
  readonly amount: Money;
  /** Null where the file has no such column. */
  readonly date: string | null;
}

const NEEDED = ['External ID', 'Currency', 'Account', 'Debit', 'Credit', 'Entity'];

/**
 * Reads a journal as CSV: Accord's own export, or what the general ledger gives back of it.
 * @param name of the file, for messages
 * @throws Error naming everything that cannot be read, each with its line
 */
export function readJournal(text: string, name: string): GlLine[] {
  const rows: {
    readonly record: Readonly<Record<string, string>>;
    readonly info: { readonly lines: number };
  }[] = parse(text, { columns: true, bom: true, info: true, trim: true });
  const columns = Object.keys(rows[0]?.record ?? {});
  const missing = rows.length === 0 ? [] : NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new Error(`${name} has no column ${missing.join(', ')}`);
  const faults: string[] = [];
  const lines = rows.flatMap(({ record, info }): GlLine[] => {
    const cell = (column: string): string => unescaped(record[column] ?? '');
    const [debit, credit] = [cell('Debit'), cell('Credit')];
    const code = cell('Currency');
    try {
      if (!isCurrency(code)) throw new RangeError(`"${code}" is no currency`);
      if ((debit === '') === (credit === ''))
        throw new RangeError('has no debit or credit, or both');
      return [
        {
          entry: cell('External ID'),
          account: cell('Account'),
          partner: cell('Entity'),
          side: debit === '' ? 'credit' : 'debit',
          amount: parseAmount(debit === '' ? credit : debit, currencyOf(code)),
          date: columns.includes('Date') ? cell('Date') : null,
        },
      ];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push(`${name} line ${info.lines}: ${error.message}`);
      return [];
    }
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return lines;
}

/** A formula that was disarmed on its way is the text that it was. */
const unescaped = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '');

/**
 * Holds the general ledger to the ledger, line by line: lines of one entry, account, partner and side match
 * by their amounts, whatever their order; what is left over on both sides differs in its amount.
 */
export function reconcileGl(ledger: readonly GlLine[], gl: readonly GlLine[]): Finding[] {
  const groups = new Map<string, { readonly ours: GlLine[]; readonly theirs: GlLine[] }>();
  const groupOf = (line: GlLine) => {
    const key = JSON.stringify([
      line.entry,
      line.account,
      line.partner,
      line.side,
      line.amount.currency,
    ]);
    const known = groups.get(key) ?? { ours: [], theirs: [] };
    groups.set(key, known);
    return known;
  };
  for (const line of ledger) groupOf(line).ours.push(line);
  for (const line of gl) groupOf(line).theirs.push(line);
  return [...groups.values()].flatMap(({ ours, theirs }) => pair(ours, theirs));
}

function pair(ours: readonly GlLine[], theirs: readonly GlLine[]): Finding[] {
  const left = theirs.toSorted(byAmount);
  const findings: Finding[] = [];
  const unmatched: GlLine[] = [];
  const matched = new Set<string>();
  for (const line of ours.toSorted(byAmount)) {
    const at = left.findIndex((other) => other.amount.minor === line.amount.minor);
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (!other) {
      unmatched.push(line);
      continue;
    }
    matched.add(String(line.amount.minor));
    const isDated = line.date !== null && other.date !== null && line.date !== other.date;
    const note = isDated ? `${line.date ?? ''} in the ledger, ${other.date ?? ''} there` : null;
    findings.push(finding(isDated ? 'date differs' : 'matched', line, other, note));
  }
  for (const line of unmatched) {
    const other = left.shift();
    findings.push(finding(other ? 'amount differs' : 'only in ledger', line, other ?? null, null));
  }
  for (const other of left) {
    const isTwice = matched.has(String(other.amount.minor));
    findings.push(finding('only in other', null, other, isTwice ? 'stands there again' : null));
  }
  return findings;
}

const byAmount = (a: GlLine, b: GlLine): number => compare(a.amount, b.amount);

function finding(
  kind: Finding['kind'],
  ours: GlLine | null,
  theirs: GlLine | null,
  note: string | null,
): Finding {
  const line = ours ?? theirs;
  if (!line) throw new Error('Nothing was found');
  return {
    kind,
    what: `${line.entry} ${line.account} ${line.side} ${line.partner}`,
    currency: line.amount.currency,
    ledger: ours && formatAmount(ours.amount),
    other: theirs && formatAmount(theirs.amount),
    note,
  };
}
