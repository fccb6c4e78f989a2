import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { closed, issued, proposed } from '../support/pay-quarter';
import { runAccord, type Ended } from '../support/command-line-tool';
import { enrol, publishProgram } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const RUN = 'gitlab.FY2027-Q1.quarterly';
const PAYOUT = `/v1/payouts/${RUN}`;
const IBAN = 'DE89370400440532013000';
const BEYOND = 'NL91ABNA0417164300';

/** Told in order: each test goes on where the one before has ended, as a run does. */
describe('The payments of a run, from its close to the answers of the bank', () => {
  let system: AccordUnderTest;
  let finance: ApiClient;
  let approver: ApiClient;
  let auditor: ApiClient;
  let acme: ApiClient;
  let acmePayment: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'accord-payments-'));
    system = await startAccordUnderTest();
    const { admin } = system;
    const programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    auditor = await principal(admin, 'audrey', 'auditor');
    await publishProgram(programs);
    for (const partnerId of ['acme', 'blue']) await enrol(programs, partnerId);
    acme = await principal(admin, 'acme-portal', 'partner', 'acme');
    const tell = { crm, programs };
    const amounts = {
      acme: ['40000.00', '120000.00', '90000.00'],
      blue: ['40000.00', '40000.00', '40000.00'],
    };
    for (const [partnerId, sold] of Object.entries(amounts)) {
      for (const [i, amount] of sold.entries()) {
        const deal = await approvedDeal(tell, partnerId, `D-${partnerId}-${i}`, 'serviceAttach');
        await bookedSale(tell, `S-${partnerId}-${i}`, deal, amount);
      }
    }
    await advanceTo(admin, '2026-06-15');
    await closed(finance, 'gitlab', 'FY2027-Q1');
    const { root } = await proposed(finance, 'gitlab', 'FY2027-Q1');
    await approver.must(`${PAYOUT}/approval`, { root });
  });
  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  function accord(who: ApiClient, ...args: string[]): Promise<Ended> {
    process.env['ACCORD_KEY'] = who.key;
    return runAccord([...args, ...(args.includes('--help') ? [] : ['--url', system.accord.url])]);
  }
  const codeOf = (answer: Answer): string => faultOf(answer).code;
  const pathsOf = ({ body }: Answer): unknown[] => {
    const { errors } = asObject(body);
    return Array.isArray(errors) ? errors.map((one) => asObject(one)['path']) : [];
  };
  const details = (owner: string, ownerId: string, more: object = {}) => ({
    owner,
    ownerId,
    currency: 'USD',
    name: `${ownerId} GmbH`,
    scheme: 'iban',
    accountNumber: IBAN,
    country: 'DE',
    ...more,
  });
  const after = (path: string, { position }: Record<string, unknown>): string =>
    `${path}?minPosition=${String(position)}`;
  async function propose(body: object): Promise<string> {
    const proposed = await finance.must('/v1/payment-details', body);
    const path = `/v1/payment-details/${String(proposed['id'])}`;
    const { pending } = await approver.get(after(path, proposed));
    return String(asObject(pending)['hash']);
  }
  async function confirm(owner: string, ownerId: string, more: object = {}): Promise<void> {
    const hash = await propose(details(owner, ownerId, more));
    await approver.must(`/v1/payment-details/${owner}.${ownerId}.USD/confirmation`, { hash });
  }
  const instruct = (key?: string): Promise<Answer> =>
    finance.command(`${PAYOUT}/instruction`, {}, key);
  const account = (partnerId: string): Promise<Record<string, unknown>> =>
    auditor.get(`/v1/accounts/gitlabinc.${partnerId}.USD`);
  const fileOf = async (query = ''): Promise<Response> =>
    fetch(`${system.accord.url}${PAYOUT}/payment-file${query}`, {
      headers: { authorization: `Bearer ${finance.key}` },
    });
  const report = (...lines: readonly string[]): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(
      `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>${lines.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`,
    );
  const line = (id: string, status: string, more = ''): string =>
    `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}</TxInfAndSts>`;
  const amount = (text: string): string =>
    `<OrgnlTxRef><Amt><InstdAmt Ccy="USD">${text}</InstdAmt></Amt></OrgnlTxRef>`;
  const send = (bytes: Uint8Array<ArrayBuffer>): Promise<Answer> =>
    finance.upload(`${PAYOUT}/bank-answers`, 'application/xml', bytes);
  const outcomesIn = ({ body }: Answer): unknown[] => {
    const { lines } = asObject(body);
    return Array.isArray(lines)
      ? lines.map((one) => [asObject(one)['outcome'], asObject(one)['why']])
      : [];
  };

  it('keeps bank accounts out of the log, and takes them by two people only', async () => {
    const wrong = details('payee', 'acme', { accountNumber: 'DE00370400440532013000' });
    const refused = await finance.command('/v1/payment-details', wrong);
    expect([refused.status, pathsOf(refused)]).toEqual([400, ['accountNumber']]);
    const unknown = await finance.command('/v1/payment-details', details('payee', 'nobody'));
    expect(codeOf(unknown)).toBe('partner-unknown');

    const both = await system.admin.must('/v1/principals', {
      principalId: 'both',
      roles: ['finance', 'finance-approver'],
    });
    const maker = system.admin.as(String(both['apiKey']));
    const own = details('payee', 'acme', { accountNumber: BEYOND });
    const proposed = await maker.must('/v1/payment-details', own);
    const path = '/v1/payment-details/payee.acme.USD';
    const first = asObject((await maker.get(after(path, proposed)))['pending'])['hash'];
    expect(codeOf(await maker.command(`${path}/confirmation`, { hash: first }))).toBe(
      'same-person',
    );
    const hash = await propose(details('payee', 'acme'));
    const stale = await approver.command(`${path}/confirmation`, { hash: first });
    expect(codeOf(stale)).toBe('hash-mismatch');
    const confirmed = await approver.must(`${path}/confirmation`, { hash });

    const listed = await auditor.list(after('/v1/payment-details', confirmed));
    expect(listed).toMatchObject([
      {
        confirmed: { accountNumber: '******************3000', confirmedBy: 'carl' },
        pending: null,
      },
    ]);
    expect((await auditor.raw('GET', path)).status).toBe(403);
    expect((await acme.raw('GET', path)).status).toBe(403);
    const history = JSON.stringify(
      await auditor.list('/v1/audit/streams/paymentdetails-payee.acme.USD'),
    );
    expect(history).toContain(hash);
    for (const secret of [IBAN, BEYOND, 'acme GmbH']) expect(history).not.toContain(secret);
  });

  it('pays nothing before the run is issued, nor from an account that nobody confirmed', async () => {
    expect(codeOf(await instruct())).toBe('payout-not-issued');
    await issued(finance, RUN);
    expect(codeOf(await instruct())).toBe('debtor-details-missing');
    expect((await fileOf()).status).toBe(404);
    await confirm('debtor', 'gitlabinc', { accountNumber: BEYOND, bic: 'ABNANL2A', country: 'NL' });
  });

  it('instructs whoever has confirmed details, once, and says who has not', async () => {
    const dry = await finance.command(`${PAYOUT}/instruction?dryRun=true`, {});
    const first = await instruct('pay-q1');
    const again = await instruct('pay-q1');
    const other = await instruct('pay-q1-too');
    const [event] = [asObject(first.body)['events']].flat().map(asObject);
    expect(event).toMatchObject({
      data: {
        count: 1,
        controlSum: { minor: '575000', currency: 'USD' },
        payments: [{ partnerId: 'acme' }],
        notPaid: [{ accountId: 'gitlabinc.blue.USD', reason: 'details-missing' }],
      },
    });
    expect(asObject(dry.body)).toMatchObject({
      status: 'dry-run',
      events: [{ data: { count: 1 } }],
    });
    expect(again.body).toEqual({ ...asObject(first.body), status: 'replayed' });
    expect(codeOf(other)).toBe('details-missing');
    expect(await account('acme')).toMatchObject({ payable: '0.00', inFlight: '5750.00' });
    expect(await account('blue')).toMatchObject({ payable: '3000.00', inFlight: '0.00' });
    const payments = await auditor.list(after(`${PAYOUT}/payments`, asObject(first.body)));
    expect(payments).toMatchObject([
      { partnerId: 'acme', amount: '5750.00', status: 'in-flight', message: 1, attempt: 1 },
    ]);
    acmePayment = String(payments[0]?.['paymentId']);
  });

  it('gives the payment file, the same bytes however often, also after the details have changed', async () => {
    const first = await fileOf();
    expect(first.headers.get('content-type')).toBe('application/xml');
    expect(first.headers.get('content-disposition')).toMatch(/filename="[0-9a-f]{32}\.xml"/);
    const xml = await first.text();
    expect(xml).toContain('<NbOfTxs>1</NbOfTxs><CtrlSum>5750.00</CtrlSum>');
    expect(xml).toContain(`<EndToEndId>${acmePayment}</EndToEndId>`);
    expect(xml).toContain(`<DbtrAcct><Id><IBAN>${BEYOND}</IBAN>`);
    expect(xml).toContain(`<CdtrAcct><Id><IBAN>${IBAN}</IBAN>`);
    await confirm('payee', 'acme', { accountNumber: BEYOND });
    expect(await (await fileOf('?message=1')).text()).toBe(xml);
    expect((await fileOf('?message=2')).status).toBe(404);
    expect((await auditor.raw('GET', `${PAYOUT}/payment-file`)).status).toBe(403);
  });

  it('pays later, by the same command, whose details are confirmed later', async () => {
    await confirm('payee', 'blue');
    const later = await instruct();
    expect(asObject(later.body)).toMatchObject({
      events: [{ data: { number: 2, count: 1, payments: [{ partnerId: 'blue' }] } }],
    });
    const unnamed = await fileOf();
    expect([unnamed.status, await unnamed.text()]).toEqual([
      400,
      expect.stringContaining('message-required'),
    ]);
    expect(await (await fileOf('?message=2')).text()).toContain('<CtrlSum>3000.00</CtrlSum>');
    expect(asObject((await instruct()).body)).toMatchObject({ status: 'unchanged', events: [] });
  });

  it('refuses files that could do harm, or are none, and changes nothing', async () => {
    const text = (xml: string) => new TextEncoder().encode(xml);
    const laughs = text('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>');
    const outside = text('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>');
    for (const file of [laughs, outside])
      expect(faultOf(await send(file)).message).toContain('document type');
    expect((await send(text('no XML'))).status).toBe(400);
    expect((await send(new Uint8Array(10 * 1_048_576 + 1))).status).toBe(413);
    const json = await finance.command(`${PAYOUT}/bank-answers`, {});
    expect(json.status).toBe(415);
    expect(codeOf(await send(report(line('nobody', 'ACSC'))))).toBe('answers-unknown');
    expect(await account('acme')).toMatchObject({ inFlight: '5750.00', paid: '0.00' });
  });

  it('books the answers of the bank line by line, the same file and the same answer once', async () => {
    const payments = await auditor.list(`${PAYOUT}/payments`);
    const blue = String(payments.find(({ partnerId }) => partnerId === 'blue')?.['paymentId']);
    const reason = '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>';
    const file = report(
      line(acmePayment, 'ACSP'),
      line(acmePayment, 'ACSC', amount('5749.99')),
      line(acmePayment, 'ACSC', amount('5750.00')),
      line(acmePayment, 'ACSC'),
      line('somebody-elses', 'ACSC'),
      line(blue, 'RJCT', reason),
    );
    const told = [
      ['pending', null],
      ['refused', 'amount-mismatch'],
      ['confirmed', null],
      ['unchanged', 'answered-before'],
      ['unknown', null],
      ['returned', null],
    ];
    const first = await send(file);
    expect([first.status, outcomesIn(first)]).toEqual([201, told]);
    const again = await send(file);
    expect(asObject(again.body)).toMatchObject({ status: 'unchanged', position: null });
    expect(outcomesIn(again)).toEqual(told);
    const other = await send(report(line(acmePayment, 'ACSC'), line(blue, 'ACSC')));
    expect(outcomesIn(other)).toEqual([
      ['unchanged', 'answered-before'],
      ['refused', 'contradiction'],
    ]);
    const position = String(asObject(other.body)['position']);
    expect(await auditor.list(`${PAYOUT}/payments?minPosition=${position}`)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ partnerId: 'acme', status: 'confirmed', reasonCode: null }),
        expect.objectContaining({ partnerId: 'blue', status: 'returned', reasonCode: 'AC04' }),
      ]),
    );
    expect(await account('acme')).toMatchObject({
      payable: '0.00',
      inFlight: '0.00',
      paid: '5750.00',
    });
    expect(await account('blue')).toMatchObject({
      payable: '3000.00',
      inFlight: '0.00',
      paid: '0.00',
    });
  });

  it('pays again what came back, under an id of its own', async () => {
    const again = await instruct();
    expect(asObject(again.body)).toMatchObject({
      events: [{ data: { number: 3, payments: [{ partnerId: 'blue', attempt: 2 }] } }],
    });
    expect(await account('blue')).toMatchObject({ payable: '0.00', inFlight: '3000.00' });
    const payments = await auditor.list(after(`${PAYOUT}/payments`, asObject(again.body)));
    expect(new Set(payments.map(({ paymentId }) => paymentId)).size).toBe(3);
  });

  it('takes a file whichever runs it answers, keeps what it does not know, and holds files to the payments', async () => {
    const payments = await auditor.list(`${PAYOUT}/payments`);
    const blue = String(payments.find(({ status }) => status === 'in-flight')?.['paymentId']);
    const file = report(line(blue, 'ACSC', amount('3000.00')), line('SALARY-06', 'ACSC'));
    const path = join(folder, 'answers.xml');
    writeFileSync(path, file);
    const reconciled = (): Promise<Ended> =>
      accord(finance, 'reconcile', 'bank', path, '--payout', RUN, '--json');
    expect((await accord(auditor, 'bank-file', path)).status).toBe(1);
    const before = await reconciled();
    expect([before.status, JSON.parse(before.out)]).toMatchObject([
      1,
      {
        findings: expect.arrayContaining([
          expect.objectContaining({ kind: 'status differs', what: blue, other: '3000.00' }),
          expect.objectContaining({ kind: 'only in other', what: 'SALARY-06' }),
          expect.objectContaining({ kind: 'only in ledger', what: acmePayment }),
        ]),
      },
    ]);
    const sent = await accord(finance, 'bank-file', path);
    const told = `line 1  ${blue}  confirmed\nline 2  SALARY-06  unknown\n2 lines: 1 confirmed, 1 unknown\n`;
    expect(sent).toMatchObject({ status: 1, out: told });
    expect(await accord(finance, 'bank-file', path)).toMatchObject({ status: 1, out: told });
    const twice = await finance.upload('/v1/bank-files', 'application/xml', file);
    expect(asObject(twice.body)).toMatchObject({ status: 'unchanged', position: null });
    expect(await account('blue')).toMatchObject({ inFlight: '0.00', paid: '3000.00' });
    const { sha256 } = asObject(twice.body);
    expect(await auditor.list(`/v1/audit/streams/bankfile-${String(sha256)}`)).toMatchObject([
      {
        type: 'BankFileReceived',
        data: { lines: 2, payoutIds: [RUN], unknown: [{ line: 2, id: 'SALARY-06' }] },
      },
    ]);
    writeFileSync(path, report(line(acmePayment, 'ACSC'), line(blue, 'ACSC')));
    const after = JSON.parse((await reconciled()).out);
    expect(asObject(after)['findings']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'matched', what: blue, ledger: '3000.00' }),
        expect.objectContaining({ kind: 'matched', what: acmePayment }),
      ]),
    );
  });

  it('holds what the general ledger gives back to the journal', async () => {
    const url = `${system.accord.url}/v1/ledger/journal?from=2026-06-01&to=2026-06-30`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${finance.key}` } });
    const through = response.headers.get('accord-position') ?? '';
    const days = ['--from', '2026-06-01', '--to', '2026-06-30', '--through', through];
    const path = join(folder, 'gl.csv');
    const lines = (await response.text()).trimEnd().split('\n');
    writeFileSync(path, lines.join('\n'));
    const same = await accord(finance, 'reconcile', 'gl', path, ...days);
    expect([same.status, same.out]).toEqual([
      0,
      expect.stringMatching(/^matched: \d+, USD (\S+) in the ledger, \1 in the general ledger\n$/),
    ]);
    writeFileSync(path, lines.slice(0, -1).join('\n'));
    const missing = await accord(finance, 'reconcile', 'gl', path, ...days);
    expect([missing.status, missing.out]).toEqual([
      1,
      expect.stringMatching(/^only in ledger {2}accord-\d+ \d+ /),
    ]);
    expect((await accord(finance, 'reconcile', 'gl', '--help')).out).toContain('exit status 1');
  });

  it('explains a statement and a balance as wholes, to the partner too, and on the command line', async () => {
    const path = `/v1/statements/${RUN}.acme/explanation`;
    const whole = {
      total: '5750.00',
      payable: '5750.00',
      rules: [{ rule: 'service-attach-rebate', lines: 3, zero: 0, amount: '5750.00' }],
      booked: [
        { rule: 'R2', debit: '4900', credit: '2110', amount: '5750.00' },
        { rule: 'R3', debit: '2110', credit: '2120', amount: '5750.00' },
        { rule: 'R5', debit: '2120', credit: '2130', amount: '5750.00' },
      ],
      programVersions: ['gitlab@1'],
      payments: [{ paymentId: acmePayment, status: 'confirmed' }],
    };
    expect(await auditor.get(path)).toMatchObject({ ...whole, approval: { approvedBy: 'carl' } });
    expect(await acme.get(path)).toMatchObject({ ...whole, approval: { approvedBy: null } });
    const { status } = await acme.raw('GET', `/v1/statements/${RUN}.blue/explanation`);
    expect(status).toBe(404);
    const lines = await auditor.list('/v1/accounts/gitlabinc.blue.USD/explanation');
    expect(lines.map(({ type, changes }) => [type, changes])).toEqual([
      ['StatementIssued', { payable: '+3000.00' }],
      ['PaymentInstructed', { payable: '-3000.00', inFlight: '+3000.00' }],
      ['PaymentReturned', { payable: '+3000.00', inFlight: '-3000.00' }],
      ['PaymentInstructed', { payable: '-3000.00', inFlight: '+3000.00' }],
      ['PaymentConfirmed', { inFlight: '-3000.00', paid: '+3000.00' }],
    ]);
    expect(lines.at(-1)).toMatchObject({ after: { payable: '0.00', paid: '3000.00' } });
    expect((await acme.raw('GET', '/v1/accounts/gitlabinc.blue.USD/explanation')).status).toBe(404);
    const told = await accord(auditor, 'explain', 'statement', `${RUN}.acme`);
    expect([told.status, told.err, told.out]).toEqual([
      0,
      '',
      expect.stringContaining(`payment   ${acmePayment} 5750.00 confirmed\n`),
    ]);
    expect(told.out).toContain('approved by carl under root ');
  });

  it('shows the payment where a line is explained, to the partner as well', async () => {
    const { items } = await finance.get(`/v1/statements/${RUN}.acme`);
    const [item] = Array.isArray(items) ? items.map(asObject) : [];
    const path = `/v1/statements/${RUN}.acme/lines/${encodeURIComponent(String(item?.['lineId']))}/explanation`;
    for (const who of [auditor, acme]) {
      expect(await who.get(path)).toMatchObject({
        payments: [{ paymentId: acmePayment, amount: '5750.00', status: 'confirmed' }],
      });
    }
  });
});
