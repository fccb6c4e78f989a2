import * as fc from 'fast-check';
import { BankFileFault } from './bank-answer';
import { readBankFile } from './read-bank-file';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const document = (format: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${format}">${content}</Document>`;
const report = (content: string): string =>
  document('pain.002.001.10', `<CstmrPmtStsRpt><GrpHdr/>${content}</CstmrPmtStsRpt>`);
const notice = (content: string): string =>
  document(
    'camt.054.001.08',
    `<BkToCstmrDbtCdtNtfctn><Ntfctn>${content}</Ntfctn></BkToCstmrDbtCdtNtfctn>`,
  );
const answersIn = (text: string) => readBankFile(bytes(text)).answers;
const faultOf = (text: string | Uint8Array): string => {
  try {
    readBankFile(typeof text === 'string' ? bytes(text) : text);
  } catch (error) {
    if (error instanceof BankFileFault) return error.code;
    throw error;
  }
  return 'none';
};
const status = (id: string, code: string, more = ''): string =>
  `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${code}</TxSts>${more}</TxInfAndSts>`;
const entry = (side: string, id: string, more = '', booked = '<Cd>BOOK</Cd>'): string =>
  `<Ntry><Amt Ccy="USD">57.50</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${booked}</Sts><NtryDtls>
    <TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${more}</TxDtls></NtryDtls></Ntry>`;

describe("A bank's status report", () => {
  it('says of each payment whether it was paid, refused, or is on its way', () => {
    const reason = '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>';
    const amount = '<OrgnlTxRef><Amt><InstdAmt Ccy="USD">12.00</InstdAmt></Amt></OrgnlTxRef>';
    const text = report(
      `<OrgnlPmtInfAndSts>${status('a', 'ACSC')}${status('b', 'RJCT', reason + amount)}${status('c', 'PDNG')}</OrgnlPmtInfAndSts>`,
    );
    expect(readBankFile(bytes(text)).format).toBe('pain.002.001.10');
    expect(answersIn(text)).toEqual([
      { line: 1, about: { paymentId: 'a' }, verdict: { kind: 'confirmed' }, amount: null },
      {
        line: 2,
        about: { paymentId: 'b' },
        verdict: { kind: 'returned', how: 'rejected', reasonCode: 'AC04' },
        amount: { text: '12.00', currency: 'USD' },
      },
      { line: 3, about: { paymentId: 'c' }, verdict: { kind: 'pending' }, amount: null },
    ]);
  });

  it('answers for a whole message where it names no payment', () => {
    const whole =
      '<OrgnlGrpInfAndSts><OrgnlMsgId>m</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>';
    expect(answersIn(report(whole))).toMatchObject([
      { about: { messageId: 'm' }, verdict: { kind: 'returned', reasonCode: null } },
    ]);
    const named = `<OrgnlPmtInfAndSts>${status('a', 'ACSC')}</OrgnlPmtInfAndSts>`;
    expect(answersIn(report(whole + named))).toMatchObject([{ about: { paymentId: 'a' } }]);
  });
});

describe("A bank's notice of bookings", () => {
  it('says what left and what came back, with its amounts', () => {
    const back = '<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>';
    const own = '<AmtDtls><InstdAmt><Amt Ccy="USD">12.00</Amt></InstdAmt></AmtDtls>';
    const text = notice(
      entry('DBIT', 'a') + entry('CRDT', 'b', own + back) + entry('DBIT', 'c', '', 'PDNG'),
    );
    const usd = (amount: string) => ({ text: amount, currency: 'USD' });
    expect(answersIn(text)).toMatchObject([
      { about: { paymentId: 'a' }, verdict: { kind: 'confirmed' }, amount: usd('57.50') },
      {
        verdict: { kind: 'returned', how: 'sent-back', reasonCode: 'AC01' },
        amount: usd('12.00'),
      },
      { verdict: { kind: 'pending' } },
    ]);
  });
});

describe('A file that is not taken', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">&b;</Document>`;
  const outside = laughs.replace('"ha"', 'SYSTEM "file:///etc/passwd"');
  it.each([
    ['that declares entities', laughs, 'document-type'],
    ['that names a file outside', outside, 'document-type'],
    ['that uses an entity of nowhere', report('&b;'), 'not-xml'],
    ['that is cut off', report('').slice(0, -3), 'not-xml'],
    ['that is empty', '', 'not-xml'],
    ['in another encoding', report('').replace('UTF-8', 'ISO-8859-1'), 'encoding'],
    ['that is no answer', document('pain.001.001.09', ''), 'format-unknown'],
    ['without a namespace', '<Document/>', 'format-unknown'],
    ['without answers', report(''), 'no-answers'],
    ['that is deep', report('<x>'.repeat(60) + '</x>'.repeat(60)), 'too-deep'],
    [
      'with a long id',
      report(`<OrgnlPmtInfAndSts>${status('a'.repeat(36), 'ACSC')}</OrgnlPmtInfAndSts>`),
      'id-too-long',
    ],
    [
      'with too many lines',
      report(`<OrgnlPmtInfAndSts>${status('a', 'ACSC').repeat(5_001)}</OrgnlPmtInfAndSts>`),
      'too-many',
    ],
    ['with a booking on no side', notice(entry('', 'a')), 'side-missing'],
  ])('is one %s', (_, text, code) => expect(faultOf(text)).toBe(code));

  it('is one that is not UTF-8', () => {
    expect(faultOf(new Uint8Array([0x3c, 0xff, 0xfe]))).toBe('not-xml');
  });

  it('is refused with a reason, whatever it is', () => {
    const whole = report(`<OrgnlPmtInfAndSts>${status('a', 'ACSC')}</OrgnlPmtInfAndSts>`);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(20), fc.string(), (at, length, inserted) => {
        const changed = whole.slice(0, at) + inserted + whole.slice(at + length);
        expect(typeof faultOf(changed)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
