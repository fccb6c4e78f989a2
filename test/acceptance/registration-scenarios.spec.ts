import { EventRegistry, EventStore } from '@accord/event-store';
import { ReadStore } from '@accord/read-store';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { documentOf } from '../support/sample-rules';
import { settled } from '../support/settled';

type Row = Record<string, unknown>;

const SILENCE = 'silence: { effect: approve, afterDays: 10, dayKind: calendar, start: submission }';
/** GitLab's program, and two that read its ten days of silence otherwise. */
const PROGRAMS = {
  gitlab: SILENCE,
  business: SILENCE.replace('calendar', 'business'),
  step: SILENCE.replace('start: submission', 'start: step, step: asm'),
} as const;
type Program = keyof typeof PROGRAMS;

/**
 * Registrations as GitLab publishes their rules, with the exact days and figures and the days beside them.
 * Numbers are those of the catalogue of scenarios; the tests stand in the order of their dates.
 */
describe('A registration under the published program, scenario by scenario', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let auditor: ApiClient;
  let log: EventStore;
  let reads: ReadStore;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2026-02-02' });
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    reads = await ReadStore.connect(system.accord.databaseUrl);
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    auditor = await principal(system.admin, 'audrey', 'auditor');
    for (const [program, silence] of Object.entries(PROGRAMS)) {
      const document = documentOf('gitlab')
        .replace('program: gitlab\n', `program: ${program}\n`)
        .replaceAll(SILENCE, silence);
      await programs.must(`/v1/programs/${program}/versions`, document);
      for (const partner of ['a', 'b', 'c']) await enrol(program, `${program}-${partner}`);
    }
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
  });

  async function enrol(programId: string, partnerId: string): Promise<void> {
    const partner = { partnerId, programId, name: partnerId, kind: 'reseller', country: 'DE' };
    await programs.must('/v1/partners', { ...partner, track: 'Select' });
    await programs.must(`/v1/partners/${partnerId}/agreements`, {
      agreementId: `agreement-${partnerId}`,
      territories: ['EMEA', 'NA', 'APAC', 'USPubSec'],
      exhibits: ['resale', 'referral', 'services'],
      signedOn: '2026-01-05',
    });
    await programs.must(`/v1/partners/${partnerId}/credentials`, {
      personId: `person-${partnerId}`,
      credential: 'sales-accreditation',
      completedOn: '2026-01-12',
    });
  }
  const codeOf = (answer: Answer): string => `${answer.status} ${faultOf(answer).code}`;
  const seen = (path: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`;
  function told(answer: Answer): string {
    if (answer.status >= 300) return codeOf(answer);
    const body = answer.body as Row;
    if (typeof body['position'] === 'string') position = body['position'];
    return 'done';
  }
  /** What follows by itself has been recorded; what is read afterwards includes it. */
  const settle = async (): Promise<void> => {
    position = String(await settled(log, reads));
  };
  const until = async (day: string): Promise<void> => {
    await advanceTo(system.admin, day);
    await settle();
  };
  const at = (ref: string) => ({ source: 'crm', ref });
  const report = async (ref: string, more: object = {}): Promise<void> => {
    const said = { ...at(ref), stage: '2', ...more };
    expect(told(await crm.command('/v1/opportunities', said))).toBe('done');
  };
  const asked = (ref: string, more: object, program: Program = 'gitlab'): object => ({
    partnerId: `${program}-a`,
    programId: program,
    dealType: 'resale',
    customer: { name: `${ref} Works`, country: 'DE', domain: `${ref.toLowerCase()}.example` },
    amount: '10000.00',
    currency: 'USD',
    productFamily: 'Premium',
    territory: 'EMEA',
    origin: { source: 'portal', ref: `${program}-${ref}` },
    ...more,
  });
  async function register(ref: string, more: object = {}, program?: Program): Promise<string> {
    const answer = await crm.command('/v1/deals', asked(ref, more, program));
    expect(told(answer)).toBe('done');
    return String((answer.body as Row)['id']);
  }
  const approve = async (id: string, who: ApiClient = programs): Promise<string> =>
    told(await who.command(`/v1/deals/${id}/approval`, {}));
  const deal = (id: string): Promise<Row> => programs.get(seen(`/v1/deals/${id}`));
  const sla = (id: string): Promise<Row> => programs.get(seen(`/v1/sla/${id}`));
  const history = (id: string): Promise<Row[]> => auditor.list(`/v1/audit/streams/deal-${id}`);
  async function dataOf(id: string, type: string): Promise<unknown> {
    return (await history(id)).find((event) => event['type'] === type)?.['data'];
  }
  async function price(id: string): Promise<string> {
    const priced = await programs.get(`/v1/deals/${id}/price`);
    const [first] = priced['prices'] as Row[];
    return `${String(priced['as'])} ${String(first?.['net'])}`;
  }

  describe('On 2 February 2026', () => {
    it.each([
      ['names none', 'Eins', {}],
      ['names one that sales do not know', 'Zwei', { opportunity: at('S1-UNKNOWN') }],
    ])(
      '1 (Working with GitLab): where it %s, operations approve and create the opportunity, from the partner',
      async (_how, ref, more) => {
        const id = await register(ref, more);
        expect(await deal(id)).toMatchObject({
          status: 'pending',
          route: 'no-opportunity',
          steps: ['ops'],
          advice: 'approve',
        });
        expect(await dataOf(id, 'DealRouted')).toMatchObject({
          decision: 'steps',
          opportunity: 'create',
          attribution: { initialSource: 'PQL', sourced: 'Partner Generated' },
        });
        expect(await programs.get(`/v1/deals/${id}/attribution`)).toMatchObject({
          source: 'vendor',
        });
        expect(await approve(id)).toBe('done');
        expect(await deal(id)).toMatchObject({ status: 'approved', expiresOn: '2026-05-03' });
        expect(await programs.get(`/v1/deals/${id}/attribution`)).toMatchObject({
          source: 'partner',
        });
      },
    );

    it.each([
      ['20 days ago', 'S2-20', '2026-01-13', 'denied', 'late-stage-worked-on', []],
      ['180 days ago', 'S2-180', '2025-08-06', 'denied', 'late-stage-worked-on', []],
      ['181 days ago', 'S2-181', '2025-08-05', 'pending', 'late-stage-dormant', ['ops']],
      ['never', 'S2-NEVER', undefined, 'pending', 'late-stage-dormant', ['ops']],
    ])(
      '2 (Working with GitLab): at stage 4, last worked on %s',
      async (_when, ref, lastActivityOn, status, route, steps) => {
        await report(ref, { stage: '4', lastActivityOn });
        const id = await register(ref, { opportunity: at(ref) });
        expect(await deal(id)).toMatchObject({ status, route, steps });
        expect(await dataOf(id, 'DealRouted')).toMatchObject({
          opportunity: status === 'denied' ? 'linkNonPrimary' : 'linkPrimary',
        });
        if (status !== 'denied') return;
        expect(await dataOf(id, 'DealDenied')).toMatchObject({ code: 'worked-on-by-sales' });
        expect(await approve(id)).toBe('422 deal-not-open');
      },
    );

    it.each([
      ['2', 'early-stage'],
      ['3', 'late-stage-worked-on'],
      ['6', 'late-stage-worked-on'],
    ])(
      '2 (Working with GitLab): stage %s of an opportunity that is worked on is %s',
      async (stage, route) => {
        const ref = `S2-STAGE-${stage}`;
        await report(ref, { stage, lastActivityOn: '2026-02-01' });
        const id = await register(ref, { opportunity: at(ref) });
        expect(await deal(id)).toMatchObject({ route });
      },
    );

    it('2 (Working with GitLab): a renewal with growth goes its own way at any stage', async () => {
      await report('S2-RENEWAL', { stage: '4', lastActivityOn: '2026-01-13', renewal: 'growth' });
      const id = await register('S2-RENEWAL', { opportunity: at('S2-RENEWAL') });
      expect(await deal(id)).toMatchObject({ route: 'renewal-with-growth', steps: ['esm', 'asm'] });
    });

    it('13 (Channel Operations): a flat renewal is refused, also where only sales call it one', async () => {
      const flat = await crm.command('/v1/deals', asked('S13', { renewal: 'flat' }));
      expect(told(flat)).toBe('422 flat-renewal');
      await report('S13', { renewal: 'flat' });
      const hidden = await crm.command('/v1/deals', asked('S13', { opportunity: at('S13') }));
      expect(told(hidden)).toBe('422 flat-renewal');
    });

    it('18 (Partner FAQ): an answer goes back to who asked, at the same place and step', async () => {
      // given: two who may decide the second step
      const [first, second] = await Promise.all(
        ['asm-1', 'asm-2'].map((id) => principal(system.admin, id, 'program-manager')),
      );
      if (!first || !second) throw new Error('no approvers');
      for (const principalId of ['asm-1', 'asm-2']) {
        await programs.must('/v1/programs/gitlab/approvers', {
          role: 'area-sales-manager',
          principalId,
          territories: ['EMEA'],
        });
      }
      await report('S18', { lastActivityOn: '2026-02-01' });
      const id = await register('S18', { opportunity: at('S18') });
      const behind = await register('S18-BEHIND', {
        partnerId: 'gitlab-b',
        customer: { name: 'S18 Works', country: 'DE', domain: 's18.example' },
        opportunity: at('S18'),
      });
      expect(await approve(id)).toBe('done');
      const before = await deal(id);
      expect(before).toMatchObject({ steps: ['asm'], registeredOn: '2026-02-02' });
      // when: one of them asks, and the partner answers two days later
      const question = { question: 'Who decides at the customer?' };
      expect(told(await first.command(`/v1/deals/${id}/return`, question))).toBe('done');
      expect(await sla(id)).toMatchObject({ waitingOn: 'partner' });
      await until('2026-02-04');
      const answered = await crm.command(`/v1/deals/${id}/information`, { answer: 'The CIO.' });
      expect(told(answered)).toBe('done');
      // then: it is no new submission, and the other one has no say about the answer
      const { position: place, registeredOn } = before;
      expect(await deal(id)).toMatchObject({
        status: 'pending',
        position: place,
        registeredOn,
        steps: ['asm'],
      });
      expect(await programs.get(seen(`/v1/deals/${behind}/queue`))).toMatchObject({ place: 2 });
      expect(await sla(id)).toMatchObject({ waitingOn: 'vendor', partnerDays: 2 });
      expect(await approve(id, second)).toBe('422 not-the-approver');
      expect(await approve(id, first)).toBe('done');
      expect(await deal(id)).toMatchObject({ status: 'approved', approvedOn: '2026-02-04' });
    });
  });

  describe('11 (Channel Operations): of a tender published on 5 February that B wins', () => {
    const tender = { tender: { number: 'T-11', publishedOn: '2026-02-05' } };
    it.each([
      ['EMEA', 'cosell 9000.00'],
      ['USPubSec', 'listPrice 10000.00'],
    ])('in %s the bidders get %s, and who sourced it before nothing', async (territory, bid) => {
      const opportunity = at(`S11-${territory}`);
      const customer = {
        name: `Tender ${territory}`,
        country: 'DE',
        domain: `tender-${territory.toLowerCase()}.example`,
      };
      const of = (partner: string, more: object = {}) => ({
        partnerId: `gitlab-${partner}`,
        customer,
        opportunity,
        territory,
        ...more,
      });
      const sourced = { occurredOn: '2026-02-04' };
      // given: A sourced it as a referral the day before, B and C come on the day and after it
      const a = await register(`S11-${territory}-A`, of('a', { dealType: 'referral', ...sourced }));
      expect(await approve(a)).toBe('done');
      if (territory === 'EMEA') await until('2026-02-06');
      const [b, c] = [
        await register(`S11-${territory}-B`, of('b', { ...tender, occurredOn: '2026-02-05' })),
        await register(`S11-${territory}-C`, of('c', tender)),
      ];
      expect(await approve(b)).toBe('422 tender-bidder');
      expect(await approve(c)).toBe('422 tender-bidder');
      expect([await price(b), await price(c)]).toEqual([bid, bid]);
      // when: B wins and buys
      expect(told(await crm.command(`/v1/deals/${a}/closing`, { result: 'lost' }))).toBe('done');
      const sale = {
        programId: 'gitlab',
        origin: { source: 'crm', ref: `S11-${territory}` },
        opportunity,
        partnerId: 'gitlab-b',
        annualFees: '10000.00',
        netArr: '10000.00',
        currency: 'USD',
      };
      expect(told(await crm.command('/v1/sales', sale))).toBe('done');
      await settle();
      // then
      expect(await deal(a)).toMatchObject({ status: 'lost' });
      expect([await price(b), await price(c)]).toEqual([bid, bid]);
      const finance = await principal(system.admin, `fin-${territory.toLowerCase()}`, 'finance');
      const earned = await finance.list(seen('/v1/earnings?partnerId=gitlab-a'));
      expect(earned.filter(({ amount }) => amount !== '0.00')).toEqual([]);
    });
  });

  describe('5 (Working with GitLab, Channel Operations): submitted on 2 March, past the first step on the 5th', () => {
    const ids: Partial<Record<Program, string>> = {};
    const idOf = (program: Program): string => ids[program] ?? '';
    const cases: [Program, string, string][] = [
      ['gitlab', '2026-03-11', '2026-03-12'],
      ['step', '2026-03-14', '2026-03-15'],
      ['business', '2026-03-15', '2026-03-16'],
    ];
    beforeAll(async () => {
      await until('2026-03-02');
      for (const [program] of cases) {
        await report(`S5-${program}`, { lastActivityOn: '2026-03-01' });
        ids[program] = await register('S5', { opportunity: at(`S5-${program}`) }, program);
      }
      await until('2026-03-05');
      for (const [program] of cases) expect(await approve(idOf(program))).toBe('done');
    });

    it.each(cases)(
      'silence under the rule of "%s" approves nothing on %s, and it on %s',
      async (program, before, day) => {
        await until(before);
        expect(await deal(idOf(program))).toMatchObject({ status: 'pending', steps: ['asm'] });
        await until(day);
        expect(await deal(idOf(program))).toMatchObject({ status: 'approved', approvedOn: day });
        expect(await dataOf(idOf(program), 'DealApproved')).toMatchObject({ by: 'silence' });
      },
    );
  });

  describe('7 (Channel Operations): the partner hears from the vendor within two business days', () => {
    it.each([
      // The clocks of Los Angeles and Berlin change on 8 and 29 March, so the ends of days move.
      ['Friday 20 March', '2026-03-20', 'NA', '2026-03-24', '2026-03-25T07:00:00.000Z'],
      ['Friday 20 March', '2026-03-20', 'EMEA', '2026-03-24', '2026-03-24T23:00:00.000Z'],
      ['Friday 27 March', '2026-03-27', 'EMEA', '2026-03-31', '2026-03-31T22:00:00.000Z'],
      ['Friday 15 May', '2026-05-15', 'NA', '2026-05-19', '2026-05-20T07:00:00.000Z'],
      ['Friday 15 May', '2026-05-15', 'EMEA', '2026-05-19', '2026-05-19T22:00:00.000Z'],
      // 25 May is a holiday in the United States, not in Sydney.
      ['Thursday 21 May', '2026-05-21', 'NA', '2026-05-26', '2026-05-27T07:00:00.000Z'],
      ['Friday 22 May', '2026-05-22', 'NA', '2026-05-27', '2026-05-28T07:00:00.000Z'],
      ['Friday 22 May', '2026-05-22', 'APAC', '2026-05-26', '2026-05-26T14:00:00.000Z'],
    ])(
      'submitted on %s (%s) in %s: by the end of %s, %s',
      async (_day, on, territory, contactDueOn, contactDueAt) => {
        await until(on);
        const id = await register(`S7-${on}-${territory}`, { territory });
        expect(await sla(id)).toMatchObject({ contactDueOn, contactDueAt, contactOverdue: false });
      },
    );

    it('and is late on the day after, not on the last', async () => {
      const [list, later] = [
        await crm.list('/v1/deals?origin=portal/gitlab-S7-2026-05-22-NA'),
        '2026-05-28',
      ];
      const id = String(list[0]?.['dealId']);
      await until('2026-05-27');
      expect(await sla(id)).toMatchObject({ contactOverdue: false });
      await until(later);
      expect(await sla(id)).toMatchObject({ contactOverdue: true });
      expect(told(await programs.command(`/v1/deals/${id}/contact`, {}))).toBe('done');
      expect(await sla(id)).toMatchObject({ contactedOn: later, contactOverdue: true });
    });
  });
});
