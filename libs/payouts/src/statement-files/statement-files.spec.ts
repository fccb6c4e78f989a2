import { parse } from 'csv-parse/sync';
import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { currency, isoDate, money, toJson, type MoneyJson } from '@accord/kernel';
import { earning } from '../spec-support/statement-runs';
import type { StatementLine } from '../statement/statement-line';
import type { StatementRow } from '../statement-list/statement-row';
import { printed } from './printed-statement';
import { statementCsv } from './statement-csv';
import { fileFormat } from './statement-format';
import { statementPdf } from './statement-pdf';
import { statementXlsx } from './statement-xlsx';

const usd = (minor: bigint): MoneyJson => toJson(money(minor, currency('USD')));

/** A claim on a fund whose id a spreadsheet would run. */
const line = (lineId: string, minor: bigint): StatementLine => ({
  lineId,
  standing: 'payable',
  target: usd(minor),
  posted: usd(0n),
  amount: usd(minor),
  corrects: null,
  basis: {
    kind: 'fundClaim',
    claim: {
      lineId,
      programId: 'gitlab',
      fundId: 'gitlab.emea.FY2027-Q1.USD',
      requestId: 'r1',
      claimId: '=HYPERLINK("http://x")',
      amount: usd(minor),
      approvedOn: isoDate('2026-06-01'),
      sources: [],
    },
  },
});
const row = (lines: number, total: bigint): StatementRow => ({
  statement_id: 'gitlab.FY2027-Q1.quarterly.fjord',
  payout_id: 'gitlab.FY2027-Q1.quarterly',
  account_id: 'gitlabinc.fjord.USD',
  partner_id: 'fjord',
  book: 'gitlab',
  quarter: 'FY2027-Q1',
  issued_on: '2026-06-15',
  facts_through: '900',
  root: 'a'.repeat(64),
  position: '950',
  recorded_at: '2026-06-15T10:00:00.000Z',
  lines,
  total: usd(total),
  held: usd(0n),
  payable: usd(total),
});
const LINES = [line('mdf-1', 250_000n), line('mdf-2', 99_999_999_999_999_999n)];
const VENDOR = { partnerId: null };
const statement = () => printed(VENDOR, row(2, 100_000_000_000_249_999n), LINES);

/** The text that a PDF shows, from the strings of its content streams. */
function shown(pdf: Buffer): string {
  const pages = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g);
  return [...pages]
    .map(([, body = '']) => inflateSync(Buffer.from(body, 'latin1')).toString('latin1'))
    .flatMap((content) => [...content.matchAll(/<([0-9a-f]+)>/g)])
    .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
    .join('');
}

describe('A statement as a file', () => {
  it('is not made of lines that do not add up to what was issued', () => {
    expect(() => printed(VENDOR, row(2, 250_001n), LINES)).toThrow('do not add up');
    expect(() => printed(VENDOR, row(3, 100_000_000_000_249_999n), LINES)).toThrow('do not add up');
  });

  it('is the same bytes whenever it is made', async () => {
    jest.useFakeTimers({
      now: new Date('2027-01-01T00:00:00Z'),
      doNotFake: ['setImmediate', 'nextTick'],
    });
    const before = [await statementXlsx(statement()), await statementPdf(statement())];
    jest.setSystemTime(new Date('2030-12-31T00:00:00Z'));
    const after = [await statementXlsx(statement()), await statementPdf(statement())];
    jest.useRealTimers();
    expect(after).toEqual(before);
  });

  it('never lets a spreadsheet run what somebody wrote', async () => {
    expect(statementCsv(statement())).toContain(`"'=HYPERLINK(""http://x"")"`);
    const parts = Object.entries(unzipSync(await statementXlsx(statement())));
    const xml = parts.map(([, bytes]) => Buffer.from(bytes).toString()).join('\n');
    expect(xml).toContain('<t>=HYPERLINK("http://x")</t>');
    expect(xml).not.toMatch(/<f[ >]/);
  });

  it('has amounts as numbers that sum, also where they are taken back', async () => {
    const taken = printed(VENDOR, row(2, 180_000n), [
      line('mdf-1', 250_000n),
      line('mdf-2', -70_000n),
    ]);
    const rows: Record<string, string>[] = parse(statementCsv(taken), { columns: true });
    expect(rows.map(({ amount, earned, target }) => [amount, earned, target])).toEqual([
      ['2500.00', '2500.00', '2500.00'],
      ['-700.00', '-700.00', '-700.00'],
    ]);
    const parts = unzipSync(await statementXlsx(taken));
    const sheet = Buffer.from(parts['xl/worksheets/sheet2.xml'] ?? []).toString();
    expect(sheet.match(/<v>-700<\/v>/g)).toHaveLength(3);
  });

  it('names to a partner no deal of another one, to the vendor all', async () => {
    const reason = 'One fee per transaction: deal "theirs" was approved first';
    const lost: StatementLine = {
      ...line('lost', 0n),
      standing: 'zero',
      basis: {
        kind: 'earning',
        earning: earning('lost', 0, { zeroReason: reason, derivation: reason }),
      },
    };
    const texts = async (partnerId: string | null): Promise<string[]> => {
      const statement = printed({ partnerId }, row(1, 0n), [lost]);
      const parts = unzipSync(await statementXlsx(statement));
      const workbook = Buffer.from(parts['xl/sharedStrings.xml'] ?? []).toString();
      return [statementCsv(statement), workbook, shown(await statementPdf(statement))];
    };
    for (const text of await texts(null)) expect(text).toContain('theirs');
    const toPartner = await texts('fjord');
    for (const text of toPartner) {
      expect(text).toContain('another deal');
      expect(text).not.toContain('theirs');
    }
    expect(await texts('fjord')).toEqual(toPartner);
  });

  it('has numbers in its workbook where those keep every digit, else text', async () => {
    const parts = unzipSync(await statementXlsx(statement()));
    const sheet = Buffer.from(parts['xl/worksheets/sheet2.xml'] ?? []).toString();
    const texts = Buffer.from(parts['xl/sharedStrings.xml'] ?? []).toString();
    expect(sheet).toContain('<v>2500</v>');
    expect(texts).toContain('999999999999999.99');
    expect(texts).not.toContain('<t>2500.00</t>');
  });

  it('says in its PDF what was issued, approved and paid for what', async () => {
    const text = shown(await statementPdf(statement()));
    for (const part of ['fjord', '2026-06-15', 'a'.repeat(64), '2500.00', 'mdf-1']) {
      expect(text.replaceAll(' ', '')).toContain(part);
    }
  });

  it('is what the caller accepts first', () => {
    expect(fileFormat('application/pdf, text/csv')).toBe('pdf');
    expect(fileFormat('text/csv;q=0.9')).toBe('csv');
    expect(fileFormat('application/json')).toBeUndefined();
    expect(fileFormat()).toBeUndefined();
  });
});
