import { randomUUID } from 'node:crypto';
import {
  accepted,
  currency,
  fiscalQuarter,
  isoDate,
  money,
  posting,
  sha256Hex,
  toJson,
  type DomainEvent,
  type Envelope,
} from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { account, type Account } from '../account/account';
import { accountEvents, type AccountEvent, type Payment } from '../account/account.events';
import { payout, type Payout } from '../payout/payout';
import { payoutEvents, type PayoutEvent } from '../payout/payout.events';
import { readBankFile } from './read-bank-file';
import { RecordBankAnswersCommand, RecordBankAnswersHandler } from './record-bank-answers.handler';

const NO_RATES = { of: () => Promise.reject(new Error('No payment needs a rate')) };

const USD = currency('USD');
const today = isoDate('2026-06-15');
const root = 'a'.repeat(64);
const used = { versionId: 'v', hash: root };
const carl = { principal: 'carl', onBehalfOf: null };
const PARTNERS = ['eastgate', 'fjord'];

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
const contextOf = (of: Envelope): CommandContext => ({
  envelope: of,
  options: {},
  caller: { principalId: 'fiona', roles: ['finance'], partnerId: null },
  moment: { on: today, at: null },
  today,
});
const paymentOf = (run: string, partnerId: string): Payment => ({
  accountId: `${run}.${partnerId}.USD`,
  partnerId,
  payoutId: run,
  paymentId: `${run.slice(0, 20)}.${partnerId}`,
  attempt: 1,
  amount: toJson(money(5_000n, USD)),
  statementIds: [`${run}.${partnerId}`],
  detailsId: `payee.${partnerId}.USD`,
  ...used,
});

/** A process that dies at one of its writes: the file, two accounts, the run. */
class Process {
  readonly payouts: Streams<Payout, PayoutEvent>;
  readonly accounts: Streams<Account, AccountEvent>;
  readonly kept: string[] = [];
  private writes = 0;

  constructor(
    store: EventStore,
    private readonly death: { readonly at: number; readonly done: boolean } = {
      at: 0,
      done: false,
    },
  ) {
    this.payouts = new Streams(store, payout);
    this.accounts = new Streams(store, account);
    const book = this.accounts.transact.bind(this.accounts);
    jest
      .spyOn(this.accounts, 'transact')
      .mockImplementation((...command) => this.write(() => book(...command)));
  }

  private async write<T>(act: () => Promise<T>): Promise<T> {
    const { at, done } = this.death;
    if (at === 0 || ++this.writes < at) return act();
    if (this.writes === at && done) await act();
    throw new Error('dead');
  }

  record(run: string, xml: string, of = envelope()) {
    const bytes = Buffer.from(xml);
    const putEvidence = (_type: string, file: Buffer): Promise<string> =>
      this.write(() => {
        const sha256 = sha256Hex(file);
        this.kept.push(sha256);
        return Promise.resolve(sha256);
      });
    const handler = new RecordBankAnswersHandler(
      this.payouts,
      this.accounts,
      { putEvidence },
      NO_RATES,
    );
    const file = { ...readBankFile(bytes), sha256: sha256Hex(bytes), bytes };
    return handler.execute(new RecordBankAnswersCommand(run, file, contextOf(of)));
  }
}

describe("Recording the bank's answers", () => {
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

  /** Two payments of a run are in flight. @returns the run's id */
  async function instructed(): Promise<string> {
    const run = randomUUID();
    const payments = PARTNERS.map((partnerId) => paymentOf(run, partnerId));
    const { payouts, accounts } = new Process(store);
    for (const payment of payments) {
      const amount = money(5_000n, USD);
      const of = { book: 'gitlab', currency: 'USD' };
      const claim = posting('R5', { debit: '2120', credit: '2130', amount });
      const postings = [claim, posting('R6', { debit: '2130', credit: '2170', amount })];
      const data = { ...payment, ...of, postings };
      await write(accounts, payment.accountId, { type: 'PaymentInstructed', data });
    }
    const proposal = {
      payoutId: run,
      book: 'gitlab',
      quarter: fiscalQuarter('FY2027-Q1'),
      kind: 'quarterly',
      payOn: today,
      proposalId: 'p1',
      entity: run,
      position: '900',
      statements: 2,
      lines: 0,
      total: toJson(money(10_000n, USD)),
      root,
      proposedBy: carl,
    };
    const message = {
      payoutId: run,
      messageId: 'm',
      number: 1,
      instructedOn: today,
      instructedBy: carl,
      debtor: { detailsId: 'd', ...used },
      payments,
      count: 2,
      controlSum: toJson(money(10_000n, USD)),
      detailsHash: root,
      notPaid: [],
      notPaidCount: 0,
    };
    await write(
      payouts,
      run,
      { type: 'PayoutProposed', data: proposal },
      { type: 'PayoutApproved', data: { root, approvedBy: carl } },
      { type: 'PayoutIssued', data: { issuedOn: today, issued: [], leftOut: [] } },
      { type: 'PaymentsInstructed', data: message },
    );
    return run;
  }

  const report = (run: string): string => {
    const line = (partnerId: string, status: string): string =>
      `<TxInfAndSts><OrgnlEndToEndId>${paymentOf(run, partnerId).paymentId}</OrgnlEndToEndId>` +
      `<TxSts>${status}</TxSts></TxInfAndSts>`;
    return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>${line('eastgate', 'ACSC')}${line('fjord', 'RJCT')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
  };

  async function expectRecordedOnce(run: string): Promise<void> {
    const { payouts, accounts } = new Process(store);
    const answers = await Promise.all(
      PARTNERS.map(async (partnerId) =>
        (await accounts.events(paymentOf(run, partnerId).accountId))
          .slice(1)
          .map(({ type }) => type),
      ),
    );
    expect(answers).toEqual([['PaymentConfirmed'], ['PaymentReturned']]);
    const files = (await payouts.events(run)).filter(({ type }) => type === 'BankAnswersRecorded');
    expect(files).toMatchObject([
      { data: { lines: [{ outcome: 'confirmed' }, { outcome: 'returned' }], unknown: 0 } },
    ]);
  }

  it.each(
    [1, 2, 3].flatMap((at) => [
      { at, done: false },
      { at, done: true },
    ]),
  )(
    'counts each answer once, though the process dies at write $at (done: $done)',
    async (death) => {
      const run = await instructed();
      await expect(new Process(store, death).record(run, report(run))).rejects.toThrow('dead');

      const resumed = new Process(store);
      await resumed.record(run, report(run));
      expect(await new Process(store).record(run, report(run))).toMatchObject({
        kind: 'unchanged',
      });

      expect(resumed.kept).toEqual([sha256Hex(Buffer.from(report(run)))]);
      await expectRecordedOnce(run);
    },
  );

  it('counts each answer once, though five processes are given the file at the same time', async () => {
    const run = await instructed();
    await Promise.all(Array.from({ length: 5 }, () => new Process(store).record(run, report(run))));
    await expectRecordedOnce(run);
  });

  it('answers for every payment of a message that the bank rejects as a whole', async () => {
    const run = await instructed();
    const whole =
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>' +
      '<OrgnlGrpInfAndSts><OrgnlMsgId>m</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>' +
      '</CstmrPmtStsRpt></Document>';
    expect(await new Process(store).record(run, whole)).toMatchObject({
      events: [
        {
          data: {
            lines: [
              { line: 1, outcome: 'returned' },
              { line: 1, outcome: 'returned' },
            ],
          },
        },
      ],
    });
  });
});
