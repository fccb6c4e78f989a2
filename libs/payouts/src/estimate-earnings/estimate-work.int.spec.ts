import { randomUUID } from 'node:crypto';
import { accepted, fiscalQuarter, isoDate, logPosition, type Envelope } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { EarningLine, EarningsQuery } from '@accord/incentives';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { account } from '../account/account';
import { accountEvents } from '../account/account.events';
import { estimateEvents } from '../estimate/estimate.events';
import { estimateRun } from '../estimate/estimate-run';
import { earning, usd } from '../spec-support/statement-runs';
import { accrualPostings } from './accrual-postings';
import { EstimateAccountsWork } from './estimate-accounts-work';
import { EstimateWork } from './estimate-work';
import { requestEstimate } from './request-estimate';

const today = isoDate('2026-05-31');
/** More than one page of sums and one event of accounts take; the last has an account and earns nothing. */
const PARTNERS = Array.from({ length: 130 }, (_, i) => `p${String(i).padStart(3, '0')}`);
const IDLE = 'p129';

const envelope = (): Envelope => {
  const id = randomUUID();
  return {
    commandId: id,
    commandHash: 'body',
    correlationId: id,
    causationId: id,
    actor: { principal: 'fiona', role: 'finance' },
    occurredOn: today,
  };
};

interface Death {
  readonly of: 'estimates' | 'accounts';
  /** Which of its writes is the last one, from 1. */
  readonly at: number;
  readonly done: boolean;
}

/** A process that dies at one of its writes: with it done or not, and nothing after it. */
class Process {
  readonly estimates;
  readonly accounts;
  private isDead = false;

  constructor(
    private readonly log: EventStore,
    /** What partners earn as of when it looks. */
    private readonly lines: readonly EarningLine[],
    private readonly death?: Death,
  ) {
    this.estimates = new Streams(log, estimateRun);
    this.accounts = new Streams(log, account);
    const [told, booked] = [
      this.estimates.transact.bind(this.estimates),
      this.accounts.transact.bind(this.accounts),
    ];
    jest
      .spyOn(this.estimates, 'transact')
      .mockImplementation(this.mortal('estimates', (...command) => told(...command)));
    jest
      .spyOn(this.accounts, 'transact')
      .mockImplementation(this.mortal('accounts', (...command) => booked(...command)));
  }

  private mortal<A extends unknown[], R>(of: Death['of'], live: (...all: A) => Promise<R>) {
    let writes = 0;
    return async (...all: A): Promise<R> => {
      if (this.isDead) throw new Error('dead');
      const { death } = this;
      if (death?.of !== of || ++writes < death.at) return live(...all);
      this.isDead = true;
      if (death.done) await live(...all);
      throw new Error('dead');
    };
  }

  work(book: string): Promise<void> {
    const lines = this.lines;
    async function* portions(): AsyncGenerator<EarningLine[]> {
      for (let from = 0; from < lines.length; from += 50) yield lines.slice(from, from + 50);
    }
    const summary = () => Promise.reject(new Error('an estimate needs no summary'));
    const at = { position: logPosition('900'), stale: false, summary };
    const accounts = new EstimateAccountsWork(
      this.accounts,
      {
        partners: () => Promise.resolve([IDLE]),
        rejectedLines: () => Promise.resolve(new Map()),
      },
      this.log,
    );
    const earnings = { snapshot: <T>(...[, , use]: Snapshot<T>) => use(portions(), at) };
    const work = new EstimateWork(this.estimates, accounts, earnings, this.log);
    return work.work(book, new AbortController().signal);
  }
}
type Snapshot<T> = Parameters<typeof EarningsQuery.prototype.snapshot<T>>;

const earned = (dollars: number): EarningLine[] =>
  PARTNERS.filter((partnerId) => partnerId !== IDLE).map((partnerId) =>
    earning(`line of ${partnerId}`, dollars, { partnerId }),
  );

describe('Estimating a book', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    store = await EventStore.connect(
      server.url,
      new EventRegistry([accountEvents, estimateEvents]),
    );
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  /** A book of which an estimate is asked for; the idle partner's account still has 7 accrued. */
  async function asked(): Promise<string> {
    const book = randomUUID();
    const { estimates, accounts } = new Process(store, []);
    const targets = [{ expense: '4900', before: usd(0), target: usd(7) }] as const;
    const payee = { accountId: `${book}.${IDLE}.USD`, partnerId: IDLE, book, currency: 'USD' };
    await accounts.transact(payee.accountId, envelope(), () =>
      accepted({
        type: 'EstimatePosted',
        data: {
          ...payee,
          method: 'earned-to-date',
          estimateId: 'before',
          position: '800',
          estimatedOn: today,
          parts: [],
          targets,
          postings: accrualPostings(targets, 'R1'),
        },
      }),
    );
    await ask(estimates, book);
    return book;
  }

  const ask = (estimates: Process['estimates'], book: string) =>
    estimates.transact(book, envelope(), (state) =>
      requestEstimate(state, {
        book,
        entity: book,
        currency: 'USD',
        through: fiscalQuarter('FY2027-Q2'),
        estimatedOn: today,
        requestedBy: { principal: 'fiona', onBehalfOf: null },
      }),
    );

  /** Every account once at 10, the idle one at nothing, and the run tells of each. */
  async function expectEstimatedOnce(book: string): Promise<void> {
    const { estimates, accounts } = new Process(store, []);
    const events = await estimates.events(book);
    const told = events.flatMap(({ type, data }) =>
      type === 'AccountsEstimated' ? data.accounts : [],
    );
    expect(told.map(({ partnerId }) => partnerId)).toEqual(PARTNERS);
    const finished = events.filter(({ type }) => type === 'EstimateFinished');
    expect(finished.map(({ data }) => data)).toEqual([
      {
        estimateId: `${book}.2026-05-31.1`,
        position: '900',
        accounts: PARTNERS.length,
        targets: [{ expense: '4900', before: usd(7), target: usd(1_290) }],
      },
    ]);
    for (const partnerId of PARTNERS) {
      const posted = await accounts.events(`${book}.${partnerId}.USD`);
      const accrued = (await accounts.look(`${book}.${partnerId}.USD`, { fresh: true })).state;
      const isIdle = partnerId === IDLE;
      expect([partnerId, posted.length]).toEqual([partnerId, isIdle ? 2 : 1]);
      expect([partnerId, accrued.balances.accrued]).toEqual([partnerId, isIdle ? 0n : 1_000n]);
    }
  }

  it.each<Death>(
    [
      // Two pages of sums, two events of accounts, the end; of accounts the first, some and the last.
      ...[1, 2, 3, 4, 5].map((at) => ({ of: 'estimates' as const, at })),
      ...[1, 60, 130].map((at) => ({ of: 'accounts' as const, at })),
    ].flatMap((death) => [false, true].map((done) => ({ ...death, done }))),
  )(
    'books each account once, though the process dies at write $at of $of (done: $done)',
    async (death) => {
      const book = await asked();
      await expect(new Process(store, earned(10), death).work(book)).rejects.toThrow('dead');

      // What is earned meanwhile is in the next estimate, once the sums of this one are written.
      const isSummed = death.of === 'accounts' || death.at > 2 || (death.at === 2 && death.done);
      await new Process(store, earned(isSummed ? 99 : 10)).work(book);

      await expectEstimatedOnce(book);
    },
  );

  it('books each account once, though two processes are at it at the same time', async () => {
    const book = await asked();
    const both = [new Process(store, earned(10)), new Process(store, earned(10))];
    // The slower one sees that the other goes on, and leaves it to the next look.
    await Promise.allSettled(both.map((one) => one.work(book)));

    await new Process(store, earned(10)).work(book);

    await expectEstimatedOnce(book);
  });

  it('is done one after the other, each under a name of its own', async () => {
    const book = await asked();
    const one = new Process(store, earned(10));
    expect(await ask(one.estimates, book)).toMatchObject({
      rejections: [{ code: 'estimate-running' }],
    });
    await one.work(book);
    const { length } = await one.accounts.events(`${book}.p000.USD`);
    expect(await ask(one.estimates, book)).toMatchObject({
      events: [{ data: { estimateId: `${book}.2026-05-31.2` } }],
    });
    await new Process(store, earned(10)).work(book);
    expect(await one.accounts.events(`${book}.p000.USD`)).toHaveLength(length);
  });
});
