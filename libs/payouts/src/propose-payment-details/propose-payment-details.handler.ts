import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom } from '@accord/kernel';
import type { Outcome, Sight, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import type { BankDetails } from '../payment-details/bank-details';
import type { PaymentDetails } from '../payment-details/payment-details';
import type { Owner, PaymentDetailsEvent } from '../payment-details/payment-details.events';
import { PaymentDetailsRegistry } from '../payment-details/payment-details-registry';
import { personOf } from '../payout/person-of';
import { PAYMENT_DETAILS } from '../payouts.token';
import { proposePaymentDetails } from './propose-payment-details';

type DetailsOutcome = Outcome<PaymentDetails, PaymentDetailsEvent>;

export interface OwnDetails {
  readonly detailsId: string;
  readonly of: Owner;
  readonly currency: string;
  /** Tidy and without faults. */
  readonly details: BankDetails;
  readonly hash: string;
}

export class ProposePaymentDetailsCommand extends Command<DetailsOutcome> {
  constructor(
    readonly body: OwnDetails,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ProposePaymentDetailsCommand)
export class ProposePaymentDetailsHandler implements ICommandHandler<ProposePaymentDetailsCommand> {
  constructor(
    @Inject(PAYMENT_DETAILS)
    private readonly streams: Streams<PaymentDetails, PaymentDetailsEvent>,
    private readonly partners: PartnerDirectory,
    private readonly registry: PaymentDetailsRegistry,
  ) {}

  execute({ body, context }: ProposePaymentDetailsCommand): Promise<DetailsOutcome> {
    const { detailsId, of, currency, details, hash } = body;
    const { envelope, options } = context;
    const versionId = uuidFrom('payment-details', envelope.commandId, hash);
    const proposedBy = personOf(envelope);
    const proposal = { ...of, detailsId, currency, versionId, hash, proposedBy };
    const decide = async (state: PaymentDetails, sight: Sight) => {
      const isKnown =
        of.owner === 'debtor' || (await this.isEnrolled(of.partnerId, context, sight));
      const decision = proposePaymentDetails(state, proposal, { isKnown });
      const isNew = decision.kind === 'accepted' && decision.events.length > 0;
      if (isNew && !options.dryRun) await this.registry.keep(detailsId, versionId, details);
      return decision;
    };
    return this.streams.transact(detailsId, envelope, decide, options);
  }

  private async isEnrolled(
    partnerId: string,
    { today }: CommandContext,
    sight: Sight,
  ): Promise<boolean> {
    return (await this.partners.standing(partnerId, today, sight)).standing.enrolled;
  }
}
