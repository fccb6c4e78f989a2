import { logPosition } from '@accord/kernel';
import { ReadStore } from '@accord/read-store';
import type { Child } from '../../apps/standalone/src/child';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { FATE } from '../support/companies';
import { frozen, startFaulty } from '../support/faulty-process';
import { enrol, publishProgram, registration } from '../support/small-program';

/** Locks of the frozen process live so long; a decision of the others waits longer than that. */
const TIMES = { ACCORD_LOCK_HOLD_MS: '300', ACCORD_LOCK_WAIT_MS: '20000' };

/** A process that stops inside the protocol for longer than its locks live, and then goes on. */
describe('A decider that freezes after it has looked and before it writes', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  const frozenApis: Child[] = [];

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await Promise.all(['acme', 'bolt', 'crux'].map((partner) => enrol(programs, partner)));
  });
  afterAll(async () => {
    // A test that failed may have left one stopped.
    for (const { pid } of frozenApis) process.kill(pid, 'SIGCONT');
    await Promise.all(frozenApis.map((api) => api.stop()));
    await system.stop();
  });

  it('cannot break I1: its late grant meets another revision and is refused', async () => {
    const customer = { name: 'Nordwind Energie GmbH', country: 'DE', domain: 'nordwind.example' };
    const [first, late, rival] = await Promise.all([
      registered('acme', customer, 'OPP-first'),
      registered('bolt', customer, 'OPP-wanted'),
      registered('crux', customer, 'OPP-wanted'),
    ]);
    await approvedAt(system.accord.url, first);

    const { answer, thaw } = await frozenAt('exclusivity-', late);
    await approvedAt(system.accord.url, rival);
    thaw();

    const refused = await answer;
    expect([refused.status, faultOf(refused).code]).toEqual([422, 'exclusivity-held']);
    expect(await programs.get(`/v1/deals/${late}`)).toMatchObject({ status: 'pending' });
  });

  it('grants nothing when it learns that its locks were lost', async () => {
    const customer = { name: 'Fjordlys Norge', country: 'NO', domain: 'fjordlys.example' };
    const [late, rival] = await Promise.all([
      registered('acme', customer, 'OPP-4'),
      registered('bolt', customer, 'OPP-4'),
    ]);
    const { answer, thaw } = await frozenAt('customer-', late);
    await approvedAt(system.accord.url, rival);
    thaw();
    const told = await answer;
    expect([told.status, faultOf(told).code]).toEqual([503, 'try-again']);
    expect(await programs.get(`/v1/deals/${late}`)).toMatchObject({ status: 'pending' });
  });

  it('may break I2 when nobody tells it: the grant it gives too late is found, and becomes a case', async () => {
    const customer = { name: 'Quarzwerk Berlin', country: 'DE', domain: 'quarzwerk.example' };
    const [late, rival] = await Promise.all([
      registered('acme', customer, 'OPP-2'),
      registered('bolt', { ...customer, name: 'QUARZWERK BERLIN AG' }, 'OPP-2'),
    ]);

    const { answer, thaw } = await frozenAt('customer-', late, true);
    await approvedAt(system.accord.url, rival);
    thaw();

    // It had looked before the rival's customer was there.
    const granted = await answer;
    expect(granted.status).toBeLessThan(300);
    const at = `minPosition=${String(asObject(granted.body)['position'])}`;
    const holder = await programs.get(`/v1/deals/${rival}?${at}`);
    const [found] = await casesOf(late);
    expect(found).toMatchObject({ customerId: holder['customerId'], verdict: null });
    const own = await programs.get(`/v1/deals/${late}?${at}`);
    expect(own['customerId']).not.toBe(holder['customerId']);
    expect(found?.['breaching']).toEqual(expect.any(String));
  });

  it('is found also when the customer that it missed has become one with another meanwhile', async () => {
    const customer = { name: 'Tulpenfeld Bonn', country: 'DE', domain: 'tulpenfeld.example' };
    const [late, rival, third] = await Promise.all([
      registered('acme', customer, 'OPP-5'),
      registered('bolt', { ...customer, name: 'TULPENFELD BONN AG' }, 'OPP-5'),
      registered('crux', { name: 'Zephyros Werft', country: 'DE' }, 'OPP-6'),
    ]);
    await approvedAt(system.accord.url, third);
    const { answer, thaw } = await frozenAt('customer-', late, true);
    const at = `minPosition=${await approvedAt(system.accord.url, rival)}`;
    const missed = await programs.get(`/v1/deals/${rival}?${at}`);
    const survivor = await programs.get(`/v1/deals/${third}?${at}`);

    const worker = system.accord.pids['worker'] ?? 0;
    process.kill(worker, 'SIGSTOP');
    try {
      thaw();
      expect((await answer).status).toBe(201);
      const path = `/v1/customers/${String(missed['customerId'])}/merge`;
      await programs.must(path, { into: survivor['customerId'], ...FATE });
    } finally {
      process.kill(worker, 'SIGCONT');
    }

    const [found] = await casesOf(late);
    expect(found).toMatchObject({ customerId: survivor['customerId'], verdict: null });
    expect(found?.['breaching']).toEqual(expect.any(String));
  });

  it('leaves no case behind where nothing was missed', async () => {
    const customer = { name: 'Belmonte Vini', country: 'IT', domain: 'belmonte.example' };
    const deal = await registered('acme', customer, 'OPP-3');
    const position = await approvedAt(system.accord.url, deal);
    await rechecked(position);
    expect(await programs.list(`/v1/cases?dealId=${deal}`)).toEqual([]);
  });

  async function registered(partner: string, customer: object, ref: string): Promise<string> {
    const opportunity = { source: 'crm', ref };
    await crm.must('/v1/opportunities', { ...opportunity, stage: '4' });
    const more = { customer, opportunity };
    const { id } = await crm.must('/v1/deals', registration(partner, `${partner}-${ref}`, more));
    return String(id);
  }

  /** Approves, again as often as the answer is to try again. @returns the log position */
  async function approvedAt(url: string, dealId: string): Promise<bigint> {
    for (;;) {
      const answer = await programs.at(url).command(`/v1/deals/${dealId}/approval`, {});
      if (answer.status === 503) continue;
      // 200 where the worker was the first to record it.
      expect(answer.status).toBeLessThan(300);
      return BigInt(String(asObject(answer.body)['position']));
    }
  }

  /** Asks a process for an approval that stops before its first append to such a stream. */
  async function frozenAt(streams: string, dealId: string, deaf = false) {
    const fault = { streams, nth: 1, when: 'before', signal: 'SIGSTOP', deaf } as const;
    const api = await startFaulty(system, 'api', fault, TIMES);
    frozenApis.push(api);
    const late = programs.at(String(api.details['url']));
    for (;;) {
      const answer = late.command(`/v1/deals/${dealId}/approval`, {});
      const early = await Promise.race([frozen(api), answer]);
      if (!early) return { answer, thaw: () => process.kill(api.pid, 'SIGCONT') };
      // On a slow machine its short-lived locks may be lost before it reaches that append.
      expect([early.status, faultOf(early).code]).toEqual([503, 'try-again']);
    }
  }

  async function casesOf(dealId: string): Promise<Record<string, unknown>[]> {
    for (;;) {
      const cases = await programs.list(`/v1/cases?dealId=${dealId}`);
      if (cases.length > 0) return cases;
    }
  }

  /** Resolves when the grants up to a position have been looked at again. */
  async function rechecked(position: bigint): Promise<void> {
    const reads = await ReadStore.connect(system.accord.databaseUrl);
    await reads.reactors.waitFor('recheck-grant', logPosition(position), 300_000);
    await reads.close();
  }
});
