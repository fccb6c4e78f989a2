import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { currency, isoDate, money, toJson } from '@accord/kernel';
import type { Payment } from '../account/account.events';
import { paymentId } from '../instruct-payments/instruct-payment';
import type { BankDetails } from '../payment-details/bank-details';
import type { Message } from '../payout/payout';
import { bankText } from './bank-text';
import { pain001, type PaymentFile } from './pain-001';

const schema = readFileSync(join(__dirname, 'pain.001.001.09.xsd'), 'utf8');
const faultsOf = async (xml: string): Promise<string[]> => {
  const found = await validateXML({ xml: [{ fileName: 'file.xml', contents: xml }], schema });
  return found.errors.map(({ message }) => message);
};

const debtor: BankDetails = {
  name: 'GitLab Inc.',
  scheme: 'other',
  accountNumber: '4001-23456',
  bic: 'CHASUS33',
  country: 'US',
};
const used = (detailsId: string) => ({ detailsId, versionId: 'v', hash: 'h' });
const payment = (n: number, minor: bigint, code = 'USD'): Payment => ({
  accountId: `gitlabinc.p${n}.${code}`,
  partnerId: `p${n}`,
  payoutId: 'gitlab.FY2027-Q1.quarterly',
  paymentId: paymentId('gitlab.FY2027-Q1.quarterly', `gitlabinc.p${n}.${code}`, 1),
  attempt: 1,
  amount: toJson(money(minor, currency(code))),
  statementIds: [`gitlab.FY2027-Q1.quarterly.p${n}`],
  ...used(`payee.p${n}.${code}`),
});
const fileOf = (payees: readonly BankDetails[], minors: readonly bigint[], code = 'USD') => {
  const message: Message = {
    payoutId: 'gitlab.FY2027-Q1.quarterly',
    messageId: 'b1f0c2d3e4a55b6c8d7e9f0a1b2c3d4e',
    number: 1,
    instructedOn: isoDate('2026-06-15'),
    instructedBy: { principal: 'fiona', onBehalfOf: null },
    debtor: used('debtor.gitlabinc.USD'),
    payments: minors.map((minor, i) => payment(i, minor, code)),
    count: minors.length,
    controlSum: toJson(
      money(
        minors.reduce((so, minor) => so + minor, 0n),
        currency(code),
      ),
    ),
    detailsHash: 'h',
    notPaid: [],
    notPaidCount: 0,
  };
  return { message, recordedAt: '2026-06-15T09:30:00.123Z', debtor, payees };
};
const german: BankDetails = {
  name: 'Müller & Søn <GmbH>',
  scheme: 'iban',
  accountNumber: 'DE89370400440532013000',
  bic: null,
  country: 'DE',
};
const american: BankDetails = { ...debtor, name: 'Acme "Cloud" Inc.', accountNumber: '000123' };

describe('A payment file', () => {
  it('says whom to pay what, with its count and sum at both levels', () => {
    const xml = pain001(fileOf([german, american], [575_000n, 1n]));
    expect(xml.match(/<NbOfTxs>2<\/NbOfTxs><CtrlSum>5750\.01<\/CtrlSum>/g)).toHaveLength(2);
    expect(xml).toContain('<InstdAmt Ccy="USD">5750.00</InstdAmt>');
    expect(xml).toContain('<CreDtTm>2026-06-15T09:30:00</CreDtTm>');
    expect(xml).toContain('<ReqdExctnDt><Dt>2026-06-15</Dt></ReqdExctnDt>');
    expect(xml).toContain(
      '<Cdtr><Nm>Muller + Son GmbH</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Cdtr>' +
        '<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>' +
        '<RmtInf><Ustrd>gitlab.FY2027-Q1.quarterly.p0</Ustrd></RmtInf>',
    );
    expect(xml).toContain('<CdtrAgt><FinInstnId><BICFI>CHASUS33</BICFI></FinInstnId></CdtrAgt>');
  });

  it('asks for SEPA where all of it is, and else shares charges', () => {
    const levels = (file: PaymentFile): (string | undefined)[] => {
      const xml = pain001(file);
      return [/<SvcLvl><Cd>(\w+)</, /<ChrgBr>(\w+)</].map((part) => part.exec(xml)?.[1]);
    };
    const euros = { ...fileOf([german], [100n], 'EUR'), debtor: german };
    expect(levels(euros)).toEqual(['SEPA', 'SLEV']);
    expect(levels({ ...euros, debtor })).toEqual(['NURG', 'SHAR']);
    const turkish = { ...german, accountNumber: 'TR330006100519786457841326' };
    expect(levels({ ...euros, payees: [turkish] })).toEqual(['NURG', 'SHAR']);
    expect(levels({ ...fileOf([german], [100n]), debtor: german })).toEqual(['NURG', 'SHAR']);
  });

  it('names a bank in the United States by its routing number', async () => {
    const payee: BankDetails = { ...american, bic: null, routingNumber: '021000021' };
    const member =
      '<ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>021000021</MmbId></ClrSysMmbId>';
    const xml = pain001(fileOf([payee], [1n]));
    expect(xml).toContain(`<CdtrAgt><FinInstnId>${member}</FinInstnId></CdtrAgt>`);
    const both = pain001({ ...fileOf([german], [1n]), debtor: { ...payee, bic: 'CHASUS33' } });
    expect(both).toContain(`<FinInstnId><BICFI>CHASUS33</BICFI>${member}</FinInstnId></DbtrAgt>`);
    expect(await faultsOf(xml)).toEqual([]);
    expect(await faultsOf(both)).toEqual([]);
  });

  /** What the message definition and the rules of its types forbid, each broken once. */
  it.each([
    ['elements out of order', /(<PmtMtd>TRF<\/PmtMtd>)(<NbOfTxs>1<\/NbOfTxs>)/, '$2$1'],
    ['an id of 36 characters', /<EndToEndId>\w+/, `<EndToEndId>${'x'.repeat(36)}`],
    ['an empty id', /<MsgId>\w+/, '<MsgId>'],
    ['a name in other letters', /<Nm>GitLab Inc/, '<Nm>Gitłab Inc'],
    ['a name of 71 characters', /<Nm>[^<]+/, `<Nm>${'n'.repeat(71)}`],
    ['six decimals', /(<InstdAmt Ccy="USD">)[^<]+/, '$11.000001'],
    ['nineteen digits', /(<InstdAmt Ccy="USD">)[^<]+/, '$11234567890123456789'],
    ['an amount below zero', /(<InstdAmt Ccy="USD">)[^<]+/, '$1-1.00'],
    ['an amount without its currency', / Ccy="USD"/, ''],
    ['no currency code', /Ccy="USD"/, 'Ccy="usd"'],
    ['a count that is none', /<NbOfTxs>1/, '<NbOfTxs>one'],
    ['no method of payment', /TRF/, 'WIRE'],
    ['no bearer of charges', /SHAR/, 'NONE'],
    ['an instant with no form', /<CreDtTm>[^<]+/, '<CreDtTm>15.06.2026'],
    ['a day that is none', /(<Dt>)[^<]+/, '$12026-02-30'],
    ['no country', /<Ctry>US/, '<Ctry>USA'],
    ['no IBAN', /<IBAN>DE/, '<IBAN>D1'],
    ['no BIC', /CHASUS33/, 'CHASUS3'],
    ['two creditors', /(<Cdtr>.*<\/Cdtr>)/, '$1$1'],
    ['an element of its own', /<\/GrpHdr>/, '<Own>1</Own></GrpHdr>'],
    ['another version', /pain\.001\.001\.09/, 'pain.001.001.03'],
  ])('with %s would be refused', async (_, what, by) => {
    const xml = pain001(fileOf([german], [575_000n]));
    const broken = xml.replace(what, by);
    expect(broken).not.toBe(xml);
    expect(await faultsOf(xml)).toEqual([]);
    expect(await faultsOf(broken)).not.toEqual([]);
  });

  it('holds to the schema, with and without a BIC of the debtor, in currencies of any exponent', async () => {
    const files: PaymentFile[] = [
      fileOf([german, american], [575_000n, 1n]),
      { ...fileOf([german], [1n]), debtor: german },
      fileOf([german], [1_000n], 'JPY'),
      fileOf([german], [1_001n], 'BHD'),
    ];
    for (const file of files) expect(await faultsOf(pain001(file))).toEqual([]);
    expect(pain001(fileOf([german], [1_001n], 'BHD'))).toContain('<CtrlSum>1.001</CtrlSum>');
    const broken = pain001(fileOf([german], [1n])).replace('<PmtMtd>TRF</PmtMtd>', '');
    expect(await faultsOf(broken)).not.toEqual([]);
  });

  it('holds to the schema and to its sums for any payments, names and accounts', async () => {
    const bank = fc.record({
      name: fc.string({ unit: 'binary', maxLength: 100 }),
      scheme: fc.constant('other' as const),
      accountNumber: fc.stringMatching(/^[A-Za-z0-9-]{1,34}$/),
      bic: fc.constantFrom('CHASUS33', 'COBADEFFXXX'),
      country: fc.stringMatching(/^[A-Z]{2}$/),
    });
    const paid = fc.record({ bank, minor: fc.bigInt({ min: 1n, max: 10n ** 14n }) });
    await fc.assert(
      fc.asyncProperty(fc.array(paid, { minLength: 1, maxLength: 20 }), async (all) => {
        const minors = all.map(({ minor }) => minor);
        const file = fileOf(
          all.map((one) => one.bank),
          minors,
        );
        const xml = pain001(file);
        expect(await faultsOf(xml)).toEqual([]);
        expect(pain001(file)).toBe(xml);
        const amounts = [...xml.matchAll(/<InstdAmt Ccy="USD">(\d+)\.(\d\d)</g)];
        const sum = amounts.reduce((so, [, whole, cents]) => so + BigInt(`${whole}${cents}`), 0n);
        const total = minors.reduce((so, minor) => so + minor, 0n);
        expect(sum).toBe(total);
        const sums = [...xml.matchAll(/<CtrlSum>(\d+)\.(\d\d)</g)];
        expect(sums.map(([, whole, cents]) => BigInt(`${whole}${cents}`))).toEqual([total, total]);
        const ids = [...xml.matchAll(/<EndToEndId>(\w{1,35})</g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(all.length);
      }),
      { numRuns: 25 },
    );
  });

  it('is not written when its payments are not what was recorded', () => {
    const { message, ...file } = fileOf([german], [100n]);
    const changed = { ...message, controlSum: { minor: '101', currency: 'USD' } };
    expect(() => pain001({ ...file, message: changed })).toThrow('not what was recorded');
    expect(() => pain001({ ...file, message, payees: [] })).toThrow('not what was recorded');
  });
});

describe('Text for the bank', () => {
  it.each([
    ['Müller & Søn', 'Muller + Son'],
    ['Ζορμπάς', 'Zormpas'],
    ['株式会社', 'ZhuShiHuiShe'],
    ['a//b/', 'a/b'],
    ['/', 'NOTPROVIDED'],
    ['<script>', 'script'],
  ])('writes %s as %s', (text, written) => expect(bankText(text, 70)).toBe(written));

  it('is never longer than allowed, empty or beside the characters that banks take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const written = bankText(text, 70);
        expect(written).toMatch(/^[A-Za-z0-9/?:().,'+ -]{1,70}$/);
        expect(written).not.toMatch(/^[/ ]|[/ ]$|\/\//);
      }),
    );
  });
});
