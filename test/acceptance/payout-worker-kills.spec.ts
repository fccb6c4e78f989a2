import { join } from 'node:path';
import { EventRegistry, EventStore } from '@accord/event-store';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  DIST,
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { lastEventOf, type ApiClient } from '../support/api-client';
import { startFaulty, type Fault } from '../support/faulty-process';
import { enrol, publishProgram } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const RUN = 'gitlab.FY2027-Q1.quarterly';
/** More than are drafted in one append. */
const PARTNERS = Array.from({ length: 17 }, (_, i) => `p${String(i).padStart(2, '0')}`);
const CLOSING: readonly Death[] = [
  { streams: 'period-', nth: 1, when: 'before' },
  { streams: 'period-', nth: 1, when: 'after' },
  { streams: 'period-', nth: 1, when: 'before' },
];
const DRAFTING: readonly Death[] = [
  { streams: 'payout-', nth: 1, when: 'after' },
  { streams: 'payout-', nth: 1, when: 'before' },
  { streams: 'payout-', nth: 2, when: 'after' },
];
const ISSUING: readonly Death[] = [
  { streams: 'account-', nth: 5, when: 'after' },
  { streams: 'payout-', nth: 1, when: 'before' },
  { streams: 'payout-', nth: 1, when: 'after' },
];

type Death = Omit<Fault, 'signal'>;

describe('A worker that is killed again and again while it closes and pays a quarter', () => {
  let system: AccordUnderTest;
  let finance: ApiClient;
  let approver: ApiClient;
  let log: EventStore;
  let worker: Child;
  let root: unknown;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    const programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    await publishProgram(programs);
    for (const partner of PARTNERS) {
      await enrol(programs, partner);
      const deal = await approvedDeal({ crm, programs }, partner, partner, 'referral');
      const sale = await bookedSale({ crm, programs }, partner, deal, '40000.00');
      const payment = { paymentRef: partner, amount: '40000.00', currency: 'USD' };
      await crm.must(`/v1/sales/${sale}/payments`, payment);
    }
    await advanceTo(admin, '2026-06-15');
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    process.kill(Number(system.accord.pids['worker']), 'SIGKILL');
  });
  afterAll(async () => {
    await log.close();
    await worker.stop();
    await system.stop();
  });

  it('closes the quarter over what a dry run has said', async () => {
    const { lines, hash } = lastEventOf(await finance.command(`${PERIOD}/close?dryRun=true`, {}));
    await dying(CLOSING, () => finance.must(`${PERIOD}/close`, {}));
    expect(await come(PERIOD, 'closed')).toMatchObject({ lines, hash });
  });

  it('proposes what a worker that nobody disturbs would', async () => {
    ({ root } = lastEventOf(await finance.command('/v1/payouts?dryRun=true', BODY)));
    process.kill(worker.pid, 'SIGKILL');
    await dying(DRAFTING, () => finance.must('/v1/payouts', BODY));
    expect(await come(PAYOUT, 'proposed')).toMatchObject({ root, statements: PARTNERS.length });
    const drafts = await finance.list(`${PAYOUT}/drafts`);
    expect(drafts.map(({ partnerId }) => partnerId)).toEqual(PARTNERS);
  });

  it('issues each statement once', async () => {
    process.kill(worker.pid, 'SIGKILL');
    await approver.must(`${PAYOUT}/approval`, { root });
    await dying(ISSUING, () => finance.must(`${PAYOUT}/issue`, {}));
    expect(await come(PAYOUT, 'issued')).toMatchObject({ root });
    const outcomes = await finance.list(`${PAYOUT}/outcomes`);
    expect(outcomes.map(({ statementId }) => statementId)).toEqual(
      PARTNERS.map((partner) => `${RUN}.${partner}`),
    );
    for (const partner of PARTNERS) {
      const account = await finance.get(`/v1/accounts/gitlabinc.${partner}.USD`);
      expect(account).toMatchObject({ payable: '4000.00', receivable: '0.00' });
    }
  });

  /** Asks for work while one worker after another dies of it, and a last one ends it. */
  async function dying(deaths: readonly Death[], ask: () => Promise<object>): Promise<void> {
    const [first, ...others] = deaths.map((death) => ({ ...death, signal: 'SIGKILL' as const }));
    if (!first) throw new Error('nobody dies');
    let mortal = await startFaulty(system, 'worker', first);
    const asked = ask();
    for (const death of others) {
      await mortal.ended;
      mortal = await startFaulty(system, 'worker', death);
    }
    await mortal.ended;
    worker = await startChild({
      name: 'worker-last',
      entry: join(DIST, 'apps/worker/src/main.js'),
      environment: system.accord.environment,
      logs: join(system.accord.dataDirectory, 'logs'),
    });
    await asked;
  }

  /** The period or run as soon as it is so, with every view as far as the log is then. */
  async function come(path: string, status: string): Promise<object> {
    for (;;) {
      const { position } = await log.head();
      const one = await finance.get(`${path}?minPosition=${position}`);
      if (one['status'] === status) return one;
    }
  }
});

const PERIOD = '/v1/books/gitlab/periods/FY2027-Q1';
const PAYOUT = `/v1/payouts/${RUN}`;
const BODY = { book: 'gitlab', quarter: 'FY2027-Q1' };
