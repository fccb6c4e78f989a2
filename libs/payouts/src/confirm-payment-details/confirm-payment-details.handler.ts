import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { PaymentDetails } from '../payment-details/payment-details';
import type { PaymentDetailsEvent } from '../payment-details/payment-details.events';
import { personOf } from '../payout/person-of';
import { PAYMENT_DETAILS } from '../payouts.token';
import { confirmPaymentDetails } from './confirm-payment-details';

type DetailsOutcome = Outcome<PaymentDetails, PaymentDetailsEvent>;

export class ConfirmPaymentDetailsCommand extends Command<DetailsOutcome> {
  constructor(
    readonly detailsId: string,
    readonly hash: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ConfirmPaymentDetailsCommand)
export class ConfirmPaymentDetailsHandler implements ICommandHandler<ConfirmPaymentDetailsCommand> {
  constructor(
    @Inject(PAYMENT_DETAILS)
    private readonly streams: Streams<PaymentDetails, PaymentDetailsEvent>,
  ) {}

  execute(command: ConfirmPaymentDetailsCommand): Promise<DetailsOutcome> {
    const { detailsId, hash, context } = command;
    const { envelope, options } = context;
    const by = personOf(envelope);
    return this.streams.transact(
      detailsId,
      envelope,
      (state) => confirmPaymentDetails(state, { detailsId, hash, by }),
      options,
    );
  }
}
