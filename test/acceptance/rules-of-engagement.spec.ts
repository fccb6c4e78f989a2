import { EventRegistry, EventStore } from '@accord/event-store';
import { ReadStore } from '@accord/read-store';
import { faultOf, type Answer, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrolIn, publish, registrationIn } from '../support/rules-of-engagement';
import { VENDORS, type Vendor } from '../support/sample-rules';
import { settled } from '../support/settled';

type Row = Record<string, unknown>;

/**
 * Who wins, who waits, and what each gets and pays: six vendors' published rules, each a document in
 * the samples, run by one engine through the API of running processes. Every scenario has customers of
 * its own; all live through one sandbox year, so they stand in the order of their dates.
 */
describe('Rules of engagement, as vendors publish them', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let log: EventStore;
  let reads: ReadStore;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2026-02-01' });
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    reads = await ReadStore.connect(system.accord.databaseUrl);
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    for (const vendor of VENDORS) {
      await publish(programs, vendor);
      for (const one of ['a', 'b', 'c']) await enrolIn(programs, vendor, `${vendor}-${one}`);
    }
    await enrolIn(programs, 'hubspot', 'hubspot-r', { kind: 'referral' });
    await enrolIn(programs, 'gitlab', 'gitlab-lapsed');
    await enrolIn(programs, 'gitlab', 'dist', { kind: 'distributor' });
    await enrolIn(programs, 'gitlab', 'open', { track: 'Open' });
    await enrolIn(programs, 'gitlab', 'cloud', { kind: 'hyperscaler' });
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
  });

  const advance = (day: string): Promise<unknown> => advanceTo(system.admin, day);
  const codeOf = (answer: Answer): string => `${answer.status} ${faultOf(answer).code}`;
  const seen = (path: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`;
  /** Remembers the last position, so that what is read afterwards includes it. */
  function told(answer: Answer): string {
    if (answer.status >= 300) return codeOf(answer);
    const body = answer.body as Row;
    if (typeof body['position'] === 'string') position = body['position'];
    return 'done';
  }
  async function register(
    vendor: Vendor,
    who: string,
    customer: string,
    more: object = {},
  ): Promise<string> {
    const domain = `${customer.toLowerCase().replaceAll(' ', '-')}.example`;
    const body = registrationIn(
      vendor,
      `${vendor}-${who}`,
      `${customer} ${who} ${position}`.replaceAll(' ', '-'),
      {
        customer: { name: customer, country: 'US', domain },
        ...more,
      },
    );
    const answer = await crm.command('/v1/deals', body);
    const said = told(answer);
    return said === 'done' ? String((answer.body as Row)['id']) : said;
  }
  const decide = async (id: string, what: string, body: object = {}): Promise<string> =>
    told(await programs.command(`/v1/deals/${id}/${what}`, body));
  /** Every step that the program asks for. */
  async function approve(id: string): Promise<string> {
    const said = await decide(id, 'approval');
    if (said !== 'done') return said;
    const { status, steps } = await deal(id);
    return status !== 'approved' && Array.isArray(steps) && steps.length > 0 ? approve(id) : said;
  }
  const lose = async (id: string): Promise<string> =>
    told(await crm.command(`/v1/deals/${id}/closing`, { result: 'lost' }));
  const deal = (id: string): Promise<Row> => programs.get(seen(`/v1/deals/${id}`));
  const queue = (id: string, who: ApiClient = programs): Promise<Row> =>
    who.get(seen(`/v1/deals/${id}/queue`));
  async function price(id: string, who: ApiClient = programs): Promise<string> {
    const priced = await who.get(`/v1/deals/${id}/price`);
    const parts = (priced['prices'] as Row[]).map(
      ({ party, net }) => `${String(party)} ${String(net)}`,
    );
    return [priced['as'], ...parts].join(', ');
  }
  /** What follows by itself has been recorded; what is read afterwards includes it. */
  const settle = async (): Promise<void> => {
    position = String(await settled(log, reads));
  };

  describe('On 1 February 2026', () => {
    it('68 (Gumdrop): the second partner on the same end user and products gets half of 10%', async () => {
      const first = await register('gumdrop', 'a', 'Cedar Schools');
      const second = await register('gumdrop', 'b', 'Cedar Schools');
      const other = await register('gumdrop', 'c', 'Cedar Schools', { productFamily: 'Sleeves' });
      expect(await approve(first)).toBe('done');
      expect(await approve(second)).toBe('422 exclusivity-held');
      // Found, not yet decided.
      expect(await price(second)).toBe('halfRate, reseller 9500.00');
      expect(await decide(second, 'outranking', { publicReason: 'Another was first.' })).toBe(
        'done',
      );
      expect(await approve(other)).toBe('done');
      expect([await price(first), await price(second), await price(other)]).toEqual([
        'sourced, reseller 9000.00',
        'halfRate, reseller 9500.00',
        'sourced, reseller 9000.00',
      ]);
      expect(await deal(second)).toMatchObject({ status: 'pending', outcome: 'halfRate' });
    });

    it('Gumdrop takes neither 99 units nor tenders', async () => {
      expect(await register('gumdrop', 'a', 'Elm Schools', { units: 99 })).toBe(
        '422 below-minimum',
      );
      const tender = { number: 'T-1', publishedOn: '2026-12-01' };
      expect(await register('gumdrop', 'a', 'Elm Schools', { tender })).toBe(
        '422 tender-not-eligible',
      );
    });

    it('67 (Check Point): +25 and +15 points claimed on list 50,000 pay 22,500; unregistered 15,000 pays 9,600', async () => {
      const bonuses = ['new-customer', 'competitive'];
      const won = await register('checkpoint', 'a', 'Harbor Bank', { amount: '50000.00', bonuses });
      expect(await approve(won)).toBe('done');
      expect(await price(won)).toBe('sourced, reseller 22500.00');
      const small = await register('checkpoint', 'b', 'Hill Bank', { amount: '15000.00' });
      expect(await price(small)).toBe('cosell, reseller 9600.00');
    });

    it('NeuVector gives sub-divisions to different partners, and the whole company to none beside them', async () => {
      const unit = (who: string, subdivision?: string) =>
        register(
          'neuvector',
          who,
          'Ostend Motors',
          subdivision === undefined ? {} : { subdivision },
        );
      const [cloud, network, again, whole] = [
        await unit('a', 'Cloud Unit'),
        await unit('b', 'Network Unit'),
        await unit('c', 'cloud  unit'),
        await unit('c'),
      ];
      expect(await approve(cloud)).toBe('done');
      expect(await approve(network)).toBe('done');
      expect(await approve(again)).toBe('422 exclusivity-held');
      expect(await approve(whole)).toBe('422 exclusivity-held');
      // 6 months from approval.
      expect(await deal(cloud)).toMatchObject({ expiresOn: '2026-08-01' });
    });

    it('NeuVector takes a registration from before a tender, not from its day on', async () => {
      const tender = (publishedOn: string) => ({ tender: { number: 'T-7', publishedOn } });
      expect(await register('neuvector', 'a', 'Quay City', tender('2026-02-01'))).toBe(
        '422 tender-published',
      );
      expect(await register('neuvector', 'a', 'Quay City', tender('2026-02-02'))).not.toContain(
        '422',
      );
    });

    it('HubSpot knows customers by their web domain, whatever their names', async () => {
      const named = (who: string, name: string, domain: string | null) =>
        register('hubspot', who, name, {
          customer: { name, country: 'US', ...(domain !== null && { domain }) },
        });
      const first = await named('a', 'Larkspur Homes', 'larkspur.example');
      const same = await named('b', 'Quite Another Name', 'www.larkspur.example');
      const other = await named('c', 'Larkspur Homes', 'larkspur-homes.example');
      expect(await approve(first)).toBe('done');
      expect(await approve(same)).toBe('422 exclusivity-held');
      expect(await approve(other)).toBe('done');
      expect(await named('c', 'Larkspur', null)).toBe('422 domain-required');
      // 90 days from registration.
      expect(await deal(first)).toMatchObject({ expiresOn: '2026-05-02' });
      expect(await decide(same, 'outranking', { publicReason: 'The domain is taken.' })).toBe(
        'done',
      );
      expect(await deal(same)).toMatchObject({
        status: 'denied',
        publicNote: 'The domain is taken.',
      });
    });

    it('HubSpot lets a referral partner have 25 open, also when it registers all at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 27 }, (_, i) => register('hubspot', 'r', `Marina ${i}`)),
      );
      const open = answers.filter((answer) => !answer.startsWith('422'));
      expect(open).toHaveLength(25);
      expect(answers.filter((answer) => answer === '422 too-many-open')).toHaveLength(2);
      // An approval keeps its place; what is withdrawn or denied frees one.
      const [first = '', second = '', third = ''] = open;
      expect(await approve(first)).toBe('done');
      expect(await register('hubspot', 'r', 'Marina 30')).toBe('422 too-many-open');
      expect(told(await crm.command(`/v1/deals/${second}/withdrawal`, {}))).toBe('done');
      expect(await register('hubspot', 'r', 'Marina 31')).not.toMatch(/^422/);
      expect(await register('hubspot', 'r', 'Marina 32')).toBe('422 too-many-open');
      const denial = { code: 'known-already', publicReason: 'We know them.' };
      expect(await decide(third, 'denial', denial)).toBe('done');
      expect(await register('hubspot', 'r', 'Marina 33')).not.toMatch(/^422/);
      // Other kinds of partners are not limited.
      expect(await register('hubspot', 'c', 'Marina 34')).not.toMatch(/^422/);
    });

    it.each(['won', 'lost'])(
      'GitLab: who is approved after the opportunity was %s is closed with it, and holds nobody',
      async (result) => {
        const opportunity = { source: 'crm', ref: `CLOSED-${result}` };
        told(await crm.command('/v1/opportunities', { ...opportunity, stage: '6' }));
        const closing = `/v1/opportunities/crm/${opportunity.ref}/closing`;
        expect(told(await crm.command(closing, { result }))).toBe('done');
        const late = await register('gitlab', 'a', `Isle ${result}`, { opportunity });
        expect(await deal(late)).toMatchObject({ status: 'pending', route: 'after-closing' });
        expect(await approve(late)).toBe('done');
        await settle();
        expect(await deal(late)).toMatchObject({ status: result });
      },
    );

    it("Cirrus follows the customer's mail over who was first; others do not", async () => {
      const letter = {
        evidence: { document: 'mail-1', statedBy: 'c-0001' },
        publicReason: 'The customer named its partner.',
      };
      const first = await register('cirrus', 'a', 'Juniper Labs');
      const named = await register('cirrus', 'b', 'Juniper Labs');
      expect(await approve(first)).toBe('done');
      expect(await approve(named)).toBe('422 exclusivity-held');
      expect(await decide(named, 'customer-letter', letter)).toBe('done');
      expect(await deal(named)).toMatchObject({ status: 'approved', expiresOn: '2026-05-02' });
      await settle();
      expect(await deal(first)).toMatchObject({
        status: 'broken',
        publicNote: 'The customer named its partner.',
      });
      const pending = await register('hubspot', 'a', 'Juniper Labs');
      expect(await decide(pending, 'customer-letter', letter)).toBe('422 letter-moves-nothing');
    });

    it('11 (Channel Operations): a tender brings bidders the co-sell rate, in the US public sector list price', async () => {
      const tender = (publishedOn: string) => ({ tender: { number: 'T-9', publishedOn } });
      for (const [customer, territory, bid] of [
        ['Alder Valley', 'EMEA', 'cosell, reseller 9000.00'],
        ['Birch County', 'USPubSec', 'listPrice, reseller 10000.00'],
      ] as const) {
        const at = { territory, opportunity: { source: 'crm', ref: `T-${territory}` } };
        const a = await register('gitlab', 'a', customer, { ...at, ...tender('2026-02-02') });
        const b = await register('gitlab', 'b', customer, { ...at, ...tender('2026-02-01') });
        const c = await register('gitlab', 'c', customer, { ...at, ...tender('2026-02-01') });
        expect(await approve(a)).toBe('done');
        expect(await approve(b)).toBe('422 tender-bidder');
        // C's outcome is found, not recorded.
        expect(await decide(b, 'outranking', { publicReason: 'Sourced before.' })).toBe('done');
        await settle();
        expect([await price(a), await price(b), await price(c)]).toEqual([
          'sourced, reseller 8000.00',
          bid,
          bid,
        ]);
        // when: B wins and A's engagement is lost
        expect(await lose(a)).toBe('done');
        await settle();
        expect(await deal(a)).toMatchObject({ status: 'lost' });
        expect([await price(b), await price(c)]).toEqual([bid, bid]);
        expect(await deal(b)).toMatchObject({ status: 'pending', turnOn: null });
      }
    });

    it('14 (Working with GitLab): 29,000 as before at 10% and 5,800 added at 20% pay 30,740', async () => {
      const lines = [
        { family: 'Premium', part: 'same', list: '29000.00' },
        { family: 'Premium', part: 'added', list: '5800.00' },
      ];
      const renewal = await register('gitlab', 'a', 'Dune Optics', {
        renewal: 'growth',
        amount: '34800.00',
        lines,
      });
      expect(await approve(renewal)).toBe('done');
      expect(await price(renewal)).toBe('sourced, reseller 30740.00');
    });

    it('two-tier: reseller and distributor each see their own price only; it is lowered, never raised', async () => {
      const two = await register('gitlab', 'a', 'Fenwick Mills', { distributorId: 'dist' });
      expect(await approve(two)).toBe('done');
      const [reseller, distributor, stranger] = [
        await principal(system.admin, 'key-a', 'partner', 'gitlab-a'),
        await principal(system.admin, 'key-dist', 'partner', 'dist'),
        await principal(system.admin, 'key-b', 'partner', 'gitlab-b'),
      ];
      expect(await price(two)).toBe('sourced, reseller 8000.00, distributor 7600.00');
      expect(await price(two, reseller)).toBe('sourced, reseller 8000.00');
      expect(await price(two, distributor)).toBe('sourced, distributor 7600.00');
      const hidden = await distributor.get(`/v1/deals/${two}/price`);
      expect(JSON.stringify(hidden)).not.toMatch(/8000|20%"/);
      for (const path of ['', '/price']) {
        expect((await stranger.raw('GET', `/v1/deals/${two}${path}`)).status).toBe(404);
      }
      // The distributor has a list of its own, of what it delivers.
      expect((await distributor.list(seen('/v1/deals'))).map(({ dealId }) => dealId)).toEqual([
        two,
      ]);
      expect(await programs.list(seen('/v1/deals?distributorId=dist'))).toHaveLength(1);
      expect(await stranger.list(seen('/v1/deals?distributorId=dist'))).toEqual([]);
      const agreed = (rate: string) => ({
        party: 'reseller',
        rate,
        internalReason: 'Deep discount.',
      });
      expect(await decide(two, 'discount', agreed('20%'))).toBe('422 discount-not-reduced');
      expect(await decide(two, 'discount', agreed('12%'))).toBe('done');
      expect(await decide(two, 'discount', agreed('15%'))).toBe('422 discount-not-reduced');
      expect(await price(two)).toBe('sourced, reseller 8800.00, distributor 8400.00');
    });

    it('a partner reads what was decided, not how the vendor decides', async () => {
      const opportunity = { source: 'crm', ref: 'OPP-INSIDE' };
      told(await crm.command('/v1/opportunities', { ...opportunity, stage: '2' }));
      const own = await principal(system.admin, 'key-inside', 'partner', 'gitlab-c');
      const customer = { name: 'Inlet Glass', country: 'US', domain: 'inlet-glass.example' };
      const body = registrationIn('gitlab', 'gitlab-c', 'inside', { customer, opportunity });
      const answer = await own.command('/v1/deals', body);
      expect(told(answer)).toBe('done');
      const { id, events } = answer.body as { id: string; events: Row[] };
      expect(events.map(({ type }) => type)).toEqual(['DealRegistered']);

      const inside = ['route', 'steps', 'advice'];
      expect(await deal(id)).toMatchObject({ route: 'early-stage', steps: ['esm', 'asm'] });
      const sla = seen(`/v1/sla/${id}`);
      expect(await programs.get(sla)).toMatchObject({ step: 'esm' });
      const [listed] = (await own.list(seen('/v1/deals'))).filter(({ dealId }) => dealId === id);
      for (const shown of [await own.get(seen(`/v1/deals/${id}`)), listed, await own.get(sla)]) {
        expect(Object.keys(shown ?? {})).toEqual(expect.arrayContaining(['dealId']));
        for (const field of [...inside, 'step']) expect(shown).not.toHaveProperty(field);
      }
    });

    it('an Open partner buys through a distributor where one is active; alliances are filed for', async () => {
      const open = (more: object) =>
        crm.command(
          '/v1/deals',
          registrationIn(
            'gitlab',
            'open',
            `open ${JSON.stringify(more).length}`.replace(' ', '-'),
            {
              customer: { name: 'Gale Foods', country: 'BR' },
              ...more,
            },
          ),
        );
      expect(codeOf(await open({ territory: 'LATAM' }))).toBe('422 distributor-required');
      expect(told(await open({ territory: 'LATAM', distributorId: 'dist' }))).toBe('done');
      expect(told(await open({ territory: 'EMEA' }))).toBe('done');
      const alliance = await principal(system.admin, 'key-cloud', 'partner', 'cloud');
      const body = registrationIn('gitlab', 'cloud', 'cloud-1', {});
      expect(codeOf(await alliance.command('/v1/deals', body))).toBe('422 filed-by-proxy');
      expect(told(await programs.command('/v1/deals', body))).toBe('done');
    });

    it('US public sector: a preferred partner co-sells, everybody else pays list, until it is removed', async () => {
      const ref = '006XX0000012AbCQAU';
      const at = { territory: 'USPubSec', opportunity: { source: 'crm', ref } };
      const mine = await register('gitlab', 'a', 'Granite Agency', at);
      const other = await register('gitlab', 'b', 'Granite Agency', at);
      const path = `/v1/opportunities/crm/${ref}/preferred-partner`;
      const choice = {
        programId: 'gitlab',
        partnerId: 'gitlab-a',
        meetings: 1,
        internalReason: 'Holds the contract vehicle.',
      };
      expect(codeOf(await crm.command(path, { ...choice, meetings: 0 }))).toBe(
        '422 meetings-missing',
      );
      expect(told(await crm.command(path, choice))).toBe('done');
      expect([await price(mine), await price(other)]).toEqual([
        'cosell, reseller 9000.00',
        'listPrice, reseller 10000.00',
      ]);
      const { meetings: _meetings, partnerId: _partner, ...removal } = choice;
      expect(told(await crm.command(`${path}-removal`, removal))).toBe('done');
      expect(await price(other)).toBe('cosell, reseller 9000.00');
    });
  });

  it('17 (Channel Operations): the latest seller is the incumbent, and moves on the customer’s mail alone', async () => {
    const sold = async (who: string, bookedOn: string, more: object = {}) => {
      const opportunity = { source: 'crm', ref: `H-${who}` };
      const id = await register('gitlab', who, 'Heron Rail', { opportunity, ...more });
      const reported = { ...opportunity, stage: '0', ...more };
      expect(told(await crm.command('/v1/opportunities', reported))).toBe('done');
      expect(await approve(id)).toBe('done');
      const sale = await crm.command('/v1/sales', {
        programId: 'gitlab',
        origin: { source: 'crm', ref: `H-${who}` },
        dealId: id,
        annualFees: '1000.00',
        netArr: '1000.00',
        currency: 'USD',
        occurredOn: bookedOn,
      });
      expect(told(sale)).toBe('done');
      return { id, saleId: String((sale.body as Row)['id']) };
    };
    const first = await sold('a', '2026-01-10');
    const second = await sold('b', '2026-01-20', { renewal: 'growth' });
    const { customerId } = await deal(first.id);
    const path = `/v1/customers/${String(customerId)}`;
    const incumbent = async () =>
      (await programs.get(seen(`${path}/incumbent?programId=gitlab`)))['partnerId'];
    expect(await incumbent()).toBe('gitlab-b');

    // when: a challenger comes with its own letter, then with the customer's mail
    const claim = (evidence: object) =>
      programs.command(`${path}/incumbency`, {
        programId: 'gitlab',
        partnerId: 'gitlab-c',
        evidence: { document: 'doc-1', ...evidence },
      });
    expect(told(await claim({ kind: 'partner-letter' }))).toBe('422 customer-statement-required');
    expect(await incumbent()).toBe('gitlab-b');
    const mail = { kind: 'customer-statement', statedBy: 'c-0017' };
    expect(told(await claim(mail))).toBe('done');
    expect(await incumbent()).toBe('gitlab-c');
    expect(told(await claim(mail))).toBe('422 incumbent-already');

    // and: a renewal has the source of the customer's oldest new business
    expect(await programs.get(`/v1/deals/${second.id}/attribution`)).toMatchObject({
      source: 'partner',
      inheritedFrom: { saleId: first.saleId, bookedOn: '2026-01-10' },
    });
  });

  it('10 (Working with GitLab): after A dissolves come B, then C, then A, which submitted again', async () => {
    const at = { opportunity: { source: 'crm', ref: 'OPP-10' } };
    const a = await register('gitlab', 'a', 'Ibis Press', at);
    expect(await approve(a)).toBe('done');
    await advance('2026-02-03');
    const b = await register('gitlab', 'b', 'Ibis Press', at);
    await advance('2026-02-05');
    const c = await register('gitlab', 'c', 'Ibis Press', at);
    const partnerB = await principal(system.admin, 'key-b10', 'partner', 'gitlab-b');
    expect(await queue(b, partnerB)).toMatchObject({
      place: 1,
      ahead: 0,
      behind: 1,
      heldByAnother: true,
    });
    expect(JSON.stringify(await queue(b, partnerB))).not.toMatch(
      /gitlab-[ac]|OPP|Ibis Press.*Ibis/,
    );
    expect(await decide(c, 'promotion')).toBe('422 not-first-in-queue');
    expect(await decide(b, 'promotion')).toBe('422 exclusivity-held');

    await advance('2026-02-20');
    expect(await lose(a)).toBe('done');
    await settle();
    expect(await deal(b)).toMatchObject({ turnOn: expect.any(String) });
    await advance('2026-02-21');
    const again = await register('gitlab', 'a', 'Ibis Press', at);
    expect(await deal(b)).toMatchObject({ status: 'pending', turnOn: '2026-02-20' });
    expect((await queue(again))['place']).toBe(3);
    expect(await decide(again, 'promotion')).toBe('422 not-first-in-queue');

    // when: B is passed over, C is next; C withdraws, and A's new submission is
    expect(await decide(b, 'denial', { code: 'unqualified', publicReason: 'No contact.' })).toBe(
      'done',
    );
    await settle();
    expect(await deal(c)).toMatchObject({ turnOn: expect.any(String) });
    expect(await deal(again)).toMatchObject({ turnOn: null });
    expect(told(await crm.command(`/v1/deals/${c}/withdrawal`, {}))).toBe('done');
    await settle();
    expect(await deal(again)).toMatchObject({ turnOn: expect.any(String) });
    expect(await decide(again, 'promotion')).toBe('done');
    // 90 days from the approval.
    expect(await deal(again)).toMatchObject({ status: 'approved', expiresOn: '2026-05-22' });
  });

  it('a program may promote the next at once: NeuVector, when the first is lost', async () => {
    const a = await register('neuvector', 'a', 'Kite Marine');
    const b = await register('neuvector', 'b', 'Kite Marine');
    const c = await register('neuvector', 'c', 'Kite Marine');
    expect(await approve(a)).toBe('done');
    expect(await lose(a)).toBe('done');
    await settle();
    expect(await deal(b)).toMatchObject({
      status: 'approved',
      expiresOn: '2026-08-21',
    });
    expect(await deal(c)).toMatchObject({ status: 'pending' });
    expect(await queue(c)).toMatchObject({ place: 1, heldByAnother: true });
  });

  it('non-compliance takes a protection away, with evidence and reason; the program names the causes', async () => {
    const at = { opportunity: { source: 'crm', ref: 'OPP-12' } };
    const a = await register('gitlab', 'a', 'Linnet Air', at);
    const b = await register('gitlab', 'b', 'Linnet Air', at);
    expect(await approve(a)).toBe('done');
    const broken = (cause: string) => ({
      cause,
      evidence: { document: 'audit-3', statedBy: 'c-1' },
      publicReason: 'The agreement has ended.',
    });
    expect(await decide(a, 'protection-break', broken('inactivity'))).toBe(
      '422 break-not-in-program',
    );
    expect(await decide(a, 'protection-break', broken('non-compliance'))).toBe('done');
    expect(await deal(a)).toMatchObject({
      status: 'broken',
      publicNote: 'The agreement has ended.',
    });
    expect(await approve(b)).toBe('done');
  });

  it('C4 (Program Guide): who is not in good standing registers nothing from that day on', async () => {
    const standing = (good: boolean, effectiveFrom: string) =>
      programs.must('/v1/partners/gitlab-lapsed/standing', { good, effectiveFrom });
    await standing(false, '2026-02-22');
    await standing(true, '2026-02-24');
    expect(await register('gitlab', 'lapsed', 'Jackdaw One')).not.toMatch(/^422/);
    await advance('2026-02-22');
    expect(await register('gitlab', 'lapsed', 'Jackdaw Two')).toBe('422 not-in-good-standing');
    await advance('2026-02-23');
    expect(await register('gitlab', 'lapsed', 'Jackdaw Two')).toBe('422 not-in-good-standing');
    await advance('2026-02-24');
    expect(await register('gitlab', 'lapsed', 'Jackdaw Two')).not.toMatch(/^422/);
  });

  it('C52 (order processing): a promised purchase order that does not come undoes the booking on day 11', async () => {
    const booking = (ref: string) => ({
      programId: 'gitlab',
      origin: { source: 'crm', ref },
      annualFees: '1000.00',
      netArr: '1000.00',
      currency: 'USD',
      purchaseOrder: 'promised',
    });
    await advance('2026-04-25');
    expect(codeOf(await crm.command('/v1/sales', booking('P-0')))).toBe('422 too-early-in-quarter');
    await advance('2026-04-28');
    const ids: string[] = [];
    for (const ref of ['P-1', 'P-2']) {
      const answer = await crm.command('/v1/sales', booking(ref));
      expect(told(answer)).toBe('done');
      ids.push(String((answer.body as Row)['id']));
    }
    const [kept = '', undone = ''] = ids;
    const sale = (id: string): Promise<Row> => crm.get(seen(`/v1/sales/${id}`));
    await advance('2026-05-08');
    expect(await sale(undone)).toMatchObject({ reversedOn: null });
    expect(told(await crm.command(`/v1/sales/${kept}/purchase-order`, { reference: 'PO-1' }))).toBe(
      'done',
    );
    await advance('2026-05-09');
    await settle();
    expect(await sale(undone)).toMatchObject({ reversedOn: '2026-05-09' });
    expect(await sale(kept)).toMatchObject({ reversedOn: null });
  });

  it('C9 (Channel Operations): what expired before another was approved is not won, nor sourced', async () => {
    const at = { opportunity: { source: 'crm', ref: 'OPP-C9' } };
    const a = await register('gitlab', 'a', 'Lapwing Ferries', at);
    expect(await approve(a)).toBe('done');
    // 90 days from 9 May.
    await advance('2026-08-08');
    await settle();
    expect(await deal(a)).toMatchObject({ status: 'expired', expiresOn: '2026-08-07' });
    told(await crm.command('/v1/opportunities', { ...at.opportunity, stage: '2' }));
    const b = await register('gitlab', 'b', 'Lapwing Ferries', at);
    expect(await approve(b)).toBe('done');
    const own = await crm.command(`/v1/deals/${a}/closing`, { result: 'won' });
    expect(told(own)).toBe('422 deal-followed');
    const closing = await crm.command('/v1/opportunities/crm/OPP-C9/closing', { result: 'won' });
    expect(told(closing)).toBe('done');
    await settle();
    expect(await deal(a)).toMatchObject({ status: 'expired' });
    expect(await deal(b)).toMatchObject({ status: 'won' });
    expect([await price(a), await price(b)]).toEqual([
      'cosell, reseller 9000.00',
      'sourced, reseller 8000.00',
    ]);
  });
});
