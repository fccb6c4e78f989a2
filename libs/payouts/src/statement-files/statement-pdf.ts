import anyAscii from 'any-ascii';
import PDFDocument from 'pdfkit';
import type { LineBody } from '../statement/line.response';
import type { PrintedStatement } from './printed-statement';

const MARGIN = 40;
/** Widths in points; the rest of the page is the derivation's. */
const COLUMNS = [
  { title: 'Line', width: 150, of: (line: LineBody) => line.lineId },
  { title: 'Rule', width: 90, of: (line: LineBody) => line.rule },
  { title: 'Standing', width: 60, of: (line: LineBody) => line.standing },
  { title: 'Earned', width: 65, of: (line: LineBody) => line.earned },
  { title: 'Amount', width: 65, of: (line: LineBody) => line.amount },
  { title: 'How', width: '*', of: how },
] as const;

/** A statement to read and to keep. The same statement gives the same bytes. */
export function statementPdf({ statement, lines }: PrintedStatement): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: MARGIN,
    info: {
      Title: `Statement ${statement.statementId}`,
      CreationDate: new Date(`${statement.issuedOn}T00:00:00Z`),
    },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  document.font('Helvetica-Bold').fontSize(14).text(`Statement ${statement.statementId}`);
  document.moveDown(0.5).font('Helvetica').fontSize(9);
  const { currency } = statement;
  for (const [name, value] of [
    ['Partner', statement.partnerId],
    ['Book and quarter', `${statement.book} ${statement.quarter}`],
    ['Issued on', statement.issuedOn],
    ['Sum of lines', `${statement.total} ${currency}`],
    ['Held', `${statement.held} ${currency}`],
    ['Payable', `${statement.payable} ${currency}`],
    ['Facts through log position', statement.factsThrough],
    ['Approved root', statement.root],
  ] as const) {
    document.text(`${name}: ${anyAscii(value)}`);
  }
  document.moveDown().fontSize(7);
  document.table({
    columnStyles: COLUMNS.map(({ width }) => ({ width })),
    data: [
      COLUMNS.map(({ title }) => ({ text: title, font: { src: 'Helvetica-Bold' } })),
      ...lines.map((line) => COLUMNS.map(({ of }) => ({ text: anyAscii(of(line)) }))),
    ],
  });
  document.end();
  return whole;
}

function how({ holdReason, derivation }: LineBody): string {
  return holdReason === null ? derivation : `Held: ${holdReason}. ${derivation}`;
}
