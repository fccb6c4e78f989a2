import { createHash } from 'node:crypto';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

type Row = Record<string, unknown>;

const DAY_OF_ACTIVITY = '2026-02-18';
const DOCUMENT = new TextEncoder().encode('What proves that it took place\n');
const sha256 = createHash('sha256').update(DOCUMENT).digest('hex');
const invoice = { kind: 'invoice', sha256 };
const attendees = { kind: 'attendee-list', sha256 };

/**
 * What GitLab's published rules say will happen, with the exact figures, through the API of running
 * processes. Each scenario has partners and customers of its own, and all of them live through the
 * same months of one sandbox: the tests stand in the order of their dates. Their numbers are those of
 * the catalogue of scenarios, their names say where a rule is published.
 */
describe('What the published program says, scenario by scenario', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let auditor: ApiClient;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    finance = await principal(system.admin, 'fiona', 'finance');
    auditor = await principal(system.admin, 'audrey', 'auditor');
    await publishProgram(programs);
    await beginLongStories();
  });
  afterAll(() => system.stop());

  /** Remembers the last position, so that what is read afterwards includes it. */
  async function tell(who: ApiClient, path: string, body: object): Promise<Row> {
    const reply = await who.must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
    return reply;
  }
  const seen = (path: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`;
  const codeOf = (answer: Answer): string => `${answer.status} ${faultOf(answer).code}`;
  const deal = (id: unknown): Promise<Row> => programs.get(seen(`/v1/deals/${String(id)}`));

  const register = (partnerId: string, ref: string, more: object = {}): Promise<Answer> =>
    crm.command(
      '/v1/deals',
      registration(partnerId, ref, {
        customer: { name: `Customer ${ref}`, country: 'DE' },
        opportunity: { source: 'crm', ref: `OPP-${ref}` },
        ...more,
      }),
    );
  async function approve(answer: Answer): Promise<string> {
    const id = idOf(answer);
    await tell(programs, `/v1/deals/${id}/approval`, {});
    return id;
  }
  async function book(ref: string, dealId: string, amount: string, more = {}): Promise<string> {
    const { id } = await tell(crm, '/v1/sales', {
      programId: 'gitlab',
      origin: { source: 'crm', ref },
      dealId,
      annualFees: amount,
      netArr: amount,
      currency: 'USD',
      ...more,
    });
    return String(id);
  }
  async function services(partnerId: string, amounts: readonly string[]): Promise<void> {
    await enrol(programs, partnerId);
    for (const [i, amount] of amounts.entries()) {
      const ref = `${partnerId}-${i}`;
      const id = await approvedDeal({ crm, programs }, partnerId, ref, 'serviceAttach');
      await book(ref, id, amount);
    }
  }
  const earned = (partnerId: string): Promise<Row[]> =>
    finance.list(seen(`/v1/earnings?partnerId=${partnerId}`));
  const amounts = async (partnerId: string): Promise<string[]> =>
    (await earned(partnerId))
      .map(({ amount }) => String(amount))
      .toSorted((a, b) => Number(a) - Number(b));

  /** A fund with a request for half of 10,000 that was approved. @returns the request's path */
  async function requested(
    partnerId: string,
    fundId: string,
    more: { startsOn?: string; endsOn?: string; requestId?: string; activity?: string } = {},
  ): Promise<string> {
    const { startsOn = DAY_OF_ACTIVITY, endsOn = startsOn, requestId = 'r1' } = more;
    const usd = { currency: 'USD' };
    if (requestId === 'r1') {
      const period = { periodFrom: '2026-02-01', periodTo: '2026-04-30' };
      await tell(programs, '/v1/funds', {
        fundId,
        programId: 'gitlab',
        partnerId,
        ...usd,
        ...period,
      });
      await tell(programs, `/v1/funds/${fundId}/allocations`, { amount: '20000.00', ...usd });
      const evidence = `/v1/partners/${partnerId}/evidence`;
      expect((await crm.upload(evidence, 'text/plain', DOCUMENT)).status).toBeLessThan(300);
    }
    const request = { activity: more.activity ?? 'event', cost: '10000.00', startsOn, endsOn };
    await tell(crm, `/v1/funds/${fundId}/requests`, {
      requestId,
      amount: '5000.00',
      ...usd,
      ...request,
    });
    const path = `/v1/funds/${fundId}/requests/${requestId}`;
    await tell(programs, `${path}/approval`, { amount: '5000.00', ...usd });
    return path;
  }

  let silent: string;
  let extended: string;
  const paid: Record<'late' | 'never', string> = { late: '', never: '' };
  /** What begins in February and ends months later. */
  async function beginLongStories(): Promise<void> {
    for (const partnerId of ['s6', 's32', 's34']) await enrol(programs, partnerId);
    silent = idOf(await register('s6', 'S6', { dealType: 'referral' }));
    await book('S6', silent, '120000.00');
    for (const [partnerId, when] of [
      ['s32', 'late'],
      ['s34', 'never'],
    ] as const) {
      const referral = await approve(
        await register(partnerId, partnerId, { dealType: 'referral' }),
      );
      paid[when] = await book(partnerId, referral, '120000.00');
    }
    for (const partnerId of ['s44-first', 's44-again']) await enrol(programs, partnerId);
    await requested('s44-again', 'fund-44-again');
    for (const [partnerId, requestId] of [
      ['s44-first', 'r1'],
      ['s44-again', 'r2'],
    ] as const) {
      const activity = { startsOn: '2026-03-10', endsOn: '2026-03-12', requestId };
      await requested(partnerId, `fund-${partnerId.slice(1)}`, activity);
    }
  }

  describe('On 1 February 2026', () => {
    it('13 (Channel Operations): a flat renewal is refused as a sourced registration', async () => {
      await enrol(programs, 's13');
      for (const dealType of ['resale', 'referral']) {
        const answer = await register('s13', `S13-${dealType}`, { dealType, renewal: 'flat' });
        expect(codeOf(answer)).toBe('422 flat-renewal');
      }
    });

    it('19 (Channel Operations 2022): one service of 40,000 in a quarter earns 0', async () => {
      await services('s19', ['40000.00']);
      expect(await earned('s19')).toEqual([
        expect.objectContaining({ amount: '0.00', zeroReason: expect.stringMatching(/2/) }),
      ]);
    });

    it('20 (Channel Operations 2022): services of 40,000, 120,000 and 90,000 earn 1,000 + 2,500 + 2,250 = 5,750', async () => {
      await services('s20', ['40000.00', '120000.00', '90000.00']);
      const lines = await earned('s20');
      expect(
        Object.fromEntries(lines.map(({ base, amount, rate }) => [base, [rate, amount]])),
      ).toEqual({
        '40000.00': ['2.5%', '1000.00'],
        '120000.00': ['2.5%', '2500.00'],
        '90000.00': ['2.5%', '2250.00'],
      });
    });

    it('22 (Channel Operations 2022): ten services of 150,000 earn 7,500 each, 75,000 in all', async () => {
      await services(
        's22',
        Array.from({ length: 10 }, () => '150000.00'),
      );
      expect(await amounts('s22')).toEqual(Array.from({ length: 10 }, () => '7500.00'));
    });

    it('27 (Channel Operations): a second service registration on an opportunity is denied beside the approved one', async () => {
      await enrol(programs, 's27');
      await enrol(programs, 's27-other');
      const same = { dealType: 'serviceAttach', opportunity: { source: 'crm', ref: 'OPP-S27' } };
      const customer = { name: 'Customer S27', country: 'DE', domain: 's27.example' };
      const named = { ...same, customer };
      const first = await approve(await register('s27', 'S27-1', named));
      const second = idOf(await register('s27-other', 'S27-2', named));
      const answer = await programs.command(`/v1/deals/${second}/approval`, {});
      expect(codeOf(answer)).toBe('422 exclusivity-held');
      expect(await deal(first)).toMatchObject({ status: 'approved' });
    });

    it('28 (Working with GitLab): a service on software that the partner owns is accepted and pays 0', async () => {
      await services('s28', ['40000.00', '40000.00']);
      const own = { dealType: 'serviceAttach', softwareOwnedByPartner: true };
      const id = await approve(await register('s28', 'S28', own));
      await book('S28', id, '60000.00');
      expect(await deal(id)).toMatchObject({ status: 'approved' });
      const lines = await earned('s28');
      expect(lines.find(({ dealId }) => dealId === id)).toMatchObject({
        amount: '0.00',
        zeroReason: expect.stringMatching(/partner owns/i),
      });
      expect(await amounts('s28')).toEqual(['0.00', '1000.00', '1000.00']);
    });

    it('37 (Master Partner Agreement): of two referrals of one transaction the first approved in order of receipt earns the one fee', async () => {
      for (const partnerId of ['s37-a', 's37-b']) await enrol(programs, partnerId);
      const same = {
        dealType: 'referral',
        customer: { name: 'Siebenstern AG', country: 'DE', domain: 'siebenstern.example' },
        opportunity: { source: 'crm', ref: 'OPP-S37' },
      };
      const first = await register('s37-a', 'S37-1000', same);
      const second = await register('s37-b', 'S37-1005', same);
      const winner = await approve(first);
      const late = await programs.command(`/v1/deals/${idOf(second)}/approval`, {});
      expect(codeOf(late)).toBe('422 exclusivity-held');
      const order = { source: 'crm', ref: 'OPP-S37' };
      await book('S37', winner, '120000.00', { opportunity: order });
      expect(await amounts('s37-a')).toEqual(['12000.00']);
      expect(await earned('s37-b')).toEqual([]);
    });

    it('38 (Master Partner Agreement): who is paid a referral fee gets nothing else for the same sale', async () => {
      await enrol(programs, 's38');
      const ref = { opportunity: { source: 'crm', ref: 'OPP-S38' } };
      const customer = {
        customer: { name: 'Achtfeld AG', country: 'DE', domain: 'achtfeld.example' },
      };
      const both = { ...ref, ...customer };
      const referral = await register('s38', 'S38-R', { dealType: 'referral', ...both });
      const service = await register('s38', 'S38-S', { dealType: 'serviceAttach', ...both });
      await approve(service);
      // A second service, so that the rebate's tier is reached and only the group can refuse.
      const other = await approvedDeal({ crm, programs }, 's38', 'S38-2', 'serviceAttach');
      await bookedSale({ crm, programs }, 'S38-2', other, '40000.00');
      await book('S38', await approve(referral), '120000.00', ref);
      const lines = await earned('s38');
      expect(lines).toContainEqual(
        expect.objectContaining({ rule: 'referral-fee', amount: '12000.00' }),
      );
      expect(lines).toContainEqual(
        expect.objectContaining({
          rule: 'service-attach-rebate',
          base: '120000.00',
          amount: '0.00',
          zeroReason: expect.stringMatching(/referral-fee|same transaction/),
        }),
      );
    });

    it('38 (Master Partner Agreement): nor does it get a resale discount on it', async () => {
      await enrol(programs, 's38-d');
      const both = {
        opportunity: { source: 'crm', ref: 'OPP-S38-D' },
        customer: { name: 'Achtmann AG', country: 'DE', domain: 'achtmann.example' },
      };
      const asReferral = { dealType: 'referral', ...both };
      const referral = await approve(await register('s38-d', 'S38-DR', asReferral));
      const quoted = await programs.raw('GET', `/v1/deals/${referral}/price`);
      expect(codeOf(quoted)).toBe('404 not-found');
      const resale = await register('s38-d', 'S38-DS', { dealType: 'resale', ...both });
      const asked = await programs.command(`/v1/deals/${idOf(resale)}/approval`, {});
      expect(codeOf(asked)).toBe('422 exclusivity-held');
    });

    it('41 (MDF page): a request for 900 is refused, the minimum is 1,000', async () => {
      await enrol(programs, 's41');
      await requested('s41', 'fund-41');
      const answer = await crm.command('/v1/funds/fund-41/requests', {
        activity: 'event',
        cost: '1800.00',
        amount: '900.00',
        currency: 'USD',
        startsOn: DAY_OF_ACTIVITY,
        endsOn: DAY_OF_ACTIVITY,
      });
      expect(codeOf(answer)).toBe('422 below-minimum');
    });
  });

  it('8 (Channel Operations): approved on 2 February 2026 a deal expires on 3 May, extended once on 2 June', async () => {
    await enrol(programs, 's8');
    const answer = await register('s8', 'S8');
    await advanceTo(system.admin, '2026-02-02');
    extended = await approve(answer);
    const extension = `/v1/deals/${extended}/extension`;
    const window = { approvedOn: '2026-02-02', expiresOn: '2026-05-03' };
    expect(await deal(extended)).toMatchObject(window);
    await tell(programs, extension, {});
    expect(await deal(extended)).toMatchObject({ status: 'approved', expiresOn: '2026-06-02' });
    expect(codeOf(await programs.command(extension, {}))).toBe('422 extended-already');
  });

  describe('On 20 February 2026', () => {
    const funds = { 's42-less': '', 's42-more': '', s48: '' };
    const claim = (request: string, cost: string, proofs: object[]) =>
      tell(crm, `${request}/claims`, { claimId: 'c1', cost, currency: 'USD', proofs });
    const usd = (amount: string) => ({ amount, currency: 'USD' });

    beforeAll(async () => {
      for (const partnerId of ['s42-less', 's42-more', 's48'] as const) {
        await enrol(programs, partnerId);
        funds[partnerId] = await requested(partnerId, `fund-${partnerId.slice(1)}`);
      }
      await advanceTo(system.admin, '2026-02-20');
      await claim('/v1/funds/fund-44-again/requests/r1', '2000.00', [invoice, attendees]);
      // The agreement ends before the activity is claimed.
      await enrol(programs, 's50');
      await requested('s50', 'fund-50', { startsOn: '2026-03-06', requestId: 'r1' });
      const end = '/v1/partners/s50/agreements/agreement-s50/end';
      await tell(programs, end, { endedOn: '2026-02-20' });
    });

    it.each([
      ['8,400', 's42-less', '8400.00', '4200.00'],
      ['12,000', 's42-more', '12000.00', '5000.00'],
    ] as const)(
      '42 (MDF page): of 10,000 planned and 5,000 approved an actual cost of %s pays its half, at most the approval',
      async (_cost, partnerId, cost, pays) => {
        const request = funds[partnerId];
        await claim(request, cost, [invoice, attendees]);
        const tooMuch = `${Number(pays.slice(0, 4)) + 1}.00`;
        const more = await finance.command(`${request}/claims/c1/approval`, usd(tooMuch));
        expect(more.status).toBe(422);
        await tell(finance, `${request}/claims/c1/approval`, usd(pays));
        expect(await finance.get(seen(request))).toMatchObject({
          consumed: pays,
          claims: [{ status: 'approved', amount: pays, approved: pays }],
        });
      },
    );

    it('48 (MDF page): an event claim without attendee list is not payable and goes back', async () => {
      const photo = { kind: 'graphics-or-photos', sha256 };
      await claim(funds.s48, '8400.00', [invoice, photo]);
      const path = `${funds.s48}/claims/c1`;
      const approval = await finance.command(`${path}/approval`, usd('4200.00'));
      expect(codeOf(approval)).toBe('422 proofs-missing');
      await tell(finance, `${path}/return`, { publicReason: 'The list of attendees is missing' });
      expect(await finance.get(seen(funds.s48))).toMatchObject({
        consumed: '0.00',
        claims: [{ status: 'returned', missing: { required: ['attendee-list'], oneOf: [] } }],
      });
    });
  });

  it('6 (Master Partner Agreement): sixty days of silence leave a referral pending, and no fee can arise', async () => {
    await advanceTo(system.admin, '2026-04-02');
    expect(await deal(silent)).toMatchObject({ status: 'pending', registeredOn: '2026-02-01' });
    expect(await earned('s6')).toEqual([]);
  });

  it('50 (MDF page): what was approved is forfeited when the agreement ends', async () => {
    expect(await finance.get(seen('/v1/funds/fund-50/requests/r1'))).toMatchObject({
      status: 'expired',
      approved: '5000.00',
      committed: '0.00',
    });
    const answer = await crm.command('/v1/funds/fund-50/requests/r1/claims', {
      cost: '10000.00',
      currency: 'USD',
      proofs: [invoice, attendees],
    });
    expect(codeOf(answer)).toBe('422 amount-not-positive');
  });

  describe('44 (MDF page): of an activity that ended on 12 March 2026', () => {
    beforeAll(() => advanceTo(system.admin, '2026-04-17'));

    it.each([
      ['is reminded of', 'fund-44-first', 'r1'],
      ['of a partner that has claimed before is reminded of', 'fund-44-again', 'r2'],
    ])('%s on 13 and 26 March and 9 April', async (_who, fundId, requestId) => {
      const reminders = await auditor.list(
        seen(`/v1/audit/events?fundId=${fundId}&type=ClaimReminderDue`),
      );
      const own = await Promise.all(
        reminders.map(async ({ stream, revision }) => {
          const events = await auditor.list(`/v1/audit/streams/${String(stream)}`);
          return events.find((event) => event['revision'] === revision) ?? {};
        }),
      );
      expect(
        own
          .filter(({ data }) => asObject(data)['requestId'] === requestId)
          .map(({ occurredOn }) => occurredOn),
      ).toEqual(['2026-03-13', '2026-03-26', '2026-04-09']);
    });

    it.each([
      ['16 April when it is the first ever', 'fund-44-first', 'r1', '2026-04-17'],
      ['11 April otherwise', 'fund-44-again', 'r2', '2026-04-12'],
    ])('a claim comes by %s, and expires the day after', async (_day, fundId, requestId, gone) => {
      const request = await finance.get(seen(`/v1/funds/${fundId}/requests/${requestId}`));
      expect(request).toMatchObject({
        status: 'expired',
        claimBy: '2026-04-11',
        firstClaimBy: '2026-04-16',
      });
      const expiries = await auditor.list(
        seen(`/v1/audit/events?fundId=${fundId}&type=FundsRequestExpired`),
      );
      expect(expiries.map(({ occurredOn }) => occurredOn)).toContain(gone);
    });
  });

  it('39 (Working with GitLab): a referral registered on 1 May for an order closed on 28 April earns nothing', async () => {
    await enrol(programs, 's39');
    await advanceTo(system.admin, '2026-05-01');
    const id = await approve(await register('s39', 'S39', { dealType: 'referral' }));
    await book('S39', id, '120000.00', { occurredOn: '2026-04-28' });
    expect(await earned('s39')).toEqual([
      expect.objectContaining({
        quarter: 'FY2027-Q1',
        amount: '0.00',
        zeroReason: 'Registered on 2026-05-01, after the order closed on 2026-04-28',
      }),
    ]);
  });

  it('32 (Master Partner Agreement): closed in the quarter to 30 April and paid on 20 May 2026, a fee is due on 14 June', async () => {
    await advanceTo(system.admin, '2026-05-20');
    const payment = { paymentRef: 'P-32', amount: '120000.00', currency: 'USD' };
    await tell(crm, `/v1/sales/${paid.late}/payments`, payment);
    expect(await earned('s32')).toEqual([
      expect.objectContaining({ amount: '12000.00', quarter: 'FY2027-Q1', dueOn: '2026-06-14' }),
    ]);
  });

  it('34 (Master Partner Agreement): a fee for a sale that the customer has not paid is earned, without a due date', async () => {
    expect(await earned('s34')).toEqual([
      expect.objectContaining({ amount: '12000.00', zeroReason: null, dueOn: null }),
    ]);
  });

  it('46 (MDF page): for an activity on Monday 15 June money is asked for by Monday 1 June, and decided by 8 June', async () => {
    await enrol(programs, 's46');
    const usd = { currency: 'USD' };
    const period = { periodFrom: '2026-05-01', periodTo: '2026-07-31' };
    const fund = { fundId: 'fund-46', programId: 'gitlab', partnerId: 's46', ...usd, ...period };
    await tell(programs, '/v1/funds', fund);
    await tell(programs, '/v1/funds/fund-46/allocations', { amount: '20000.00', ...usd });
    const ask = (requestId: string): Promise<Answer> =>
      crm.command('/v1/funds/fund-46/requests', {
        requestId,
        activity: 'event',
        cost: '10000.00',
        amount: '5000.00',
        startsOn: '2026-06-15',
        endsOn: '2026-06-15',
        ...usd,
      });
    await advanceTo(system.admin, '2026-06-01');
    const inTime = await ask('in-time');
    expect(inTime.status).toBe(201);
    position = String(asObject(inTime.body)['position']);
    expect(await finance.get(seen('/v1/funds/fund-46/requests/in-time'))).toMatchObject({
      decideBy: '2026-06-08',
    });
    await advanceTo(system.admin, '2026-06-02');
    expect(codeOf(await ask('too-late'))).toBe('422 too-late');
  });

  it('8 (Channel Operations): once extended it protects through 2 June, and has run out on the 3rd', async () => {
    expect(await deal(extended)).toMatchObject({ status: 'approved', expiresOn: '2026-06-02' });
    await advanceTo(system.admin, '2026-06-03');
    await tell(crm, '/v1/opportunities', { source: 'crm', ref: 'later', stage: '0' });
    expect(await deal(extended)).toMatchObject({ status: 'expired', expiresOn: '2026-06-02' });
  });
});

const idOf = ({ body }: Answer): string => String(asObject(body)['id']);
