import { randomUUID } from 'node:crypto';
import { accepted, isoDate, type DomainEvent, type Envelope } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { account } from '../account/account';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { draftsIn } from '../payout/drafted';
import { payout, type DraftsRequest } from '../payout/payout';
import { payoutEvents } from '../payout/payout.events';
import { period } from '../period/period';
import { periodEvents, type PeriodEvent } from '../period/period.events';
import { closedOver } from '../spec-support/frozen';
import { earning, usd } from '../spec-support/statement-runs';
import { cutPages } from '../statement/cut-pages';
import { USUAL_TERMS } from '../statement/payout-terms';
import { DraftPayoutWork } from './draft-payout-work';
import { DraftStatements } from './draft-statements.query';
import { ProposalSum } from './proposal-sum';
import { requestDrafts } from './propose-payout';

const today = isoDate('2026-06-15');
const by = { principal: 'fiona', onBehalfOf: null };

/** More than are written together, one with a statement that no single append takes, one that earned nothing. */
const PARTNERS = Array.from({ length: 20 }, (_, i) => `p${String(i).padStart(2, '0')}`);
const [LONG, IDLE] = ['p07', 'p12'];
const LINES = 700;

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

/** A process that dies at one of its writes: with it done or not, and nothing after it. */
class Process {
  readonly payouts;
  readonly accounts;
  readonly periods;

  constructor(
    private readonly log: EventStore,
    death?: { readonly at: number; readonly done: boolean },
  ) {
    this.payouts = new Streams(log, payout);
    this.accounts = new Streams(log, account);
    this.periods = new Streams(log, period);
    if (!death) return;
    const live = this.payouts.transact.bind(this.payouts);
    let writes = 0;
    jest.spyOn(this.payouts, 'transact').mockImplementation(async (...command) => {
      if (++writes < death.at) return live(...command);
      if (writes === death.at && death.done) await live(...command);
      throw new Error('dead');
    });
  }

  async draft(payoutId: string): Promise<void> {
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    if (state.status !== 'drafting') return;
    const statements = new DraftStatements(
      this.accounts,
      this.periods,
      { partners: () => Promise.resolve([IDLE]) },
      { of: (_payee, { terms }) => Promise.resolve(terms) },
      { reactors: { waitFor: () => Promise.resolve() } },
      this.log,
    );
    await new DraftPayoutWork(this.payouts, statements).work(state, new AbortController().signal);
  }
}

/** A claim on a fund, booked into the account of who earned nothing else. */
const claimOf = (run: string): AccountEvent => ({
  type: 'FundClaimPosted',
  data: {
    accountId: `${run}.${IDLE}.USD`,
    partnerId: IDLE,
    book: run,
    currency: 'USD',
    claim: {
      lineId: 'l',
      programId: run,
      fundId: 'f',
      requestId: 'r',
      claimId: 'c',
      amount: usd(30),
      approvedOn: today,
      sources: [],
    },
    postings: [],
  },
});

describe('Drafting a payout', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    const registry = new EventRegistry([accountEvents, payoutEvents, periodEvents]);
    store = await EventStore.connect(server.url, registry);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const write = async <S, E extends DomainEvent>(
    streams: Streams<S, E>,
    id: string,
    ...all: E[]
  ) => {
    for (const event of all) await streams.transact(id, envelope(), () => accepted(event));
  };

  /** A quarter is closed and its run asked for. @returns the run's id, also its book and entity */
  async function asked(): Promise<string> {
    const run = randomUUID();
    const { payouts, periods, accounts } = new Process(store);
    const earned = PARTNERS.filter((partnerId) => partnerId !== IDLE).flatMap((partnerId) =>
      Array.from({ length: partnerId === LONG ? LINES : 1 }, (_, i) =>
        earning(`${partnerId}-${String(i).padStart(3, '0')}`, 10, { partnerId, programId: run }),
      ),
    );
    const pages = cutPages(earned).map((lines, i): PeriodEvent => ({
      type: 'EarningsFrozen',
      data: { position: '900', page: i + 1, lines },
    }));
    const closed = { book: run, quarter: 'FY2027-Q1', position: '900', closedOn: today };
    await write(periods, `${run}.FY2027-Q1`, ...pages, {
      type: 'PeriodClosed',
      data: { ...closed, ...closedOver(earned), orderedBy: 'payee' },
    });
    await write(accounts, `${run}.${IDLE}.USD`, claimOf(run));
    const request: DraftsRequest = {
      proposalId: randomUUID(),
      payoutId: run,
      book: run,
      quarter: 'FY2027-Q1',
      kind: 'quarterly',
      entity: run,
      currency: 'USD',
      position: '900',
      frozen: { lines: earned.length, orderedBy: 'payee' },
      payOn: today,
      terms: USUAL_TERMS,
      requestedBy: by,
    };
    await payouts.transact(run, envelope(), (state) => requestDrafts(state, request));
    return run;
  }

  /** Every payee once, with all lines, under the root of what lies in the log. */
  async function expectProposedOnce(run: string): Promise<void> {
    const { payouts } = new Process(store);
    const { state } = await payouts.look(run, { fresh: true });
    if (state.status !== 'proposed' || !state.drafted) throw new Error(state.status);
    const { proposal, drafted } = state;
    const sum = new ProposalSum('USD');
    const payees: string[] = [];
    for await (const { draft } of draftsIn(
      payouts.eachEvent(run, drafted.from),
      drafted.proposalId,
    )) {
      sum.add(draft);
      payees.push(draft.partnerId);
    }
    expect(payees).toEqual(PARTNERS);
    const lines = LINES + PARTNERS.length - 1;
    expect(proposal).toMatchObject({ statements: PARTNERS.length, lines, proposedBy: by });
    expect(proposal.total).toEqual(usd((lines - 1) * 10 + 30));
    expect(proposal.root).toBe(sum.root(proposal));
    const proposals = (await payouts.events(run)).filter(({ type }) => type === 'PayoutProposed');
    expect(proposals).toHaveLength(1);
  }

  it.each(
    // Two appends take what is drafted first, one the rest, one proposes it all.
    [1, 2, 3, 4].flatMap((at) => [
      { at, done: false },
      { at, done: true },
    ]),
  )(
    'drafts each account once, though the process dies at write $at (done: $done)',
    async (death) => {
      const run = await asked();
      await expect(new Process(store, death).draft(run)).rejects.toThrow('dead');

      await new Process(store).draft(run);

      await expectProposedOnce(run);
    },
  );

  it('drafts each account once, though two processes draft at the same time', async () => {
    const run = await asked();
    const both = [new Process(store), new Process(store)];
    // The slower one sees that the other goes on, and leaves it to the next look.
    await Promise.allSettled(both.map((one) => one.draft(run)));

    await new Process(store).draft(run);

    await expectProposedOnce(run);
  });
});
