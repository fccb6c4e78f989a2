import { stringify } from 'csv-stringify/sync';
import { currency as currencyOf, exponentOf, formatAmount, money } from '@accord/kernel';
import type { JournalRow } from './journal-row';
import { ledgerAccount } from './ledger-account';

/** SAP takes 999 lines per document; moves are two lines each. */
export const LINES_PER_ENTRY = 998;
/** NetSuite takes ten digits before the point and two behind it. */
const INTEGER_DIGITS = 10;
const DECIMALS = 2;

/** An amount that the general ledger's import would round or refuse. */
export class NotExportable extends Error {}

const COLUMNS = [
  'External ID',
  'Batch',
  'Date',
  'Subsidiary',
  'Currency',
  'Account',
  'Account Name',
  'Debit',
  'Credit',
  'Entity',
  'Memo',
] as const;

type CsvRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * Journal entries in the shape that NetSuite imports: one entry per money event and currency, its
 * header repeated with each line, entries numbered without a gap. A pure function of the rows.
 * @param rows in the order recorded
 * @throws NotExportable
 * @throws Error when an entry does not balance in one currency: such a journal must not leave
 */
export function journalCsv(rows: readonly JournalRow[]): string {
  const entries = entriesOf(rows);
  for (const entry of entries) requireBalance(entry);
  const lines = entries.flatMap(({ id, rows: own }, i) =>
    own.map((row) => csvRow(row, id, String(i + 1))),
  );
  return stringify(lines, { header: true, columns: [...COLUMNS], escape_formulas: true });
}

interface Entry {
  readonly id: string;
  readonly rows: readonly JournalRow[];
}

function entriesOf(rows: readonly JournalRow[]): Entry[] {
  const events = new Map<string, JournalRow[]>();
  for (const row of rows) {
    const id = `accord-${row.position}${isForeign(row) ? `-${row.currency}` : ''}`;
    const own = events.get(id);
    if (own) own.push(row);
    else events.set(id, [row]);
  }
  return [...events].flatMap(([id, own]) =>
    Array.from({ length: Math.ceil(own.length / LINES_PER_ENTRY) }, (_, part): Entry => ({
      id: part === 0 ? id : `${id}-${part + 1}`,
      rows: own.slice(part * LINES_PER_ENTRY, (part + 1) * LINES_PER_ENTRY),
    })),
  );
}

/** The other side of a payment that left in another currency than its account's. */
const isForeign = ({ account_id, currency }: JournalRow): boolean =>
  !account_id.endsWith(`.${currency}`);

/** Every event was balanced when it was recorded; what has been lost since is found here. */
function requireBalance({ id, rows }: Entry): void {
  const net = rows.reduce((so, row) => so + row.debit_minor - row.credit_minor, 0n);
  const currencies = new Set(rows.map(({ currency }) => currency));
  if (net === 0n && currencies.size === 1 && rows.length > 1) return;
  throw new Error(`Entry "${id}" of ${rows.length} lines is ${net} minor units out of balance`);
}

function csvRow(row: JournalRow, id: string, batch: string): CsvRow {
  return {
    'External ID': id,
    Batch: batch,
    Date: row.booked_on,
    Subsidiary: row.entity,
    Currency: row.currency,
    Account: row.code,
    'Account Name': ledgerAccount(row.code).name,
    Debit: row.debit_minor === 0n ? '' : exported(row.debit_minor, row),
    Credit: row.credit_minor === 0n ? '' : exported(row.credit_minor, row),
    Entity: row.partner_id,
    Memo: `${row.rule} ${row.event_type} ${row.book}`,
  };
}

function exported(minor: bigint, { currency, position }: JournalRow): string {
  const unit = currencyOf(currency);
  const text = formatAmount(money(minor, unit));
  const [integer = ''] = text.split('.');
  if (exponentOf(unit) > DECIMALS || integer.length > INTEGER_DIGITS) {
    throw new NotExportable(
      `${text} ${currency} at position ${position} does not go into a journal with ` +
        `${INTEGER_DIGITS} digits and ${DECIMALS} decimals`,
    );
  }
  return text;
}
