import { EventRegistry, EventStore } from '@accord/event-store';
import { ReadStore } from '@accord/read-store';
import { parse } from 'yaml';
import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrolIn, publish } from '../support/rules-of-engagement';
import { documentOf } from '../support/sample-rules';
import { settled } from '../support/settled';

type Row = Record<string, unknown>;

/** What sets two registrations of one customer apart, and what partners cannot set apart by what they write. */
describe('The scope of an approval', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let log: EventStore;
  let reads: ReadStore;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest();
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    reads = await ReadStore.connect(system.accord.databaseUrl);
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publish(programs, 'gitlab');
    for (const partner of ['a', 'b', 'c']) await enrolIn(programs, 'gitlab', partner);
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
  });

  const codeOf = (answer: Answer): string => `${answer.status} ${faultOf(answer).code}`;
  function told(answer: Answer): string {
    if (answer.status >= 300) return codeOf(answer);
    const body = answer.body as Row;
    if (typeof body['position'] === 'string') position = body['position'];
    return 'done';
  }
  const customer = (name: string): object => ({
    name,
    country: 'DE',
    domain: `${name.toLowerCase().replaceAll(' ', '-')}.example`,
  });
  let registered = 0;
  async function register(partnerId: string, name: string, more: object): Promise<string> {
    registered += 1;
    const answer = await crm.command('/v1/deals', {
      partnerId,
      programId: 'gitlab',
      dealType: 'resale',
      customer: customer(name),
      amount: '10000.00',
      currency: 'USD',
      productFamily: 'Premium',
      territory: 'EMEA',
      origin: { source: 'portal', ref: `R-${registered}` },
      ...more,
    });
    expect(told(answer)).toBe('done');
    return String((answer.body as Row)['id']);
  }
  const approve = async (id: string): Promise<string> =>
    told(await programs.command(`/v1/deals/${id}/approval`, {}));
  const deal = (id: string): Promise<Row> =>
    programs.get(`/v1/deals/${id}?minPosition=${position}`);
  const heldByAnother = async (id: string): Promise<unknown> =>
    (await programs.get(`/v1/deals/${id}/queue?minPosition=${position}`))['heldByAnother'];

  describe('that goes by opportunity', () => {
    const at = (ref: string) => ({ source: 'portal', ref });
    const report = async (ref: string): Promise<void> => {
      expect(told(await crm.command('/v1/opportunities', { ...at(ref), stage: '0' }))).toBe('done');
      position = String(await settled(log, reads));
    };

    it('C9: is none of its own while sales have not reported the opportunity, whatever partners call it', async () => {
      // given: two partners, one customer, the same products, and an opportunity that each made up
      const [a, b] = [
        await register('a', 'Heron Ports', { opportunity: at('MADE-UP-A') }),
        await register('b', 'Heron Ports', { opportunity: at('MADE-UP-B') }),
      ];
      // then: one wins
      expect(await approve(a)).toBe('done');
      expect(await heldByAnother(b)).toBe(true);
      expect(await approve(b)).toBe('422 exclusivity-held');
      // and: an opportunity that sales know does not help beside one that may be the same
      await report('MADE-UP-B');
      expect(await approve(b)).toBe('422 exclusivity-held');
      // and: other products are another opportunity as long as the references differ
      const other = { productFamily: 'Ultimate', opportunity: at('MADE-UP-C') };
      expect(await approve(await register('c', 'Heron Ports', other))).toBe('done');
      const same = { productFamily: 'Ultimate', opportunity: at('MADE-UP-A') };
      expect(await approve(await register('c', 'Heron Ports', same))).toBe('422 exclusivity-held');
    });

    it('C9: is the opportunity alone from the day on which sales report it', async () => {
      const [a, b] = [
        await register('a', 'Ibis Mills', { opportunity: at('IBIS-1') }),
        await register('b', 'Ibis Mills', { opportunity: at('IBIS-2') }),
      ];
      expect(await approve(a)).toBe('done');
      await report('IBIS-2');
      // when: the one that was approved before anybody knew it turns out to be another one
      await report('IBIS-1');
      // then
      expect(await heldByAnother(b)).toBe(false);
      expect(await approve(b)).toBe('done');
      for (const id of [a, b]) expect(await deal(id)).toMatchObject({ status: 'approved' });
      const { customerId } = await deal(a);
      const { exclusivity } = await programs.get(`/v1/customers/${String(customerId)}`);
      expect((exclusivity as Row[]).map(({ scope }) => scope)).toEqual(
        ['portal/IBIS-1', 'portal/IBIS-2'].map((opportunity) => ({
          group: 'sourced',
          kind: 'opportunity',
          opportunity,
          family: 'Premium',
        })),
      );
      // and: what is made up still finds both in its way
      const late = await register('c', 'Ibis Mills', { opportunity: at('IBIS-3') });
      expect(await approve(late)).toBe('422 exclusivity-held');
    });

    it('C9: is none of its own by an opportunity that is another customer’s', async () => {
      // given: two customers with an approved opportunity each, and a partner that names the wrong one
      const [theirs, own, dodging, honest, second] = [
        await register('a', 'Magpie Steel', { opportunity: at('MAGPIE-1') }),
        await register('a', 'Nuthatch Paper', { opportunity: at('NUTHATCH-1') }),
        await register('b', 'Nuthatch Paper', { opportunity: at('MAGPIE-1') }),
        await register('c', 'Nuthatch Paper', { opportunity: at('NUTHATCH-2') }),
        await register('c', 'Magpie Steel', { opportunity: at('MAGPIE-2') }),
      ];
      for (const ref of ['MAGPIE-1', 'MAGPIE-2', 'NUTHATCH-1', 'NUTHATCH-2']) await report(ref);
      for (const id of [theirs, own]) expect(await approve(id)).toBe('done');
      // then: it waits behind who has the customer
      expect(await heldByAnother(dodging)).toBe(true);
      expect(await approve(dodging)).toBe('422 exclusivity-held');
      // and: nothing changes for an opportunity of its own, nor for the customer whose it is
      for (const id of [honest, second]) {
        expect(await heldByAnother(id)).toBe(false);
        expect(await approve(id)).toBe('done');
      }
    });

    it('C9: by another customer’s keeps what an unreported one would, also once sales report it', async () => {
      const [theirs, dodging, honest] = [
        await register('a', 'Oriole Glass', { opportunity: at('ORIOLE-1') }),
        await register('b', 'Pipit Lamps', { opportunity: at('ORIOLE-1') }),
        await register('c', 'Pipit Lamps', { opportunity: at('PIPIT-1') }),
      ];
      for (const id of [theirs, dodging]) expect(await approve(id)).toBe('done');
      for (const ref of ['PIPIT-1', 'ORIOLE-1']) await report(ref);
      expect(await heldByAnother(honest)).toBe(true);
      expect(await approve(honest)).toBe('422 exclusivity-held');
    });
  });

  describe('that sales narrow by a report', () => {
    const at = (ref: string) => ({ source: 'portal', ref });
    const report = async (ref: string): Promise<void> => {
      expect(told(await crm.command('/v1/opportunities', { ...at(ref), stage: '0' }))).toBe('done');
      position = String(await settled(log, reads));
    };
    const statusOf = async (id: string): Promise<unknown> => (await deal(id))['status'];
    /** Who holds, who waits for another opportunity, and who waits for any of the customer's. */
    async function threeOf(name: string, programId: string, partners: readonly string[]) {
      const more = (opportunity?: object) => ({ programId, opportunity });
      const [one = '', two = '', three = ''] = partners;
      const holder = await register(one, name, more(at(`${name}-1`)));
      const other = await register(two, name, more(at(`${name}-2`)));
      const unnamed = await register(three, name, more());
      expect(await approve(holder)).toBe('done');
      return { holder, other, unnamed };
    }

    beforeAll(async () => {
      const text = documentOf('gitlab')
        .replace('program: gitlab', 'program: autolab')
        .replace('entity: gitlabinc', 'entity: autolabinc')
        .replace('promotion: person', 'promotion: automatic');
      await programs.must('/v1/programs/autolab/versions', text);
      for (const partnerId of ['auto-a', 'auto-b', 'auto-c']) {
        await enrolIn(programs, 'gitlab', partnerId, { programId: 'autolab' });
      }
    });

    it.each([
      ['Jackdaw', ['1', '2']],
      ['Knot', ['2', '1']],
    ])(
      'approves by itself who waited behind it for another one: %s, reported in the order %j',
      async (name, [first, last]) => {
        const { holder, other, unnamed } = await threeOf(name, 'autolab', [
          'auto-a',
          'auto-b',
          'auto-c',
        ]);
        await report(`${name}-${String(first)}`);
        expect(await statusOf(other)).toBe('pending');
        await report(`${name}-${String(last)}`);
        expect(await deal(other)).toMatchObject({ status: 'approved' });
        expect(await statusOf(holder)).toBe('approved');
        // What names none may still be the holder's.
        expect(await statusOf(unnamed)).toBe('pending');
      },
    );

    it('puts it before a person where the program lets people promote', async () => {
      const { other, unnamed } = await threeOf('Linnet', 'gitlab', ['a', 'b', 'c']);
      await report('Linnet-2');
      expect((await deal(other))['turnOn']).toBeNull();
      await report('Linnet-1');
      expect(await deal(other)).toMatchObject({ status: 'pending', turnOn: expect.any(String) });
      expect((await deal(unnamed))['turnOn']).toBeNull();
    });
  });

  describe('that goes by product family and territory', () => {
    const document = (territories: string): string =>
      documentOf('cirrus')
        .replace('program: cirrus\n', 'program: cells\n')
        .replace('territories: [US, EU]\n', `${territories}\n`)
        .replace('scope: customer\n', 'scope: familyTerritory\n');
    const publishCells = (territories: string): Promise<Answer> =>
      programs.command('/v1/programs/cells/versions', asObject(parse(document(territories))));
    const cell = (territory: string) => ({
      programId: 'cells',
      dealType: 'deal',
      territory,
      opportunity: undefined,
    });

    it('is refused by the program check where the names of territories share places', async () => {
      const refused = await publishCells('territories: [DACH, DE, FR]');
      expect(codeOf(refused)).toBe('400 request-invalid');
      expect(refused.body).toMatchObject({
        errors: [{ code: 'contradiction', path: 'territories.1' }],
      });
    });

    it('excludes cells that share a place, and no others', async () => {
      const answer = await publishCells(
        'territories: [DACH, DE, FR]\nterritoryParts: { DACH: [DE, AT, CH] }',
      );
      expect(told(answer)).toBe('done');
      for (const partnerId of ['dach', 'de', 'fr']) {
        await programs.must('/v1/partners', {
          partnerId,
          programId: 'cells',
          name: partnerId,
          kind: 'reseller',
          country: 'DE',
          track: 'Partner',
        });
        await programs.must(`/v1/partners/${partnerId}/agreements`, {
          agreementId: `agreement-${partnerId}`,
          territories: ['DACH', 'DE', 'FR'],
          exhibits: ['resale'],
          signedOn: '2026-01-05',
        });
      }
      const [whole, part, apart] = [
        await register('dach', 'Kestrel Tools', cell('DACH')),
        await register('de', 'Kestrel Tools', cell('DE')),
        await register('fr', 'Kestrel Tools', cell('FR')),
      ];
      expect(await approve(whole)).toBe('done');
      expect(await approve(part)).toBe('422 exclusivity-held');
      expect(await approve(apart)).toBe('done');
      // and the other way round
      const [first, second] = [
        await register('de', 'Lapwing Tools', cell('DE')),
        await register('dach', 'Lapwing Tools', cell('DACH')),
      ];
      expect(await approve(first)).toBe('done');
      expect(await approve(second)).toBe('422 exclusivity-held');
    });
  });
});
