import { randomUUID } from 'node:crypto';
import {
  accepted,
  currency,
  fiscalQuarter,
  isoDate,
  money,
  posting,
  toJson,
  type DomainEvent,
  type Envelope,
} from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { account, type Account } from '../account/account';
import { accountEvents, type AccountEvent } from '../account/account.events';
import { paymentDetails, type PaymentDetails } from '../payment-details/payment-details';
import {
  paymentDetailsEvents,
  type Owner,
  type PaymentDetailsEvent,
} from '../payment-details/payment-details.events';
import { payout, type Payout } from '../payout/payout';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { draftedPages } from '../propose-payout/propose-payout';
import { InstructPaymentsCommand, InstructPaymentsHandler } from './instruct-payments.handler';
import { UsableDetails } from './usable-details.query';

const NO_RATES = { of: () => Promise.reject(new Error('No payment needs a rate')) };

const OWED: Readonly<Record<string, bigint>> = { eastgate: 10_000n, fjord: 2_599n, zero: 0n };
const PARTNERS = Object.keys(OWED);
const USD = currency('USD');
const today = isoDate('2026-06-15');
const root = 'a'.repeat(64);
const accountOf = (run: string, partnerId: string): string => `${run}.${partnerId}.USD`;

const envelope = (principal = 'fiona'): Envelope => {
  const id = randomUUID();
  return {
    commandId: id,
    commandHash: 'body',
    correlationId: id,
    causationId: id,
    actor: { principal, role: 'finance' },
    occurredOn: today,
  };
};
const contextOf = (of: Envelope, options: CommandContext['options'] = {}): CommandContext => ({
  envelope: of,
  options,
  caller: { principalId: of.actor.principal, roles: ['finance'], partnerId: null },
  moment: { on: today, at: null },
  today,
});

/** A process that dies at one of its writes: with it done or not, and nothing after it. */
class Process {
  readonly payouts: Streams<Payout, PayoutEvent>;
  readonly accounts: Streams<Account, AccountEvent>;
  readonly details: Streams<PaymentDetails, PaymentDetailsEvent>;
  readonly handler: InstructPaymentsHandler;
  private writes = 0;

  constructor(store: EventStore, death?: { readonly at: number; readonly done: boolean }) {
    this.payouts = new Streams(store, payout);
    this.accounts = new Streams(store, account);
    this.details = new Streams(store, paymentDetails);
    const details = new UsableDetails(this.details);
    this.handler = new InstructPaymentsHandler(this.payouts, this.accounts, details, NO_RATES);
    if (death) this.mortal(death);
  }

  private mortal({ at, done }: { readonly at: number; readonly done: boolean }): void {
    const pay = this.accounts.transact.bind(this.accounts);
    jest.spyOn(this.accounts, 'transact').mockImplementation(async (...command) => {
      if (++this.writes < at) return pay(...command);
      if (this.writes === at && done) await pay(...command);
      throw new Error('dead');
    });
    const tell = this.payouts.transact.bind(this.payouts);
    jest.spyOn(this.payouts, 'transact').mockImplementation(async (id, of, decide, options) => {
      const outcome = await tell(
        id,
        of,
        async (...seen) => {
          const decision = await decide(...seen);
          // The message is the write after those of the accounts.
          if (++this.writes >= at && !done) throw new Error('dead');
          return decision;
        },
        options,
      );
      if (this.writes >= at) throw new Error('dead');
      return outcome;
    });
  }

  instruct(run: string, of = envelope(), options: CommandContext['options'] = {}) {
    return this.handler.execute(new InstructPaymentsCommand(run, null, contextOf(of, options)));
  }
}

describe('Instructing the payments of a run', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    const registry = new EventRegistry([accountEvents, payoutEvents, paymentDetailsEvents]);
    store = await EventStore.connect(server.url, registry);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const write = <S, E extends DomainEvent>(streams: Streams<S, E>, id: string, ...events: E[]) =>
    streams.transact(id, envelope(), () => accepted(...events));
  const person = (principal: string) => ({ principal, onBehalfOf: null });

  async function confirmDetails(id: string, of: Owner, by = 'carl'): Promise<void> {
    const version = { detailsId: id, versionId: randomUUID(), hash: root };
    await write(
      new Process(store).details,
      id,
      {
        type: 'PaymentDetailsProposed',
        data: { ...of, ...version, currency: 'USD', proposedBy: person('fred') },
      },
      { type: 'PaymentDetailsConfirmed', data: { ...version, confirmedBy: person(by) } },
    );
  }
  const payee = (partnerId: string, by?: string) =>
    confirmDetails(`payee.${partnerId}.USD`, { owner: 'payee', partnerId }, by);
  const debtor = (run: string) =>
    confirmDetails(`debtor.${run}.USD`, { owner: 'debtor', entity: run });

  /** A statement is issued into the account: so much more is payable. */
  const statement = (run: string, partnerId: string, owed: bigint): Promise<unknown> =>
    write(new Process(store).accounts, accountOf(run, partnerId), {
      type: 'StatementIssued',
      data: {
        accountId: accountOf(run, partnerId),
        partnerId,
        book: 'gitlab',
        currency: 'USD',
        statementId: `${run}.${partnerId}`,
        payoutId: run,
        quarter: 'FY2027-Q1',
        issuedOn: today,
        position: '900',
        root,
        page: 1,
        pages: 1,
        lines: [],
        postings: [posting('R5', { debit: '2120', credit: '2130', amount: money(owed, USD) })],
      },
    });

  /** A run of three statements was issued; one of them is of zero. @returns its id, also its entity */
  async function issued(partners = PARTNERS): Promise<string> {
    const run = randomUUID();
    const drafts = partners.flatMap((partnerId) =>
      draftedPages(
        {
          accountId: accountOf(run, partnerId),
          partnerId,
          accountRevision: -1,
          pages: [{ lines: [], postings: [] }],
        },
        'p1',
      ),
    );
    const proposal = {
      payoutId: run,
      book: 'gitlab',
      quarter: fiscalQuarter('FY2027-Q1'),
      kind: 'quarterly',
      payOn: today,
      proposalId: 'p1',
      entity: run,
      position: '900',
      statements: partners.length,
      lines: 0,
      total: toJson(money(0n, USD)),
      root,
      proposedBy: person('fiona'),
    };
    const statements = partners.map((partnerId) => ({
      accountId: accountOf(run, partnerId),
      statementId: `${run}.${partnerId}`,
    }));
    await write(
      new Process(store).payouts,
      run,
      ...drafts,
      { type: 'PayoutProposed', data: proposal },
      { type: 'PayoutApproved', data: { root, approvedBy: person('carl') } },
      { type: 'PayoutIssued', data: { issuedOn: today, issued: statements, leftOut: [] } },
    );
    for (const partnerId of partners) await statement(run, partnerId, OWED[partnerId] ?? 0n);
    return run;
  }

  async function ready(): Promise<string> {
    const run = await issued();
    await debtor(run);
    return run;
  }
  beforeAll(async () => {
    for (const partnerId of ['eastgate', 'fjord', 'zero']) await payee(partnerId);
  });

  const messagesOf = async (run: string) =>
    (await new Process(store).payouts.events(run)).flatMap((event) =>
      event.type === 'PaymentsInstructed' ? [event.data] : [],
    );
  const paidIn = async (run: string, partnerId: string) =>
    (await new Process(store).accounts.events(accountOf(run, partnerId))).flatMap((event) =>
      event.type === 'PaymentInstructed' ? [event.data] : [],
    );

  async function expectPaidOnce(run: string): Promise<void> {
    const messages = await messagesOf(run);
    const told = messages.flatMap(({ payments }) => payments);
    expect(told.map(({ partnerId, amount }) => [partnerId, amount.minor])).toEqual([
      ['eastgate', '10000'],
      ['fjord', '2599'],
    ]);
    const recorded = [
      ...(await paidIn(run, 'eastgate')),
      ...(await paidIn(run, 'fjord')),
      ...(await paidIn(run, 'zero')),
    ];
    expect(recorded.map((one) => one.paymentId)).toEqual(told.map((one) => one.paymentId));
    for (const { paymentId } of told) expect(paymentId).toMatch(/^[0-9a-f]{32}$/);
    const { state } = await new Process(store).accounts.look(accountOf(run, 'eastgate'), {
      fresh: true,
    });
    expect(state.balances).toMatchObject({ payable: 0n, inFlight: 10_000n });
  }

  it('puts them into one message with its sums, and says what is not paid', async () => {
    const run = await ready();
    const outcome = await new Process(store).instruct(run);
    expect(outcome).toMatchObject({
      kind: 'accepted',
      events: [
        {
          data: {
            number: 1,
            count: 2,
            controlSum: { minor: '12599', currency: 'USD' },
            notPaid: [{ accountId: accountOf(run, 'zero'), reason: 'nothing-payable' }],
            payments: [{ statementIds: [`${run}.eastgate`] }, { statementIds: [`${run}.fjord`] }],
          },
        },
      ],
    });
    await expectPaidOnce(run);
  });

  it.each(
    // Two payments and the message.
    [1, 2, 3].flatMap((at) => [
      { at, done: false },
      { at, done: true },
    ]),
  )('pays each account once, though the process dies at write $at (done: $done)', async (death) => {
    const run = await ready();
    await expect(new Process(store, death).instruct(run)).rejects.toThrow('dead');

    await new Process(store).instruct(run);
    await new Process(store).instruct(run);

    await expectPaidOnce(run);
  });

  it('pays each account once, though five processes instruct at the same time', async () => {
    const run = await ready();
    await Promise.all(Array.from({ length: 5 }, () => new Process(store).instruct(run)));
    await expectPaidOnce(run);
  });

  it('answers a repetition with what was done, and pays nothing that has become payable since', async () => {
    const run = await ready();
    const of = envelope();
    const first = await new Process(store).instruct(run, of);
    await statement(run, 'fjord', 500n);

    const again = await new Process(store).instruct(run, of);

    expect(again).toEqual({ ...first, kind: 'replayed', events: expect.any(Array) });
    expect(await paidIn(run, 'fjord')).toHaveLength(1);
    await new Process(store).instruct(run);
    const [, second] = await messagesOf(run);
    expect(second).toMatchObject({ number: 2, count: 1, controlSum: { minor: '500' } });
    expect(second?.payments).toMatchObject([{ attempt: 2 }]);
  });

  it('leaves out who has no confirmed details or confirmed them, and pays them later', async () => {
    const late = `late-${randomUUID()}`;
    const own = `own-${randomUUID()}`;
    const run = await issued([late, own]);
    await statement(run, late, 700n);
    await statement(run, own, 900n);
    expect(await new Process(store).instruct(run)).toMatchObject({
      kind: 'rejected',
      rejections: [{ code: 'debtor-details-missing' }],
    });
    await debtor(run);
    await payee(own, 'fiona');
    const refused = await new Process(store).instruct(run);
    expect(refused).toMatchObject({
      kind: 'rejected',
      rejections: [
        { code: 'details-missing', path: accountOf(run, late) },
        { code: 'own-confirmation', path: accountOf(run, own) },
      ],
    });
    await payee(late);
    await new Process(store).instruct(run);
    await new Process(store).instruct(run, envelope('frank'));
    expect(await messagesOf(run)).toMatchObject([
      { payments: [{ partnerId: late }], notPaid: [{ reason: 'own-confirmation' }] },
      { payments: [{ partnerId: own }], notPaid: [{ reason: 'nothing-payable' }] },
    ]);
  });

  it('puts as many into a message as it holds, and the others into the next', async () => {
    const partners = ['one', 'two', 'three'].map((name) => `${name}-${randomUUID()}`);
    const run = await issued(partners);
    await debtor(run);
    for (const partnerId of partners) {
      await payee(partnerId);
      await statement(run, partnerId, 300n);
    }

    for (let i = 0; i < 3; i++) {
      const { handler } = new Process(store);
      jest.replaceProperty(handler, 'paymentsPerMessage', 2);
      await handler.execute(new InstructPaymentsCommand(run, null, contextOf(envelope(), {})));
    }

    const messages = await messagesOf(run);
    expect(messages.map(({ count, notPaidCount }) => [count, notPaidCount])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(messages[0]?.notPaid).toMatchObject([{ reason: 'message-full' }]);
    const ids = messages.flatMap(({ payments }) => payments.map((one) => one.paymentId));
    expect(new Set(ids).size).toBe(3);
  });

  it('says on a dry run what it would pay, and writes nothing', async () => {
    const run = await ready();
    const outcome = await new Process(store).instruct(run, envelope(), { dryRun: true });
    expect(outcome).toMatchObject({ kind: 'dry-run', events: [{ data: { count: 2 } }] });
    expect(await messagesOf(run)).toEqual([]);
    expect(await paidIn(run, 'eastgate')).toEqual([]);
  });
});
