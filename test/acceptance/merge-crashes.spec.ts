import { randomUUID } from 'node:crypto';
import { EventRegistry, EventStore } from '@accord/event-store';
import { ReadStore, sql } from '@accord/read-store';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { Companies, FATE, firstEvent, type ApprovedDeal } from '../support/companies';
import { diesOn as processDiesOn } from '../support/faulty-process';
import { enrol, publishProgram } from '../support/small-program';

const REACTORS = ['finish-merge', 'finish-split', 'record-broken-protection', 'approve-granted'];
const STREAMS = 'case-|customer-|exclusivity-';
/** The appends of each, in their order; it dies after one of them. */
const MERGE = ['announced', 'taken in', 'settled', 'absorbed'];
const SUSPENSION = ['case opened', 'noted'];
const DECISION = ['decided', 'announced', 'taken in', 'settled', 'absorbed'];
const SPLIT = ['announced', 'taken in', 'settled', 'new customer', 'split'];

const points = (steps: readonly string[]) => steps.map((step, i) => ({ step, nth: i + 1 }));

describe('A process that is killed between any two steps', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let companies: Companies;
  let reads: ReadStore;
  let log: EventStore;
  let test = 0;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    const crm = await principal(system.admin, 'crm', 'sales-system');
    companies = new Companies(crm, programs);
    await publishProgram(programs);
    for (const partner of ['acme', 'bolt', 'crux']) await enrol(programs, partner);
    reads = await ReadStore.connect(system.accord.databaseUrl);
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
  });
  beforeEach(() => void (test += 1));

  it.each(points(MERGE))(
    'of a merge ($step) leaves one customer with both approvals',
    async ({ nth }) => {
      const { own, other } = await two(`OPP-${test}`, `ELSE-${test}`);
      const path = `/v1/customers/${own.customerId}/merge`;
      const body = { into: other.customerId, ...FATE };
      const key = await diesOn(path, body, nth);
      // The reactors may be first, or not.
      const merged = [expect.objectContaining({ type: 'CustomersMerged' })];
      expect(await sentAgain(path, body, key)).toEqual([true, merged]);
      await reactorsDone();
      expect(await homesOf(own, other)).toEqual([other.customerId, other.customerId]);
      expect(await sentAgain(path, body, key)).toEqual([true, merged]);
      const another = await programs.command(path, body);
      expect(faultOf(another).code).toBe('customer-merged');
      expect(await rivalOf('Alpenglut', `ELSE-${test}`)).toBe('exclusivity-held');
    },
  );

  it.each(points(SUSPENSION))(
    'of a merge that has to wait ($step) lets it wait',
    async ({ nth }) => {
      const { own, other } = await two(`OPP-${test}`, `OPP-${test}`);
      const path = `/v1/customers/${own.customerId}/merge`;
      const body = { into: other.customerId, ...FATE };
      const key = await diesOn(path, body, nth);
      const suspended = [expect.objectContaining({ type: 'MergeSuspended' })];
      expect(await sentAgain(path, body, key)).toEqual([true, suspended]);
      await reactorsDone();
      expect(await sentAgain(path, body, key)).toEqual([true, suspended]);
      expect(await homesOf(own, other)).toEqual([own.customerId, other.customerId]);
      expect(await rivalOf('Alpenglut', `ELSE-${test}`)).toBe('case-undecided');
    },
  );

  it.each(points(DECISION))(
    'of a decided collision ($step) leaves one approval',
    async ({ nth }) => {
      const { own, other } = await two(`OPP-${test}`, `OPP-${test}`);
      const merge = { into: other.customerId, ...FATE };
      const suspended = await programs.must(`/v1/customers/${own.customerId}/merge`, merge);
      const path = `/v1/cases/${String(firstEvent(suspended)['caseId'])}/collision-decision`;
      await diesOn(path, { verdict: 'merge', keeps: [own.dealId] }, nth);
      await reactorsDone();
      expect(await homesOf(own)).toEqual([other.customerId]);
      const statuses = await Promise.all([own, other].map(({ dealId }) => statusOf(dealId)));
      expect(statuses).toEqual(['approved', 'broken']);
      expect(await rivalOf('Borkenried', `OPP-${test}`)).toBe('exclusivity-held');
    },
  );

  it.each(points(SPLIT))(
    'of a split ($step) leaves two customers with an approval each',
    async ({ nth }) => {
      const name = `Alpenglut${test}x`;
      const stays = await companies.approve('acme', name, `OPP-${test}`);
      const goes = await companies.approve('bolt', name, `ELSE-${test}`);
      const path = `/v1/customers/${stays.customerId}/split`;
      const body = { deals: [goes.dealId], ...FATE };
      const key = await diesOn(path, body, nth);
      const split = [expect.objectContaining({ type: 'CustomerSplit' })];
      expect(await sentAgain(path, body, key)).toEqual([true, split]);
      await reactorsDone();
      expect(await sentAgain(path, body, key)).toEqual([true, split]);
      const [home, other] = await homesOf(stays, goes);
      expect([home, other === home]).toEqual([stays.customerId, false]);
      const again = await programs.command(path, { deals: [goes.dealId], ...FATE });
      expect(faultOf(again).code).toBe('claim-not-held');
      expect((await programs.command(`/v1/deals/${goes.dealId}/extension`, {})).status).toBe(201);
    },
  );

  async function two(
    ours: string,
    theirs: string,
  ): Promise<{ own: ApprovedDeal; other: ApprovedDeal }> {
    const own = await companies.approve('acme', `Alpenglut${test}x`, ours);
    const other = await companies.approve('bolt', `Borkenried${test}y`, theirs);
    return { own, other };
  }

  /** @returns why a third partner does not get it */
  async function rivalOf(company: string, opportunity: string): Promise<string> {
    const name = `${company}${test}${company === 'Alpenglut' ? 'x' : 'y'}`;
    const rival = await companies.register('crux', name, opportunity);
    return faultOf(await programs.command(`/v1/deals/${rival}/approval`, {})).code;
  }

  /** @returns the key of the command that a process has died of */
  async function diesOn(path: string, body: object, nth: number): Promise<string> {
    const key = randomUUID();
    const fault = { streams: STREAMS, nth, when: 'after' } as const;
    await processDiesOn(system, programs, { path, body, key }, fault);
    return key;
  }

  async function sentAgain(path: string, body: object, key: string): Promise<unknown[]> {
    const { status, body: told } = await programs.command(path, body, key);
    return [status < 300, asObject(told)['events'] ?? told];
  }

  async function reactorsDone(): Promise<void> {
    for (let seen = -1n; ;) {
      const { position } = await log.head();
      if (position === seen) return;
      for (const reactor of REACTORS) await reads.reactors.waitFor(reactor, position, 300_000);
      seen = position;
    }
  }

  async function statusOf(dealId: string): Promise<unknown> {
    const { position } = await log.head();
    return (await programs.get(`/v1/deals/${dealId}?minPosition=${position}`))['status'];
  }

  /** Whose approvals these are by now, as the streams of the grants tell it. */
  async function homesOf(...deals: readonly ApprovedDeal[]): Promise<string[]> {
    const { position } = await log.head();
    const { value } = await reads.views.read(
      ['exclusivity'],
      (db) =>
        sql<{ deal_id: string; customer_id: string }>`
        select deal_id, customer_id from exclusivity where not released`.execute(db),
      position,
    );
    return deals.map(
      ({ dealId }) => value.rows.find(({ deal_id }) => deal_id === dealId)?.customer_id ?? 'nobody',
    );
  }
});
