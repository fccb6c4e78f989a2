import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isoDate, toJson, uuidFrom, type IsoDate, type Money } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import type { Disputed } from '../account/dispute';
import { ACCOUNTS } from '../payouts.token';
import type { StatementRow } from '../statement-list/statement-row';
import { disputeTerms } from './dispute-terms';
import { openDispute } from './open-dispute';
import { paidOn, type SaidByBank } from './paid-on';

export interface WantedDispute {
  /** As it was issued. */
  readonly statement: StatementRow;
  readonly disputed: Disputed;
  readonly amount: Money;
  readonly reason: string;
}

/** The dispute of a command, which names it. */
export const disputeIdOf = ({ commandId }: CommandContext['envelope']): string =>
  uuidFrom('dispute', commandId);

export class OpenDisputeCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly body: WantedDispute,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The terms are those of the program version in force on the day of issue. */
@CommandHandler(OpenDisputeCommand)
export class OpenDisputeHandler implements ICommandHandler<OpenDisputeCommand> {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  async execute({ body, context }: OpenDisputeCommand): Promise<Outcome<Account, AccountEvent>> {
    const { statement, disputed, amount, reason } = body;
    const { envelope, options, today } = context;
    const issuedOn = isoDate(statement.issued_on);
    const program = await this.programs.inForce(statement.book, issuedOn, { fresh: true });
    const { quarter } = statement;
    const isFromPayment = program?.rules.payout.disputes?.start === 'payment';
    const paid = isFromPayment ? await this.paidOn(statement) : null;
    const terms = disputeTerms({ issuedOn, quarter, paidOn: paid }, program?.rules);
    const dispute = {
      accountId: statement.account_id,
      partnerId: statement.partner_id,
      book: statement.book,
      currency: amount.currency,
      disputeId: disputeIdOf(envelope),
      statementId: statement.statement_id,
      root: statement.root,
      disputed,
      amount: toJson(amount),
      reason,
      openedOn: today,
    };
    return this.accounts.transact(
      statement.account_id,
      envelope,
      (state) => openDispute(state, dispute, terms),
      options,
    );
  }

  private async paidOn({ account_id, statement_id }: StatementRow): Promise<IsoDate | null> {
    const events = await this.accounts.events(account_id);
    const payments = new Map<string, readonly string[]>();
    const said = events.flatMap(({ type, data, envelope: { occurredOn: on } }): SaidByBank[] => {
      if (type === 'PaymentInstructed') payments.set(data.paymentId, data.statementIds);
      return type === 'PaymentConfirmed' || type === 'PaymentReturned'
        ? [{ type, paymentId: data.paymentId, on }]
        : [];
    });
    return paidOn(statement_id, payments, said);
  }
}
