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
import type { CommandContext } from '@accord/platform';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { account, type Account } from '../account/account';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { payout, type Payout } from '../payout/payout';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { IssuePayoutCommand, IssuePayoutHandler } from './issue-payout.handler';

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
const context = (): CommandContext => ({
  envelope: envelope(),
  options: {},
  caller: { principalId: 'fiona', roles: ['finance'], partnerId: null },
  moment: { on: today, at: null },
  today,
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

  issue(payoutId: string): Promise<unknown> {
    return new IssuePayoutHandler(this.payouts, this.accounts).execute(
      new IssuePayoutCommand(payoutId, context()),
    );
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

  /** Three statements were approved; one of the accounts has moved since. @returns the run's id */
  async function approved(): Promise<string> {
    const run = randomUUID();
    const { payouts, accounts } = new Process(store);
    const drafts = PARTNERS.map((partnerId): PayoutEvent => ({
      type: 'StatementDrafted',
      data: {
        accountId: accountOf(run, partnerId),
        partnerId,
        accountRevision: -1,
        lines: [],
        postings: [],
        proposalId: 'p1',
        page: 1,
        pages: 1,
      },
    }));
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
    const claim = {
      lineId: 'l',
      programId: 'gitlab',
      fundId: 'f',
      requestId: 'r',
      claimId: 'c',
      amount: toJson(zero(currency('USD'))),
      approvedOn: today,
      sources: [],
    };
    await write(accounts, accountOf(run, 'moved'), {
      type: 'FundClaimPosted',
      data: {
        accountId: accountOf(run, 'moved'),
        partnerId: 'moved',
        book: 'gitlab',
        currency: 'USD',
        claim,
        postings: [],
      },
    });
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
    expect(statements.map(({ length }) => length)).toEqual([1, 1, 0]);
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
    // Three accounts and the run's own record.
    [1, 2, 3, 4].flatMap((at) => [
      { at, done: false },
      { at, done: true },
    ]),
  )('pays each account once, though the process dies at write $at (done: $done)', async (death) => {
    const run = await approved();
    await expect(new Process(store, death).issue(run)).rejects.toThrow('dead');

    await new Process(store).issue(run);

    await expectIssuedOnce(run);
  });

  it('pays each account once, though five processes issue at the same time', async () => {
    const run = await approved();
    await Promise.all(Array.from({ length: 5 }, () => new Process(store).issue(run)));
    await expectIssuedOnce(run);
  });

  it('still knows what was paid when the account has moved on since', async () => {
    const run = await approved();
    await expect(new Process(store, { at: 2, done: true }).issue(run)).rejects.toThrow('dead');
    const { accounts } = new Process(store);
    const [paid] = await accounts.events(accountOf(run, 'eastgate'));
    if (paid?.type !== 'StatementIssued') throw new Error('eastgate was not paid');
    const { data } = paid;
    await write(accounts, accountOf(run, 'eastgate'), {
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
