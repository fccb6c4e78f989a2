import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { programWithMdf } from '../support/program-with';
import { enrol } from '../support/small-program';

type Row = Record<string, unknown>;
const FUND = '/v1/funds/acme-own';
const REQUEST = `${FUND}/requests/play`;
const AWS = '/v1/co-funders/gitlabinc.gitlab.aws.USD';
const usd = (amount: string) => ({ amount, currency: 'USD' });
const DOCUMENT = new TextEncoder().encode('What proves that it took place\n');
const PROOFS = ['invoice', 'attendee-list'].map((kind) => ({
  kind,
  sha256: createHash('sha256').update(DOCUMENT).digest('hex'),
}));

/** Scenario 45 of the catalogue, by the sample program: "triple play", 9,000 in three equal parts. */
describe('An activity of 9,000 that partner, vendor and hyperscaler bear in three equal parts', () => {
  let system: AccordUnderTest;
  let finance: ApiClient;
  let us: ApiClient;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const programs = await principal(system.admin, 'pm', 'program-manager');
    finance = await principal(system.admin, 'fiona', 'finance');
    // Finance has decided that the vendor buys a service with it.
    const accounting = "accounting: { account: '6200', evidence: memo of 2026-01-12 }";
    await programs.must('/v1/programs/gitlab/versions', programWithMdf(accounting));
    await enrol(programs, 'acme');
    us = await principal(system.admin, 'our-portal', 'partner', 'acme');
    await programs.must('/v1/funds', {
      fundId: 'acme-own',
      programId: 'gitlab',
      partnerId: 'acme',
      currency: 'USD',
      periodFrom: '2026-02-01',
      periodTo: '2026-04-30',
    });
    await programs.must(`${FUND}/allocations`, usd('20000.00'));
    const evidence = await us.upload('/v1/partners/acme/evidence', 'text/plain', DOCUMENT);
    expect(evidence.status).toBe(201);
    const activity = { requestId: 'play', activity: 'triple-play', cost: '9000.00' };
    const days = { startsOn: '2026-02-18', endsOn: '2026-02-18' };
    const above = await us.command(`${FUND}/requests`, { ...activity, ...days, ...usd('6000.01') });
    expect(faultOf(above)).toMatchObject({ code: 'above-share' });
    await us.must(`${FUND}/requests`, { ...activity, ...days, ...usd('6000.00') });
    await programs.must(`${REQUEST}/approval`, usd('6000.00'));
    await advanceTo(system.admin, '2026-02-19');
  }, 120_000);
  afterAll(() => system.stop());

  async function tell(who: ApiClient, path: string, body: object): Promise<Row> {
    const reply = await who.must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
    return reply;
  }
  const seen = (path: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`;

  /** What aws owes, once the posting that follows a decision on the claim is in the books. */
  async function awsOwes(owed: string): Promise<Row | undefined> {
    for (const until = Date.now() + 300_000; ; await delay(50)) {
      const [aws] = await finance.list(seen('/v1/co-funders?party=aws'));
      if (aws?.['owed'] === owed || Date.now() > until) return aws;
    }
  }
  /** Balances of the books, once they are these: two accounts are posted to after a decision. */
  async function booked(expected: Record<string, string>): Promise<Record<string, unknown>> {
    for (const until = Date.now() + 300_000; ; await delay(50)) {
      const { accounts, totals } = await finance.get(seen('/v1/ledger/trial-balance'));
      expect(totals).toMatchObject([{ balanced: true }]);
      const lines = (Array.isArray(accounts) ? accounts : []).map(asObject);
      const all = Object.fromEntries(lines.map(({ code, balance }) => [String(code), balance]));
      const isThere = Object.entries(expected).every(([code, balance]) => all[code] === balance);
      if (isThere || Date.now() > until) return all;
    }
  }

  it('costs the partner 3,000, the vendor 6,000 gross and, as 3,000 are refunded, 3,000 net', async () => {
    await tell(us, `${REQUEST}/claims`, {
      claimId: 'c-1',
      cost: '9000.00',
      currency: 'USD',
      proofs: PROOFS,
    });
    await tell(finance, `${REQUEST}/claims/c-1/approval`, usd('6000.00'));
    expect(await us.get(seen(REQUEST))).toMatchObject({
      cost: '9000.00',
      share: '2/3',
      refund: { party: 'aws', share: '1/3' },
      claims: [
        {
          approved: '6000.00',
          gross: '6000.00',
          refund: { party: 'aws', amount: '3000.00' },
          net: '3000.00',
        },
      ],
    });
    expect(await finance.get(seen(FUND))).toMatchObject({
      consumed: '6000.00',
      refunds: '3000.00',
      net: '3000.00',
    });
  });

  it('is in the books with what the hyperscaler owes, once', async () => {
    expect(await awsOwes('3000.00')).toMatchObject({
      accountId: 'gitlabinc.gitlab.aws.USD',
      received: '0.00',
      open: '3000.00',
    });
    const books = { '1150': '3000.00', '6200': '3000.00' };
    expect(await booked(books)).toMatchObject(books);
    const lines = await finance.list(seen('/v1/ledger/accounts/1150/lines'));
    expect(lines).toMatchObject([{ event: 'RefundPosted', rule: 'M11', partnerId: 'aws' }]);
    expect(await finance.list(seen(`${AWS}/lines`))).toMatchObject([
      { kind: 'refund', amount: '3000.00', claimId: 'c-1', partnerId: 'acme', receivedBy: null },
    ]);
  });

  it('has the hyperscaler pay in parts, never more than is open', async () => {
    const receipts = `${AWS}/receipts`;
    const part = { ...usd('1000.00'), reference: 'AWS MDF 17' };
    await tell(finance, receipts, part);
    const more = await finance.command(receipts, usd('2000.01'));
    expect(`${more.status} ${faultOf(more).code}`).toBe('422 more-than-open');
    await tell(finance, receipts, usd('2000.00'));
    expect(await awsOwes('3000.00')).toMatchObject({ received: '3000.00', open: '0.00' });
    const [, first] = await finance.list(seen(`${AWS}/lines`));
    expect(first).toMatchObject({
      kind: 'receipt',
      amount: '1000.00',
      on: '2026-02-19',
      receivedBy: 'fiona',
      reference: 'AWS MDF 17',
    });
    expect(await finance.list(seen('/v1/co-funders?status=open'))).toEqual([]);
    const books = { '1150': '0.00', '1200': '3000.00', '6200': '3000.00' };
    expect(await booked(books)).toMatchObject(books);
  });

  it('owes less back when a part of the claim is taken back', async () => {
    await tell(finance, `${REQUEST}/claims/c-1/clawback`, {
      ...usd('1000.00'),
      publicReason: 'Fewer guests than told',
    });
    expect(await awsOwes('2500.00')).toMatchObject({ received: '3000.00', open: '-500.00' });
    const books = { '1150': '-500.00', '6200': '2500.00' };
    expect(await booked(books)).toMatchObject(books);
    expect(await finance.list(seen('/v1/ledger/ageing?side=refunds'))).toMatchObject([
      { partnerId: 'aws', total: '-500.00', upTo30: '-500.00' },
    ]);
    const request = await us.get(seen(REQUEST));
    expect(request['claims']).toMatchObject([{ gross: '5000.00', net: '2500.00' }]);
    const csv = await finance.raw('GET', seen('/v1/ledger/journal?from=2026-02-01&to=2026-02-28'));
    expect(csv.status).toBe(200);
  });

  it('does not show partners what others owe the vendor', async () => {
    for (const path of ['/v1/co-funders', `${AWS}/lines`]) {
      expect((await us.raw('GET', path)).status).toBe(403);
    }
  });
});
