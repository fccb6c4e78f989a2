import { randomUUID } from 'node:crypto';
import {
  accepted,
  currency,
  fiscalQuarter,
  isoDate,
  toJson,
  zero,
  type DomainEvent,
  type Envelope,
} from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { account, type Account } from '../account/account';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { payout, type Payout } from '../payout/payout';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { draftedPages } from '../propose-payout/propose-payout';
import { requestIssue } from './issue-payout';
import { IssueStatementsWork } from './issue-statements-work';

const PARTNERS = ['eastgate', 'fjord', 'moved'];
const accountOf = (run: string, partnerId: string): string => `${run}.${partnerId}.USD`;
const today = isoDate('2026-06-15');

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
/** A claim on a fund, booked into a partner's account. */
const claimOf = (run: string, partnerId: string): AccountEvent => ({
  type: 'FundClaimPosted',
  data: {
    accountId: accountOf(run, partnerId),
    partnerId,
    book: 'gitlab',
    currency: 'USD',
    claim: {
      lineId: 'l',
      programId: 'gitlab',
      fundId: 'f',
      requestId: 'r',
      claimId: 'c',
      amount: toJson(zero(currency('USD'))),
      approvedOn: today,
      sources: [],
    },
    postings: [],
  },
});

/** A process that dies at one of its writes: with it done or not, and nothing after it. */
class Process {
  readonly payouts: Streams<Payout, PayoutEvent>;
  readonly accounts: Streams<Account, AccountEvent>;
  private writes = 0;

  constructor(store: EventStore, death?: { readonly at: number; readonly done: boolean }) {
    this.payouts = new Streams(store, payout);
    this.accounts = new Streams(store, account);
    if (!death) return;
    this.mortal(this.payouts, death);
    this.mortal(this.accounts, death);
  }

  private mortal<S, E extends DomainEvent>(
    streams: Streams<S, E>,
    { at, done }: { readonly at: number; readonly done: boolean },
  ): void {
    const live = streams.transact.bind(streams);
    jest.spyOn(streams, 'transact').mockImplementation(async (...command) => {
      if (++this.writes < at) return live(...command);
      if (this.writes === at && done) await live(...command);
      throw new Error('dead');
    });
  }

  async issue(payoutId: string): Promise<void> {
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    if (state.status !== 'issuing') return;
    const work = new IssueStatementsWork(this.payouts, this.accounts);
    await work.work(state, new AbortController().signal);
  }
}

describe('Issuing a payout', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    const registry = new EventRegistry([accountEvents, payoutEvents]);
    store = await EventStore.connect(server.url, registry);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const write = <S, E extends DomainEvent>(streams: Streams<S, E>, id: string, ...events: E[]) =>
    streams.transact(id, envelope(), () => accepted(...events));

  /** Three approved statements are to be issued, one of them of two pages; one of the accounts has moved since. @returns the run's id */
  async function asked(): Promise<string> {
    const run = randomUUID();
    const { payouts, accounts } = new Process(store);
    const drafts = PARTNERS.flatMap((partnerId) => {
      const page = { lines: [], postings: [] };
      const pages = partnerId === 'eastgate' ? [page, page] : [page];
      const of = { accountId: accountOf(run, partnerId), partnerId, accountRevision: -1 };
      return draftedPages({ ...of, pages }, 'p1');
    });
    const by = { principal: 'carl', onBehalfOf: null };
    const root = 'a'.repeat(64);
    const proposal = {
      payoutId: run,
      book: 'gitlab',
      quarter: fiscalQuarter('FY2027-Q1'),
      kind: 'quarterly',
      payOn: today,
      proposalId: 'p1',
      entity: run,
      position: '900',
      statements: 3,
      lines: 0,
      total: toJson(zero(currency('USD'))),
      root,
      proposedBy: { principal: 'fiona', onBehalfOf: null },
    };
    await write(
      payouts,
      run,
      ...drafts,
      { type: 'PayoutProposed', data: proposal },
      { type: 'PayoutApproved', data: { root, approvedBy: by } },
    );
    await payouts.transact(run, envelope(), (state) =>
      requestIssue(state, proposal.proposedBy, today),
    );
    await write(accounts, accountOf(run, 'moved'), claimOf(run, 'moved'));
    return run;
  }

  async function expectIssuedOnce(run: string): Promise<void> {
    const { payouts, accounts } = new Process(store);
    const statements = await Promise.all(
      PARTNERS.map(async (partnerId) =>
        (await accounts.events(accountOf(run, partnerId))).filter(
          ({ type }) => type === 'StatementIssued',
        ),
      ),
    );
    const pagesOf = (at: number) => statements[at]?.map(({ data }) => 'page' in data && data.page);
    expect([0, 1, 2].map(pagesOf)).toEqual([[1, 2], [1], []]);
    const issues = (await payouts.events(run)).filter(({ type }) => type === 'PayoutIssued');
    expect(issues).toMatchObject([
      {
        data: {
          issued: [
            { accountId: accountOf(run, 'eastgate'), statementId: `${run}.eastgate` },
            { accountId: accountOf(run, 'fjord'), statementId: `${run}.fjord` },
          ],
          leftOut: [{ accountId: accountOf(run, 'moved') }],
        },
      },
    ]);
  }

  it.each(
    // Three accounts, one with two pages, and the run's own record.
    [1, 2, 3, 4, 5].flatMap((at) => [
      { at, done: false },
      { at, done: true },
    ]),
  )('pays each account once, though the process dies at write $at (done: $done)', async (death) => {
    const run = await asked();
    await expect(new Process(store, death).issue(run)).rejects.toThrow('dead');

    await new Process(store).issue(run);

    await expectIssuedOnce(run);
  });

  it('pays each account once, though five processes issue at the same time', async () => {
    const run = await asked();
    await Promise.all(Array.from({ length: 5 }, () => new Process(store).issue(run)));
    await expectIssuedOnce(run);
  });

  it('finishes the statement it has begun, though a claim was booked into the account meanwhile', async () => {
    const run = await asked();
    // The first pages of all three accounts are tried at the same time, then the second one.
    await expect(new Process(store, { at: 4, done: false }).issue(run)).rejects.toThrow('dead');
    const { accounts } = new Process(store);
    const id = accountOf(run, 'eastgate');
    expect((await accounts.look(id, { fresh: true })).state.unfinished).toMatchObject({ page: 1 });
    await write(accounts, id, claimOf(run, 'eastgate'));

    await new Process(store).issue(run);

    await expectIssuedOnce(run);
    expect((await accounts.look(id, { fresh: true })).state.unfinished).toBeNull();
  });

  it('still knows what was paid when the account has moved on since', async () => {
    const run = await asked();
    await expect(new Process(store, { at: 5, done: false }).issue(run)).rejects.toThrow('dead');
    const { accounts } = new Process(store);
    const [paid] = await accounts.events(accountOf(run, 'fjord'));
    if (paid?.type !== 'StatementIssued') throw new Error('fjord was not paid');
    const { data } = paid;
    await write(accounts, accountOf(run, 'fjord'), {
      type: 'StatementIssued',
      data: { ...data, statementId: 'a later one', payoutId: 'a later one' },
    });

    await new Process(store).issue(run);

    const [issued] = (await new Process(store).payouts.events(run)).slice(-1);
    expect(issued).toMatchObject({
      data: {
        issued: [{ statementId: `${run}.eastgate` }, { statementId: `${run}.fjord` }],
      },
    });
  });
});
