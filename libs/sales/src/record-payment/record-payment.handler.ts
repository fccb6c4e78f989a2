import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Payment, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { recordPayment } from './record-payment';

export class RecordPaymentCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly payment: Payment,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RecordPaymentCommand)
export class RecordPaymentHandler implements ICommandHandler<RecordPaymentCommand> {
  constructor(@Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>) {}

  execute({ saleId, payment, context }: RecordPaymentCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    return this.sales.transact(saleId, envelope, (state) => recordPayment(state, payment), options);
  }
}
