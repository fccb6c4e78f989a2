import { stringify } from 'csv-stringify/sync';
import { currency as currencyOf, exponentOf, formatAmount, money } from '@accord/kernel';
import type { JournalRow, NumberedRow } from './journal-row';
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
 * header repeated with each line. Each is numbered by its place among all entries of its book, so that
 * one export goes on where the one before ended. A pure function of the rows.
 * @param rows in the order recorded
 * @throws NotExportable
 * @throws Error when an entry does not balance in one currency: such a journal must not leave
 */
export function journalCsv(rows: readonly NumberedRow[]): string {
  const entries = entriesOf(rows);
  for (const entry of entries) requireBalance(entry);
  const lines = entries.flatMap(({ rows: own, ...head }) => own.map((row) => csvRow(row, head)));
  return stringify(lines, { header: true, columns: [...COLUMNS], escape_formulas: true });
}

interface Head {
  readonly id: string;
  /** `<book>-<n>`. */
  readonly batch: string;
}

interface Entry extends Head {
  readonly rows: readonly JournalRow[];
}

function entriesOf(rows: readonly NumberedRow[]): Entry[] {
  const events = new Map<string, NumberedRow[]>();
  for (const row of rows) {
    const id = `accord-${row.position}${isForeign(row) ? `-${row.currency}` : ''}`;
    const own = events.get(id);
    if (own) own.push(row);
    else events.set(id, [row]);
  }
  const last = new Map<bigint, bigint>();
  const numberOf = ({ position, entries_before }: NumberedRow): bigint => {
    const number = (last.get(position) ?? entries_before) + 1n;
    last.set(position, number);
    return number;
  };
  return [...events].flatMap(([id, own]) =>
    partsOf(own).map((part, i): Entry => {
      const [first] = part;
      return {
        id: i === 0 ? id : `${id}-${i + 1}`,
        batch: `${first.book}-${numberOf(first)}`,
        rows: part,
      };
    }),
  );
}

type Part = readonly [NumberedRow, ...NumberedRow[]];

function partsOf(rows: readonly NumberedRow[]): Part[] {
  const [first, ...rest] = rows.slice(0, LINES_PER_ENTRY);
  return first ? [[first, ...rest], ...partsOf(rows.slice(LINES_PER_ENTRY))] : [];
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

function csvRow(row: JournalRow, { id, batch }: Head): CsvRow {
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
    Memo: `${row.rule} ${row.event_type} ${row.book}${isLate(row) ? ` of ${row.occurred_on}` : ''}`,
  };
}

/** Its business date lies in a period that was closed when it was recorded. */
const isLate = ({ booked_on, occurred_on }: JournalRow): boolean => booked_on !== occurred_on;

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
