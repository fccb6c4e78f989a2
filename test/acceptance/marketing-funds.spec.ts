import { asObject, faultOf, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { programWithMdf } from '../support/program-with';
import { enrol } from '../support/small-program';

type Row = Record<string, unknown>;
const REGION = 'gitlab.EMEA.FY2027-Q1.USD';
const FUND = `/v1/funds/${REGION}`;
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** A region's budget of 20,000 that two partners share, by a program that says so; in order of dates. */
describe('The marketing money of a region', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let finance: ApiClient;
  let us: ApiClient;
  let them: ApiClient;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    finance = await principal(system.admin, 'fiona', 'finance');
    const program = programWithMdf(
      "budgets: [{ region: EMEA, quarter: FY2027-Q1, amount: '20000.00' }]",
      'flex: { share: 5%, targetMarkets: { EMEA: [DE, FR] } }',
    );
    await programs.must('/v1/programs/gitlab/versions', program);
    for (const partnerId of ['acme', 'blue']) await enrol(programs, partnerId);
    us = await principal(system.admin, 'our-portal', 'partner', 'acme');
    them = await principal(system.admin, 'their-portal', 'partner', 'blue');
  });
  afterAll(() => system.stop());

  async function tell(who: ApiClient, path: string, body: object): Promise<Row> {
    const reply = await who.must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
    return reply;
  }
  const codeOf = async (who: ApiClient, path: string, body: object): Promise<string> => {
    const answer = await who.command(path, body);
    return `${answer.status} ${faultOf(answer).code}`;
  };
  const seen = (path: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`;
  const event = (requestId: string, amount: string, more: object = {}): object => ({
    requestId,
    activity: 'event',
    cost: '24000.00',
    startsOn: '2026-03-20',
    endsOn: '2026-03-20',
    market: 'DE',
    ...usd(amount),
    ...more,
  });

  it('is opened for a quarter under an id of its own, and filled up to its budget', async () => {
    const fund = { programId: 'gitlab', region: 'EMEA', quarter: 'FY2027-Q1', currency: 'USD' };
    expect(await tell(programs, '/v1/funds', fund)).toMatchObject({ id: REGION });
    expect(await codeOf(programs, '/v1/funds', fund)).toBe('422 fund-exists');
    const { region: _, ...nobodys } = fund;
    expect(await codeOf(programs, '/v1/funds', nobodys)).toBe('400 request-invalid');
    await tell(programs, `${FUND}/allocations`, {
      ...usd('3000.00'),
      expiresOn: '2026-02-27',
    });
    await tell(programs, `${FUND}/allocations`, usd('17000.00'));
    expect(await codeOf(programs, `${FUND}/allocations`, usd('0.01'))).toBe('422 above-budget');
    expect(await programs.get(seen(FUND))).toMatchObject({
      partnerId: null,
      periodFrom: '2026-02-01',
      requestBy: '2026-04-30',
      allocated: '20000.00',
      available: '20000.00',
    });
  });

  it('is asked for by each of its partners, for itself, from what the others left', async () => {
    await tell(us, `${FUND}/requests`, event('ours', '12000.00'));
    expect(await codeOf(them, `${FUND}/requests`, event('theirs', '8000.01'))).toBe(
      '422 fund-exhausted',
    );
    await tell(them, `${FUND}/requests`, event('theirs', '6000.00'));
    const abroad = (amount: string): object => event('abroad', amount, { market: 'CH' });
    expect(await codeOf(them, `${FUND}/requests`, abroad('1000.01'))).toBe('422 above-flex');
    await tell(them, `${FUND}/requests`, abroad('1000.00'));
    await tell(programs, `${FUND}/requests/ours/approval`, usd('12000.00'));
  });

  it('shows a partner what its own requests hold and nothing of the others', async () => {
    const hidden = { allocated: null, available: null, expired: null };
    const own = { ...hidden, reserved: '0.00', committed: '12000.00', consumed: '0.00' };
    expect(await us.list(seen('/v1/funds'))).toEqual([expect.objectContaining(own)]);
    expect(await us.get(seen(FUND))).toMatchObject(own);
    expect(await us.get(`${FUND}/balance`)).toMatchObject(own);
    expect(await them.get(`${FUND}/balance`)).toMatchObject({ ...hidden, reserved: '7000.00' });
    const requests = await us.list(seen(`${FUND}/requests`));
    expect(requests.map(({ requestId }) => requestId)).toEqual(['ours']);
    const lines = await them.list(`${FUND}/statement`);
    expect(lines.map(({ requestId, type }) => `${String(requestId)} ${String(type)}`)).toEqual([
      'theirs FundsRequested',
      'abroad FundsRequested',
    ]);
    expect(JSON.stringify([requests, await us.list(`${FUND}/statement`)])).not.toMatch(/blue/);
  });

  it('lets no partner claim for another', async () => {
    const claim = { cost: '1.00', currency: 'USD', proofs: [] };
    expect(await codeOf(them, `${FUND}/requests/ours/claims`, claim)).toBe('404 not-found');
    expect(await codeOf(us, `${FUND}/requests/ours/claims`, claim)).toBe('422 activity-not-over');
  });

  it('is listed while it has a last day, and gone on the day after it', async () => {
    // 18,000 and 1,000 were asked for: what expired first has been drawn first.
    expect(await finance.list(seen('/v1/expiring-credits'))).toEqual([]);
    await tell(programs, '/v1/funds', {
      fundId: 'acme-own',
      programId: 'gitlab',
      partnerId: 'acme',
      currency: 'USD',
      periodFrom: '2026-02-01',
      periodTo: '2026-04-30',
    });
    for (const [amount, expiresOn] of [
      ['300.00', '2026-03-10'],
      ['200.00', '2026-03-01'],
      ['100.00', '2026-03-10'],
    ] as const) {
      await tell(programs, '/v1/funds/acme-own/allocations', { ...usd(amount), expiresOn });
    }
    const credits = await us.list(seen('/v1/expiring-credits'));
    expect(credits.map(({ available, expiresOn }) => [available, expiresOn])).toEqual([
      ['200.00', '2026-03-01'],
      ...[
        ['100.00', '2026-03-10'],
        ['300.00', '2026-03-10'],
      ].map(() => [expect.stringMatching(/^[13]00.00$/), '2026-03-10']),
    ]);
    expect(await them.list(seen('/v1/expiring-credits'))).toEqual([]);
    const pages: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await us.get(seen(`/v1/expiring-credits?limit=1${cursor}`));
      if (Array.isArray(page['items'])) pages.push(...page['items']);
      if (typeof page['next'] !== 'string') break;
      cursor = `&cursor=${page['next']}`;
    }
    expect(pages).toEqual(credits);
    expect(await us.list(seen('/v1/expiring-credits?until=2026-03-09'))).toHaveLength(1);

    await advanceTo(system.admin, '2026-03-01');
    expect(await us.get('/v1/funds/acme-own/balance')).toMatchObject({ available: '600.00' });
    await advanceTo(system.admin, '2026-03-02');
    expect(await us.get('/v1/funds/acme-own/balance')).toMatchObject({
      available: '400.00',
      expired: '200.00',
    });
  });

  it('is sent to a partner`s own fund, which alone the budget does not fill', async () => {
    const own = '/v1/funds/acme-own';
    await tell(programs, `${FUND}/requests/theirs/rejection`, { publicReason: 'Not this year' });
    const sent = { ...usd('2500.00'), toFundId: 'acme-own', transferId: 'T-1' };
    const before = await programs.get(`${FUND}/balance`);
    expect(before).toMatchObject({ allocated: '20000.00', available: '7000.00' });
    await tell(programs, `${FUND}/transfers`, sent);
    expect(await codeOf(programs, `${FUND}/transfers`, sent)).toBe('422 transfer-exists');
    await advanceTo(system.admin, '2026-03-03');
    expect(await us.get(`${own}/balance`)).toMatchObject({
      allocated: '3100.00',
      available: '2900.00',
    });
    expect(await programs.get(`${FUND}/balance`)).toMatchObject({
      allocated: '17500.00',
      available: '4500.00',
    });
    // What went elsewhere is still of the budget.
    expect(await codeOf(programs, `${FUND}/allocations`, usd('0.01'))).toBe('422 above-budget');
    expect(await finance.list(seen(`${FUND}/transfers`))).toMatchObject([
      { transferId: 'T-1', toFundId: 'acme-own', status: 'received', amount: '2500.00' },
    ]);
    expect(JSON.stringify(await us.list(`${own}/statement`))).not.toMatch(/gitlab.EMEA/);
    await tell(programs, `${FUND}/cuts`, usd('4500.00'));
    await tell(programs, `${FUND}/allocations`, usd('4500.00'));
  });

  it('explains its balance line by line, page by page, as of any position', async () => {
    const whole = await finance.list(`${FUND}/statement`);
    expect(asObject(whole.at(-1)?.['after'])).toMatchObject({ allocated: '17500.00' });
    const { items, next } = await finance.get(`${FUND}/statement?limit=3`);
    expect(items).toEqual(whole.slice(0, 3));
    const rest = await finance.get(`${FUND}/statement?cursor=${String(next)}&limit=200`);
    expect(rest['items']).toEqual(whole.slice(3));
    const third = whole[2];
    const then = await finance.list(`${FUND}/statement?asOf=${String(third?.['position'])}`);
    expect(then).toEqual(whole.slice(0, 3));
    const balance = await finance.get(`${FUND}/balance`);
    expect(balance).toMatchObject(asObject(whole.at(-1)?.['after']));
  });
});
