import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { journalCsv, LINES_PER_ENTRY, NotExportable } from './journal-csv';
import type { NumberedRow } from './journal-row';

const row = (position: bigint, line: number, code: string, amount: bigint): NumberedRow => ({
  position,
  line,
  event_id: `e${position}`,
  event_type: 'StatementIssued',
  account_id: 'gitlabinc.fjord.USD',
  partner_id: 'fjord',
  entity: 'gitlabinc',
  book: 'gitlab',
  currency: 'USD',
  code,
  rule: 'R2',
  debit_minor: amount > 0n ? amount : 0n,
  credit_minor: amount < 0n ? -amount : 0n,
  booked_on: '2026-06-15',
  occurred_on: '2026-06-15',
  recorded_at: '2026-06-15T10:00:00.000Z',
  entries_before: 0n,
});
const move = (position: bigint, minor: bigint, line = 1): NumberedRow[] => [
  row(position, line, '4900', minor),
  row(position, line + 1, '2110', -minor),
];

interface CsvLine {
  readonly 'External ID': string;
  readonly Batch: string;
  readonly Debit: string;
  readonly Credit: string;
}
const read = (csv: string): CsvLine[] => parse(csv, { columns: true });

/** In cents. */
const cents = (text: string): bigint => BigInt(text === '' ? '0' : text.replace('.', ''));

describe('The journal for the general ledger', () => {
  it('repeats the header of an entry with each of its lines', () => {
    expect(journalCsv(move(420n, 250_000n))).toBe(
      'External ID,Batch,Date,Subsidiary,Currency,Account,Account Name,Debit,Credit,Entity,Memo\n' +
        'accord-420,gitlab-1,2026-06-15,gitlabinc,USD,4900,Contra-revenue: rebates,2500.00,,fjord,R2 StatementIssued gitlab\n' +
        'accord-420,gitlab-1,2026-06-15,gitlabinc,USD,2110,"Earned, awaiting approval",,2500.00,fjord,R2 StatementIssued gitlab\n',
    );
  });

  it('says of which day an entry is that came when its period was closed', () => {
    const late = move(7n, 100n).map((one) => ({ ...one, occurred_on: '2026-04-20' }));
    expect(journalCsv(late)).toContain(',2026-06-15,');
    expect(journalCsv(late)).toContain(',R2 StatementIssued gitlab of 2026-04-20\n');
  });

  it('numbers each entry by its place in the book, so that an export that is lost leaves a gap', () => {
    const after = (entries: bigint, rows: readonly NumberedRow[], book = 'gitlab') =>
      rows.map((one) => ({ ...one, book, entries_before: entries }));
    const long = Array.from({ length: 500 }, (_, n) => move(9n, 100n, 2 * n + 1)).flat();
    const july = [
      ...after(6n, move(7n, 100n)),
      ...after(2n, move(8n, 100n), 'cirrus'),
      ...after(7n, long),
      ...after(9n, move(10n, 100n)),
    ];
    const lines = read(journalCsv(july));
    expect([...new Set(lines.map(({ Batch }) => Batch))]).toEqual([
      'gitlab-7',
      'cirrus-3',
      'gitlab-8',
      'gitlab-9',
      'gitlab-10',
    ]);
    // Also where one book is told by itself.
    const alone = read(journalCsv(july.filter(({ book }) => book === 'cirrus')));
    expect(alone.map(({ Batch }) => Batch)).toEqual(['cirrus-3', 'cirrus-3']);
  });

  it('gives entries that each balance, numbered without a gap, of at most 999 lines', () => {
    const event = fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 1_200 });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 4 }), (events) => {
        let before = 0n;
        const rows = events.flatMap((moves, i) => {
          const own = moves.flatMap((minor, n) => move(BigInt(i + 1), minor, 2 * n + 1));
          const numbered = own.map((one) => ({ ...one, entries_before: before }));
          before += BigInt(Math.ceil(own.length / LINES_PER_ENTRY));
          return numbered;
        });
        const lines = read(journalCsv(rows));
        expect(lines).toHaveLength(rows.length);
        const ids = [...new Set(lines.map((line) => line['External ID']))];
        for (const [i, id] of ids.entries()) {
          const own = lines.filter((line) => line['External ID'] === id);
          expect(own.length).toBeLessThanOrEqual(LINES_PER_ENTRY);
          expect(new Set(own.map(({ Batch }) => Batch))).toEqual(new Set([`gitlab-${i + 1}`]));
          const sum = own.reduce((so, { Debit, Credit }) => so + cents(Debit) - cents(Credit), 0n);
          expect(sum).toBe(0n);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('refuses an amount that would be rounded or cut rather than to change it', () => {
    const dinar = move(7n, 1_234_567n).map((one) => ({ ...one, currency: 'KWD' }));
    expect(() => journalCsv(dinar)).toThrow(NotExportable);
    expect(() => journalCsv(move(7n, 10n ** 12n))).toThrow('10000000000.00 USD at position 7');
    expect(read(journalCsv(move(7n, 10n ** 12n - 1n)))[0]?.Debit).toBe('9999999999.99');
  });

  it.each(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])(
    'disarms text that a spreadsheet would run, in every column: %j',
    (sign) => {
      const text = `${sign}cmd|' /C calc'!A0`;
      const armed = move(7n, 100n).map((one) => ({ ...one, partner_id: text, entity: text }));
      const rows: Record<string, string>[] = parse(journalCsv(armed), { columns: true });
      const cells = rows.flatMap((one) => Object.values(one));
      expect(cells.filter((cell) => cell.includes('cmd'))).toEqual(Array(4).fill(`'${text}`));
      expect(cells.filter((cell) => cell.startsWith(sign))).toEqual([]);
    },
  );

  it('comes to the movement of every account, in the form that NetSuite takes', () => {
    const events = fc.array(
      fc.record({
        code: fc.constantFrom('4900', '6100', '4910'),
        minor: fc.bigInt(1n, 10n ** 12n - 1n),
        on: fc.constantFrom('2026-06-15', '2026-06-16'),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(events, (all) => {
        const rows = all.flatMap(({ code, minor, on }, i) =>
          move(BigInt(i + 1), minor).map((one) => ({
            ...one,
            entries_before: BigInt(i),
            booked_on: on,
            code: one.code === '4900' ? code : one.code,
          })),
        );
        const csv = journalCsv(rows);
        expect(journalCsv(rows.map((one) => ({ ...one })))).toBe(csv);
        const lines: Record<string, string>[] = parse(csv, { columns: true });
        const movement = (code: string): bigint =>
          rows
            .filter((one) => one.code === code)
            .reduce((so, one) => so + one.debit_minor - one.credit_minor, 0n);
        for (const code of ['4900', '6100', '4910', '2110']) {
          const own = lines.filter(({ Account }) => Account === code);
          const sum = own.reduce(
            (so, { Debit = '', Credit = '' }) => so + cents(Debit) - cents(Credit),
            0n,
          );
          expect(sum).toBe(movement(code));
        }
        for (const { Debit = '', Credit = '', Date: on = '' } of lines) {
          expect(Debit + Credit).toMatch(/^\d{1,10}\.\d{2}$/);
          expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
        }
        const headers = new Map<string, Set<string>>();
        for (const { 'External ID': id = '', Batch, Date: on, Subsidiary, Currency } of lines) {
          const header = JSON.stringify([Batch, on, Subsidiary, Currency]);
          headers.set(id, (headers.get(id) ?? new Set()).add(header));
        }
        expect([...headers.values()].every((one) => one.size === 1)).toBe(true);
        expect(headers.size).toBe(all.length);
      }),
      { numRuns: 30 },
    );
  });

  it('does not leave when a line of an entry is lost, changed or of another currency', () => {
    const [debit, credit] = move(7n, 100n);
    if (!debit || !credit) throw new Error('no lines');
    const broken = [
      [debit],
      [debit, { ...credit, credit_minor: 99n }],
      [debit, { ...credit, currency: 'EUR' }],
    ];
    for (const rows of broken) expect(() => journalCsv(rows)).toThrow('Entry "accord-7"');
    expect(journalCsv([])).toMatch(/^External ID,/);
  });
});
