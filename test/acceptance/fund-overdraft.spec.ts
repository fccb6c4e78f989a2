import { createHash } from 'node:crypto';
import { fundBalances, fundEvents, type FundEvent } from '@accord/mdf';
import { EventRegistry, EventStore } from '@accord/event-store';
import { asObject, type Answer, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram } from '../support/small-program';

const AT_ONCE = 64;
const FUND = '/v1/funds/gitlab.EMEA.FY2027-Q1.USD';
const usd = (amount: string) => ({ amount, currency: 'USD' });
const DOCUMENT = new TextEncoder().encode('what proves it\n');
const sha256 = createHash('sha256').update(DOCUMENT).digest('hex');

/** Everybody wants the same money at once, through two api processes. */
describe('A fund under 64 requests and claims at once', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;
  let log: EventStore;

  beforeAll(async () => {
    system = await startAccordUnderTest({ apis: 2 });
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([fundEvents]));
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    finance = await principal(system.admin, 'fiona', 'finance');
    await publishProgram(programs);
    for (const partnerId of ['acme', 'blue']) {
      await enrol(programs, partnerId);
      await crm.upload(`/v1/partners/${partnerId}/evidence`, 'text/plain', DOCUMENT);
    }
    const fund = { programId: 'gitlab', region: 'EMEA', quarter: 'FY2027-Q1', currency: 'USD' };
    await programs.must('/v1/funds', fund);
    // Twenty requests of 1,000 and no more.
    await programs.must(`${FUND}/allocations`, usd('20900.00'));
  });
  afterAll(async () => {
    await log.close();
    await system.stop();
  });

  /** Sends so many commands at once, by turns to each of the api processes. */
  const storm = (
    who: ApiClient,
    command: (i: number) => { path: string; body: object },
  ): Promise<Answer[]> =>
    Promise.all(
      Array.from({ length: AT_ONCE }, async (_, i) => {
        const { path, body } = command(i);
        const at = who.at(system.urls[i % 2] ?? system.accord.url);
        // Too much at once is told as such, and sent again it is the same command.
        for (const key = `${path}-${i}`; ;) {
          const answer = await at.command(path, body, key);
          if (answer.status !== 503) return answer;
        }
      }),
    );
  const outcomes = (answers: readonly Answer[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { status, body } of answers) {
      const what = status < 300 ? 'accepted' : String(asObject(body)['code']);
      counts[what] = (counts[what] ?? 0) + 1;
    }
    return counts;
  };

  it('gives each its money until there is none, and not one more', async () => {
    const answers = await storm(crm, (i) => ({
      path: `${FUND}/requests`,
      body: {
        requestId: `r${i}`,
        partnerId: i % 3 === 0 ? 'blue' : 'acme',
        activity: 'event',
        cost: '2000.00',
        startsOn: '2026-02-18',
        endsOn: '2026-02-18',
        ...usd('1000.00'),
      },
    }));
    expect(outcomes(answers)).toEqual({ accepted: 20, 'fund-exhausted': AT_ONCE - 20 });
    expect(await finance.get(`${FUND}/balance`)).toMatchObject({
      available: '900.00',
      reserved: '20000.00',
    });
  });

  it('pays no commitment twice: of 64 claims of 300 on 10 requests of 1,000 three each', async () => {
    const { items } = await finance.get(`${FUND}/requests?limit=10`);
    const requests = Array.isArray(items)
      ? items.map((one) => String(asObject(one)['requestId']))
      : [];
    for (const id of requests)
      await programs.must(`${FUND}/requests/${id}/approval`, usd('1000.00'));
    await advanceTo(system.admin, '2026-02-20');
    const answers = await storm(crm, (i) => ({
      path: `${FUND}/requests/${requests[i % 10]}/claims`,
      body: {
        claimId: `c${i}`,
        cost: '600.00',
        ...usd('300.00'),
        proofs: ['invoice', 'attendee-list'].map((kind) => ({ kind, sha256 })),
      },
    }));
    expect(outcomes(answers)).toEqual({ accepted: 30, 'above-commitment': AT_ONCE - 30 });
    expect(await finance.get(`${FUND}/balance`)).toMatchObject({
      reserved: '10000.00',
      committed: '1000.00',
      claimed: '9000.00',
    });
  });

  it('was never below zero, and allocated was the sum of all others, at every event', async () => {
    const events: FundEvent[] = [];
    let checked = 0;
    const onBreak = (error: Error): void => {
      throw error;
    };
    const signal = AbortSignal.timeout(300_000);
    for await (const record of log.follow({ after: undefined, signal, onBreak })) {
      const { event } = record;
      if (event && fundEvents.includes(event)) {
        events.push(event);
        const balances = fundBalances(events);
        if (!balances) throw new Error('no fund');
        const { allocated, currency: _, ...others } = balances;
        expect(Object.values(others).filter((minor) => minor < 0n)).toEqual([]);
        expect(Object.values(others).reduce((so, minor) => so + minor, 0n)).toBe(allocated);
        checked++;
      }
      if (record.position >= (await log.head()).position) break;
    }
    // Opened, allocated, 20 asked for, 10 approved and reminded of, 30 claimed.
    expect(checked).toBe(72);
  });
});
