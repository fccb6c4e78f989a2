import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pMap from 'p-map';
import { rejected, uuidFrom, type Decision, type IsoDate } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { Vault } from '@accord/read-store';
import type { Account } from '../account/account';
import type { AccountEvent, Payment } from '../account/account.events';
import { notIssued, type IssuedPayout } from '../instruct-payments/instruct-payments';
import type { Payout } from '../payout/payout';
import type { AnswerLine, PayoutEvent } from '../payout/payout.events';
import { PaymentRates } from '../instruct-payments/payment-rates.query';
import { ACCOUNTS, PAYOUTS } from '../payouts.token';
import { answerPayment } from './answer-payment';
import type { BankAnswer } from './bank-answer';
import type { BankFile } from './read-bank-file';
import { recordBankAnswers } from './record-bank-answers';

/** Payments whose answers are recorded at the same time. */
const AT_ONCE = { concurrency: 16 };
/** A file of thousands of lines takes its time. */
const DEADLINE_MS = 300_000;

export interface ReceivedFile extends BankFile {
  readonly sha256: string;
  readonly bytes: Buffer;
}

export class RecordBankAnswersCommand extends Command<Outcome<Payout, PayoutEvent>> {
  constructor(
    readonly payoutId: string,
    readonly file: ReceivedFile,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** An answer about one payment of the run. */
interface Known {
  readonly payment: Payment;
  readonly answer: BankAnswer;
}

/**
 * Records each answer in its payment's account, then the file with what became of its lines. Dying in
 * between loses nothing: the file sent again finds what it has recorded already.
 */
@CommandHandler(RecordBankAnswersCommand)
export class RecordBankAnswersHandler implements ICommandHandler<RecordBankAnswersCommand> {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    @Inject(Vault) private readonly vault: Pick<Vault, 'putEvidence'>,
    @Inject(PaymentRates) private readonly rates: Pick<PaymentRates, 'of'>,
  ) {}

  execute(command: RecordBankAnswersCommand): Promise<Outcome<Payout, PayoutEvent>> {
    const { payoutId, file, context } = command;
    const { envelope, options } = context;
    const decide = (state: Payout) =>
      state.status === 'issued' ? this.decide(state, file, context) : notIssued(state);
    const deadlineMs = DEADLINE_MS;
    return this.payouts.transact(payoutId, envelope, decide, { deadlineMs, ...options });
  }

  private async decide(
    state: IssuedPayout,
    file: ReceivedFile,
    context: CommandContext,
  ): Promise<Decision<PayoutEvent>> {
    const { sha256, format, answers, bytes } = file;
    const known = knownIn(state, answers);
    const isNew = known.length > 0 && !state.answers.has(sha256);
    const missing = isNew ? await this.missingRate(state, known, context) : undefined;
    if (missing !== undefined) return rejected('rate-missing', missing);
    // The file first: a hash in the log always has its file, whenever the process dies.
    if (isNew && !context.options.dryRun) await this.vault.putEvidence('application/xml', bytes);
    const byPayment = new Map<string, Known[]>();
    for (const one of known) {
      const { paymentId } = one.payment;
      byPayment.set(paymentId, [...(byPayment.get(paymentId) ?? []), one]);
    }
    const told = isNew
      ? await pMap(
          byPayment.values(),
          (some) => this.inOrder(state, some, sha256, context),
          AT_ONCE,
        )
      : [];
    const lines = told.flat().toSorted((a, b) => a.line - b.line);
    const unknown = answers.length - new Set(known.map(({ answer }) => answer.line)).size;
    const recordedOn = context.today;
    return recordBankAnswers(state, { sha256, format, recordedOn, lines, unknown });
  }

  /** Nothing of a file is recorded while the rate for a payment in it is missing: it is to be sent again. */
  private async missingRate(
    { proposal: { book } }: IssuedPayout,
    known: readonly Known[],
    { today }: CommandContext,
  ): Promise<string | undefined> {
    for (const { payment } of known) {
      const back = await this.rateBack(payment, book, today);
      if (back && 'missing' in back) return back.missing;
    }
    return undefined;
  }

  /** Of a payment that left in another currency: the rate of the day of the answer. */
  private async rateBack({ amount, converted }: Payment, book: string, today: IsoDate) {
    if (!converted) return undefined;
    const rate = await this.rates.of(book, converted.amount.currency, amount.currency, today);
    return 'missing' in rate ? rate : rate.conversion;
  }

  /** Of one payment, as the file tells them. */
  private async inOrder(
    state: IssuedPayout,
    known: readonly Known[],
    sha256: string,
    context: CommandContext,
  ): Promise<AnswerLine[]> {
    const lines: AnswerLine[] = [];
    for (const one of known) lines.push(await this.answer(state, one, sha256, context));
    return lines;
  }

  /** Under an id of file and line, not of the request: the file sent again gives the same commands. */
  private async answer(
    { proposal: { book } }: IssuedPayout,
    { payment, answer }: Known,
    sha256: string,
    { envelope, today, options: { dryRun = false } }: CommandContext,
  ): Promise<AnswerLine> {
    const { accountId, paymentId } = payment;
    const back = await this.rateBack(payment, book, today);
    const command = { paymentId, answer, book, sha256, ...(back && { back }) };
    const commandId = uuidFrom('bank-answer', sha256, String(answer.line), paymentId);
    const outcome = await this.accounts.transact(
      accountId,
      { ...envelope, commandId, commandHash: sha256, causationId: envelope.commandId },
      (state) => answerPayment(state, command),
      { dryRun },
    );
    const of = { line: answer.line, paymentId };
    if (outcome.kind === 'rejected') {
      return { ...of, outcome: 'refused', why: outcome.rejections[0]?.code ?? null };
    }
    const { kind } = answer.verdict;
    if (kind === 'pending') return { ...of, outcome: 'pending', why: null };
    if (outcome.events.length > 0) return { ...of, outcome: kind, why: null };
    return { ...of, outcome: 'unchanged', why: 'answered-before' };
  }
}

/** The answers that are about payments of the run; one about a message is about each of its payments. */
function knownIn({ messages }: IssuedPayout, answers: readonly BankAnswer[]): Known[] {
  const payments = new Map(
    messages.flatMap((message) => message.payments.map((one) => [one.paymentId, one] as const)),
  );
  return answers.flatMap((answer) => {
    const { about } = answer;
    if ('messageId' in about) {
      const message = messages.find(({ messageId }) => messageId === about.messageId);
      return (message?.payments ?? []).map((payment) => ({ payment, answer }));
    }
    const payment = payments.get(about.paymentId);
    return payment ? [{ payment, answer }] : [];
  });
}
