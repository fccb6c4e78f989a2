import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom, type Rejection } from '@accord/kernel';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { Vault } from '@accord/read-store';
import { PaymentsQuery } from '../payment-list/payments.query';
import type { AnswerLine } from '../payout/payout.events';
import { BANK_FILES } from '../payouts.token';
import { answerLines, type AnswerLineBody } from './bank-answers.response';
import { receiveBankFile, type BankFileState } from './bank-file';
import type { BankFileEvent } from './bank-file.events';
import { RecordBankAnswersCommand, type ReceivedFile } from './record-bank-answers.handler';

export interface ReceivedAnswers {
  readonly outcome: Outcome<BankFileState, BankFileEvent>;
  readonly lines: readonly AnswerLineBody[];
}

export class ReceiveBankFileCommand extends Command<ReceivedAnswers> {
  constructor(
    readonly file: ReceivedFile,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * Gives every run its answers of a file, then notes the file. Each step is known by the file's hash, so
 * that a file sent again, after a crash too, counts once.
 */
@CommandHandler(ReceiveBankFileCommand)
export class ReceiveBankFileHandler implements ICommandHandler<ReceiveBankFileCommand> {
  constructor(
    @Inject(BANK_FILES) private readonly files: Streams<BankFileState, BankFileEvent>,
    @Inject(Vault) private readonly vault: Pick<Vault, 'putEvidence'>,
    private readonly commands: CommandBus,
    private readonly payments: PaymentsQuery,
    private readonly log: EventStore,
  ) {}

  async execute({ file, context }: ReceiveBankFileCommand): Promise<ReceivedAnswers> {
    const { sha256, format, answers } = file;
    const ids = answers.map(({ about }) =>
      'messageId' in about ? about.messageId : about.paymentId,
    );
    const { position } = await this.log.head();
    const payoutIds = await this.payments.payoutsOf(ids, position);
    if (!context.options.dryRun) await this.vault.putEvidence('application/xml', file.bytes);
    const known: AnswerLine[] = [];
    for (const payoutId of payoutIds) {
      const found = await this.answersOf(payoutId, file, context);
      if ('rejections' in found) return { outcome: found, lines: [] };
      known.push(...found);
    }
    const lines = answerLines(file, known);
    const unknown = lines
      .filter(({ outcome }) => outcome === 'unknown')
      .map(({ line, id }) => ({ line, id }));
    const receivedOn = context.today;
    const data = { sha256, format, receivedOn, lines: answers.length, payoutIds, unknown };
    const outcome = await this.files.transact(
      sha256,
      context.envelope,
      (state) => receiveBankFile(state, data),
      { dryRun: context.options.dryRun ?? false },
    );
    return { outcome, lines };
  }

  private async answersOf(
    payoutId: string,
    file: ReceivedFile,
    { envelope, ...context }: CommandContext,
  ): Promise<
    readonly AnswerLine[] | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] }
  > {
    const { sha256 } = file;
    const commandId = uuidFrom('bank-file', sha256, payoutId);
    const causationId = envelope.commandId;
    const of = {
      ...context,
      envelope: { ...envelope, commandId, commandHash: sha256, causationId },
    };
    const outcome = await this.commands.execute(new RecordBankAnswersCommand(payoutId, file, of));
    if (outcome.kind === 'rejected') return outcome;
    if (outcome.state.status !== 'issued') throw new Error(`"${payoutId}" was never issued`);
    const told = outcome.events.find((event) => event.type === 'BankAnswersRecorded');
    return told?.data.lines ?? outcome.state.answers.get(sha256) ?? [];
  }
}
