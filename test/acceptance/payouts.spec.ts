import { createHash } from 'node:crypto';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, lastEventOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { closed, issued, proposed } from '../support/pay-quarter';
import { enrol, publishProgram } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const Q1 = 'gitlab.FY2027-Q1.quarterly';
const Q2 = 'gitlab.FY2027-Q2.quarterly';

/** Told in order: each test goes on where the one before has ended, as a year does. */
describe('Two quarters of payouts', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let approver: ApiClient;
  let auditor: ApiClient;
  let acme: ApiClient;
  let blue: ApiClient;
  const sales: string[] = [];
  let unpaid: string;
  let positionBefore: string;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    auditor = await principal(admin, 'audrey', 'auditor');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    await enrol(programs, 'blue');
    acme = await principal(admin, 'acme-portal', 'partner', 'acme');
    blue = await principal(admin, 'blue-portal', 'partner', 'blue');
    const tell = { crm, programs };
    for (const [i, amount] of ['40000.00', '120000.00', '90000.00'].entries()) {
      const deal = await approvedDeal(tell, 'acme', `A-${i}`, 'serviceAttach');
      sales.push(await bookedSale(tell, `SA-${i}`, deal, amount));
    }
    const referral = await approvedDeal(tell, 'blue', 'B-1', 'referral');
    unpaid = await bookedSale(tell, 'SB-1', referral, '120000.00');
  });
  afterAll(() => system.stop());

  const close = (quarter: string): Promise<Answer> =>
    finance.command(`/v1/books/gitlab/periods/${quarter}/close`, {});
  const codeOf = (answer: Answer): string => faultOf(answer).code;
  async function pay(quarter: string, payout: string): Promise<void> {
    const { root } = await proposed(finance, 'gitlab', quarter);
    await approver.must(`/v1/payouts/${payout}/approval`, { root });
    await issued(finance, payout);
  }

  it('closes a quarter when it is over, once', async () => {
    expect(codeOf(await close('FY2027-Q1'))).toBe('period-not-over');
    expect(codeOf(await close('Q1'))).toBe('request-invalid');
    const early = await finance.command('/v1/payouts', { book: 'gitlab', quarter: 'FY2027-Q1' });
    expect(codeOf(early)).toBe('period-not-closed');
    await advanceTo(system.admin, '2026-06-15');
    const dry = await finance.command('/v1/books/gitlab/periods/FY2027-Q1/close?dryRun=true', {});
    expect(dry).toMatchObject({ status: 200, body: { status: 'dry-run', position: null } });
    const wouldBe = lastEventOf(dry);
    expect((await finance.raw('GET', '/v1/books/gitlab/periods/FY2027-Q1')).status).toBe(404);
    await closed(finance, 'gitlab', 'FY2027-Q1');
    const period = await finance.get('/v1/books/gitlab/periods/FY2027-Q1');
    expect(period).toMatchObject({ hash: wouldBe['hash'], lines: wouldBe['lines'] });
    expect(period).toMatchObject({
      status: 'closed',
      requestedBy: 'fiona',
      refusal: null,
      closedOn: '2026-06-15',
    });
    expect(await finance.list('/v1/books/gitlab/periods')).toEqual([period]);
    expect(await finance.raw('GET', '/v1/books/other/periods')).toMatchObject({ status: 404 });
    expect(codeOf(await close('FY2027-Q1'))).toBe('period-closed');
  });

  it('takes an approval from another principal only, for what was reviewed only', async () => {
    const body = { book: 'gitlab', quarter: 'FY2027-Q1' };
    const both = await system.admin.must('/v1/principals', {
      principalId: 'both',
      roles: ['finance', 'finance-approver'],
    });
    const maker = system.admin.as(String(both['apiKey']));
    const { root } = await proposed(maker, 'gitlab', 'FY2027-Q1');
    expect(codeOf(await finance.command('/v1/payouts', body))).toBe('payout-not-open');
    const approve = (who: ApiClient, named: string): Promise<Answer> =>
      who.command(`/v1/payouts/${Q1}/approval`, { root: named });
    expect(codeOf(await approve(maker, root))).toBe('same-person');
    expect(codeOf(await approve(approver, '0'.repeat(64)))).toBe('root-mismatch');
    expect((await approve(system.admin, root)).status).toBe(403);
    expect(codeOf(await finance.command(`/v1/payouts/${Q1}/issue`, {}))).toBe(
      'payout-not-approved',
    );
    const drafts = await approver.list(`/v1/payouts/${Q1}/drafts`);
    expect(drafts.map(({ partnerId }) => partnerId)).toEqual(['acme', 'blue']);
    expect((await approve(approver, root)).status).toBe(201);
  });

  it('issues the approved statements once, however often it is asked', async () => {
    const first = await finance.command(`/v1/payouts/${Q1}/issue`, {}, 'issue-q1');
    const again = await finance.command(`/v1/payouts/${Q1}/issue`, {}, 'issue-q1');
    const other = await finance.command(`/v1/payouts/${Q1}/issue`, {}, 'issue-q1-too');
    expect(first).toMatchObject({
      status: 201,
      body: {
        events: [
          { type: 'IssueRequested', data: { requestedBy: { principal: 'fiona' } } },
          {
            type: 'PayoutIssued',
            data: {
              issued: [
                { accountId: 'gitlabinc.acme.USD', statementId: `${Q1}.acme` },
                { accountId: 'gitlabinc.blue.USD', statementId: `${Q1}.blue` },
              ],
              leftOut: [],
            },
          },
        ],
      },
    });
    expect(again.body).toEqual({ ...asObject(first.body), status: 'replayed' });
    expect(other.body).toMatchObject({ status: 'unchanged', events: [] });
    positionBefore = String(asObject(first.body)['position']);
    await finance.get(`/v1/payouts/${Q1}?minPosition=${positionBefore}`);
    expect(await finance.get('/v1/accounts/gitlabinc.acme.USD')).toMatchObject({
      payable: '5750.00',
      receivable: '0.00',
    });
    expect(await finance.get(`/v1/statements/${Q1}.blue`)).toMatchObject({
      total: '0.00',
      items: [{ standing: 'not-yet-due', earned: '12000.00', amount: '0.00', dueOn: null }],
    });
  });

  it('shows a partner its own statements and no word of another', async () => {
    const own = await acme.list('/v1/statements');
    expect(own.map(({ statementId }) => statementId)).toEqual([`${Q1}.acme`]);
    const foreign = [
      `/v1/statements/${Q1}.acme`,
      `/v1/statements/${Q1}.acme/lines/x/explanation`,
      '/v1/accounts/gitlabinc.acme.USD',
    ];
    for (const path of foreign) expect((await blue.raw('GET', path)).status).toBe(404);
    expect((await blue.raw('GET', `/v1/payouts/${Q1}`)).status).toBe(403);
  });

  it('explains a line to finance in full, and to the partner without names of the vendor', async () => {
    const { items } = await finance.get(`/v1/statements/${Q1}.acme`);
    const [line] = Array.isArray(items) ? items.map(asObject) : [];
    const path = `/v1/statements/${Q1}.acme/lines/${encodeURIComponent(String(line?.['lineId']))}/explanation`;
    expect(await auditor.get(path)).toMatchObject({
      approval: { proposedBy: 'both', approvedBy: 'carl' },
      events: [
        { type: 'DealRegistered', actor: 'crm' },
        { type: 'DealApproved', actor: 'pm', programVersion: 'gitlab@1' },
        { type: 'SaleBooked', actor: 'crm' },
      ],
      grounds: [
        {
          decides: 'rules',
          type: 'ProgramVersionPublished',
          stream: 'program-gitlab',
          revision: 0,
        },
        { decides: 'enrolment', type: 'PartnerEnrolled', stream: 'partner-acme', actor: 'pm' },
        { decides: 'track', type: 'PartnerEnrolled', stream: 'partner-acme', revision: 0 },
        { decides: 'registration', type: 'DealExpired', actor: 'accord:deal-expiry' },
      ],
    });
    expect(await acme.get(path)).toMatchObject({
      grounds: [{ actor: null }, { actor: null }, { actor: null }, { actor: null }],
      approval: { proposedBy: null, approvedBy: null },
      events: [{ actor: null }, { actor: null }, { actor: null }],
    });
  });

  it('lists what a line counted as it was at the close, with the hash that the line carries', async () => {
    const { items } = await finance.get(`/v1/statements/${Q1}.acme`);
    const [line] = Array.isArray(items) ? items.map(asObject) : [];
    const path = `/v1/statements/${Q1}.acme/lines/${encodeURIComponent(String(line?.['lineId']))}`;
    const { measures } = await auditor.get(`${path}/explanation`);
    const [tier] = Array.isArray(measures) ? measures.map(asObject) : [];
    expect(tier).toMatchObject({ measure: 'tier', count: 3, fact: null, sum: null });
    const members = await auditor.list(String(tier?.['members']));
    expect(members).toHaveLength(3);
    const { items: page } = await auditor.get(`${String(tier?.['members'])}?limit=2`);
    expect(page).toEqual(members.slice(0, 2));
    expect(members).toMatchObject(sales.map(() => ({ partnerId: 'acme', quarter: 'FY2027-Q1' })));
    const ids = members.map(({ memberId }) => String(memberId)).toSorted();
    expect(createHash('sha256').update(ids.join('\n')).digest('hex')).toBe(tier?.['membersHash']);
    expect(await acme.list(String(tier?.['members']))).toEqual(members);
    const refused = [
      [blue, String(tier?.['members'])],
      [auditor, `${path}/measures/input-1/members`],
      [auditor, `/v1/statements/${Q1}.acme/lines/none/measures/tier/members`],
    ] as const;
    for (const [who, other] of refused) expect((await who.raw('GET', other)).status).toBe(404);
  });

  const file = async (accept: string): Promise<Response> =>
    fetch(`${system.accord.url}/v1/statements/${Q1}.acme`, {
      headers: { authorization: `Bearer ${acme.key}`, accept },
    });

  it('gives a statement as CSV', async () => {
    const response = await file('text/csv');
    expect(response.headers.get('content-type')).toContain('text/csv');
    const rows = (await response.text()).trimEnd().split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^lineId,standing,amount,currency,/);
    const amounts = rows.slice(1).map((row) => row.split(',')[2]);
    expect(new Set(amounts)).toEqual(new Set(['1000.00', '2250.00', '2500.00']));
  });

  it.each([
    ['application/pdf', '%PDF-', 'pdf'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK', 'xlsx'],
  ])('gives a statement as %s, the same bytes each time', async (type, magic, extension) => {
    const [one, two] = [await file(type), await file(type)];
    expect(one.headers.get('content-type')).toBe(type);
    expect(one.headers.get('content-disposition')).toBe(
      `attachment; filename="${Q1}.acme.${extension}"`,
    );
    const bytes = Buffer.from(await one.arrayBuffer());
    expect(bytes.subarray(0, magic.length).toString()).toBe(magic);
    expect(bytes.equals(Buffer.from(await two.arrayBuffer()))).toBe(true);
  });

  it('corrects in the next quarter what late facts have changed, and pays what is due by then', async () => {
    await crm.must(`/v1/sales/${sales[1]}/reversal`, { reason: 'returned' });
    await crm.must(`/v1/sales/${unpaid}/payments`, {
      paymentRef: 'P-1',
      amount: '120000.00',
      currency: 'USD',
    });
    await advanceTo(system.admin, '2026-09-15');
    await closed(finance, 'gitlab', 'FY2027-Q2');
    await pay('FY2027-Q2', Q2);
    expect(await finance.get(`/v1/statements/${Q2}.acme`)).toMatchObject({
      total: '-2500.00',
      items: [
        {
          posted: '2500.00',
          target: '0.00',
          amount: '-2500.00',
          quarter: 'FY2027-Q1',
          corrects: `${Q1}.acme`,
          zeroReason: 'The sale was reversed on 2026-06-15',
        },
      ],
    });
    expect(await finance.get(`/v1/statements/${Q2}.blue`)).toMatchObject({
      total: '12000.00',
      items: [{ standing: 'payable', amount: '12000.00', dueOn: '2026-06-25' }],
    });
    expect(await finance.get('/v1/accounts/gitlabinc.acme.USD')).toMatchObject({
      payable: '3250.00',
    });
  });

  it('counts for the first quarter what it counted then, for the second what late facts have left', async () => {
    const counted = async (payout: string): Promise<number> => {
      const { items } = await finance.get(`/v1/statements/${payout}.acme`);
      const [line] = Array.isArray(items) ? items.map(asObject) : [];
      const lineId = encodeURIComponent(String(line?.['lineId']));
      const path = `/v1/statements/${payout}.acme/lines/${lineId}/measures/tier/members`;
      return (await auditor.list(path)).length;
    };
    expect([await counted(Q1), await counted(Q2)]).toEqual([3, 2]);
  });

  it('shows who approves what a run changes against the one before, and what it does not pay', async () => {
    expect(await approver.get(`/v1/payouts/${Q1}`)).toMatchObject({
      review: `/v1/payouts/${Q1}/review`,
    });
    const first = await approver.get(`/v1/payouts/${Q1}/review`);
    expect(first).toMatchObject({
      lastPayoutId: null,
      totals: { payees: 2, newPayees: 2, amount: '5750.00', last: '0.00', waiting: '12000.00' },
      items: [
        { partnerId: 'acme', change: 'new', amount: '5750.00', lines: 3, newLines: 3 },
        { partnerId: 'blue', change: 'new', amount: '0.00', waiting: '12000.00' },
      ],
      next: null,
    });
    const second = await auditor.get(`/v1/payouts/${Q2}/review?limit=1`);
    const { total, root } = await auditor.get(`/v1/payouts/${Q2}`);
    expect(second).toMatchObject({
      root,
      lastPayoutId: Q1,
      currency: 'USD',
      totals: {
        payees: 2,
        newPayees: 0,
        changedPayees: 2,
        amount: total,
        last: '5750.00',
        difference: '3750.00',
        waiting: '0.00',
        excludedLines: 1,
      },
      items: [
        {
          partnerId: 'blue',
          change: 'more',
          amount: '12000.00',
          last: '0.00',
          difference: '12000.00',
          lastStatementId: `${Q1}.blue`,
          rules: [{ rule: 'referral-fee', difference: '12000.00' }],
        },
      ],
    });
    expect(total).toBe('9500.00');
    const rest = await auditor.get(
      `/v1/payouts/${Q2}/review?limit=1&cursor=${String(second['next'])}`,
    );
    expect(rest).toMatchObject({
      totals: second['totals'],
      items: [
        {
          partnerId: 'acme',
          change: 'less',
          difference: '-8250.00',
          correctedLines: 1,
          goneLines: 1,
        },
      ],
      next: null,
    });
    expect(await finance.list(String(first['setAside']))).toMatchObject([
      { partnerId: 'blue', why: 'waiting', amount: '12000.00', dueOn: null },
    ]);
    expect(await finance.list(`/v1/payouts/${Q2}/set-aside?why=excluded`)).toMatchObject([
      { partnerId: 'acme', amount: '0.00', reason: 'The sale was reversed on 2026-06-15' },
    ]);
    for (const list of ['review', 'set-aside']) {
      expect((await acme.raw('GET', `/v1/payouts/${Q1}/${list}`)).status).toBe(403);
      expect((await finance.raw('GET', `/v1/payouts/none/${list}`)).status).toBe(404);
      const odd = await finance.raw('GET', `/v1/payouts/${Q1}/${list}?cursor=b2Rk`);
      expect([odd.status, codeOf(odd)]).toEqual([400, 'request-invalid']);
    }
  });

  it('answers as of a position, a day of the sandbox and before anything was', async () => {
    const account = (asOf: string): Promise<Record<string, unknown>> =>
      auditor.get(`/v1/accounts/gitlabinc.acme.USD?asOf=${asOf}`);
    expect(await account(positionBefore)).toMatchObject({ payable: '5750.00' });
    expect(await account('2026-06-15')).toMatchObject({
      payable: '5750.00',
      statements: [{ statementId: `${Q1}.acme` }],
    });
    const early = await auditor.raw('GET', '/v1/accounts/gitlabinc.acme.USD?asOf=2026-06-14');
    expect(early.status).toBe(404);
    const unreadable = await auditor.raw('GET', '/v1/accounts/gitlabinc.acme.USD?asOf=monday');
    expect([unreadable.status, codeOf(unreadable)]).toEqual([400, 'request-invalid']);
    expect((await auditor.raw('GET', `/v1/statements/${Q2}.acme?asOf=2026-06-15`)).status).toBe(
      404,
    );
  });

  it('keeps books that balance, on any day, down to the journal line', async () => {
    const books = async (on: string): Promise<unknown[][]> => {
      const balance = await auditor.get(`/v1/ledger/trial-balance?on=${on}`);
      expect(balance).toMatchObject({ totals: [{ entity: 'gitlabinc', balanced: true }] });
      const { accounts } = balance;
      return (Array.isArray(accounts) ? accounts.map(asObject) : []).map((account) =>
        ['code', 'debit', 'credit', 'balance'].map((name) => account[name]),
      );
    };
    expect(await books('2026-06-15')).toEqual([
      ['2110', '5750.00', '5750.00', '0.00'],
      ['2120', '5750.00', '5750.00', '0.00'],
      ['2130', '0.00', '5750.00', '5750.00'],
      ['4900', '5750.00', '0.00', '5750.00'],
    ]);
    expect(await books('2026-09-15')).toEqual([
      ['2110', '17750.00', '17750.00', '0.00'],
      ['2120', '17750.00', '17750.00', '0.00'],
      ['2130', '2500.00', '17750.00', '15250.00'],
      ['4900', '5750.00', '2500.00', '3250.00'],
      ['6100', '12000.00', '0.00', '12000.00'],
    ]);
    expect(await auditor.get('/v1/ledger/trial-balance?on=2026-06-14')).toMatchObject({
      accounts: [],
      totals: [],
    });
    expect(await auditor.list('/v1/ledger/accounts/2130/lines?partnerId=acme')).toMatchObject([
      { rule: 'R5', debit: '0.00', credit: '5750.00', bookedOn: '2026-06-15' },
      { rule: 'R7a', debit: '2500.00', credit: '0.00', bookedOn: '2026-09-15' },
    ]);
    const account = '/v1/ledger/accounts/2130';
    expect(await auditor.get(`${account}?from=2026-09-15&partnerId=acme`)).toMatchObject({
      name: 'Payable on issued statements',
      balances: [
        {
          currency: 'USD',
          opening: '5750.00',
          debit: '2500.00',
          credit: '0.00',
          closing: '3250.00',
        },
      ],
    });
    expect(await auditor.get(`${account}?to=2026-09-14`)).toMatchObject({
      balances: [{ opening: '0.00', debit: '0.00', credit: '5750.00', closing: '5750.00' }],
    });
    expect((await auditor.raw('GET', '/v1/ledger/accounts/9999')).status).toBe(404);
    expect((await auditor.raw('GET', '/v1/ledger/accounts/9999/lines')).status).toBe(404);
    expect((await acme.raw('GET', '/v1/ledger/trial-balance')).status).toBe(403);
  });

  it('tells how long what is owed has been owed', async () => {
    const aged = (on: string): Promise<Record<string, unknown>[]> =>
      finance.list(`/v1/ledger/ageing?side=payable&on=${on}`);
    expect(await aged('2026-09-13')).toMatchObject([
      { accountId: 'gitlabinc.acme.USD', total: '5750.00', upTo90: '5750.00', over90: '0.00' },
    ]);
    expect(await aged('2026-09-15')).toMatchObject([
      { accountId: 'gitlabinc.acme.USD', over90: '3250.00', oldest: '2026-06-15' },
      { accountId: 'gitlabinc.blue.USD', upTo30: '12000.00', oldest: '2026-09-15' },
    ]);
    expect(await finance.list('/v1/ledger/ageing?side=receivable')).toEqual([]);
  });

  it('gives the journal to the general ledger, the same bytes for the same days and position', async () => {
    const journal = async (query: string): Promise<{ text: string; through: string }> => {
      const url = `${system.accord.url}/v1/ledger/journal?${query}`;
      const headers = { authorization: `Bearer ${finance.key}` };
      const response = await fetch(url, { headers });
      expect(response.status).toBe(200);
      const through = response.headers.get('accord-position') ?? '';
      return { text: await response.text(), through };
    };
    const june = await journal('from=2026-06-01&to=2026-06-30');
    const again = await journal(`from=2026-06-01&to=2026-06-30&through=${june.through}`);
    expect(again).toEqual(june);
    const [header, ...lines] = june.text.trimEnd().split('\n');
    expect(header).toMatch(/^External ID,Batch,Date,Subsidiary,Currency,Account,/);
    // R2, R3 and R5 of one statement.
    expect(lines).toHaveLength(6);
    expect((await journal(`from=2026-06-01&to=2026-06-30&through=1`)).text).toBe(`${header}\n`);
    // The months before and after: numbers of entries go on from one export to the next.
    const batchesIn = async (query: string): Promise<string[]> => {
      const rows = (await journal(query)).text.trimEnd().split('\n').slice(1);
      return [...new Set(rows.map((row) => row.split(',')[1] ?? ''))];
    };
    const [before, during, after] = [
      await batchesIn('from=2026-01-01&to=2026-05-31'),
      await batchesIn('from=2026-06-01&to=2026-06-30'),
      await batchesIn('from=2026-07-01&to=2027-12-31&book=gitlab'),
    ];
    expect(during.length).toBe(1);
    expect(after.length).toBeGreaterThan(0);
    const all = [...before, ...during, ...after];
    expect(all).toEqual(all.map((_, i) => `gitlab-${i + 1}`));
    const wrong = await finance.raw('GET', '/v1/ledger/journal?from=2026-07-01&to=2026-06-30');
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'dates-out-of-order', path: 'from' }] },
    });
  });

  it('keeps the trail of everything about a partner and a payout', async () => {
    const about = async (query: string): Promise<unknown[]> =>
      (await auditor.list(`/v1/audit/events?${query}`)).map(({ type }) => type);
    const acmes = await about('partnerId=acme');
    for (const type of ['PartnerEnrolled', 'DealApproved', 'SaleReversed', 'StatementIssued']) {
      expect(acmes).toContain(type);
    }
    expect(await about(`payoutId=${Q1}&type=PayoutApproved`)).toEqual(['PayoutApproved']);
    const history = await auditor.list(`/v1/audit/streams/payout-${Q1}`);
    expect(history.map(({ type }) => type)).toEqual([
      'DraftsRequested',
      'StatementDrafted',
      'StatementDrafted',
      'PayoutProposed',
      'PayoutApproved',
      'IssueRequested',
      'PayoutIssued',
    ]);
  });

  it('hands events on from a position, in order, without keys of principals', async () => {
    const all: string[] = [];
    let after = '';
    for (let more = true; more;) {
      const page = await crm.get(`/v1/events?limit=50${after && `&after=${after}`}`);
      const items = Array.isArray(page['items']) ? page['items'].map(asObject) : [];
      all.push(...items.map(({ position }) => String(position)));
      expect(items.map(({ type }) => type)).not.toContain('ApiKeyIssued');
      after = String(page['next']);
      more = page['more'] === true;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(all.toSorted((a, b) => Number(BigInt(a) - BigInt(b))));
    expect(all.length).toBeGreaterThan(40);
  });
});
