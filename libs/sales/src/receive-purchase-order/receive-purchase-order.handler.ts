import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { receivePurchaseOrder } from './receive-purchase-order';

export class ReceivePurchaseOrderCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly reference: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReceivePurchaseOrderCommand)
export class ReceivePurchaseOrderHandler implements ICommandHandler<ReceivePurchaseOrderCommand> {
  constructor(@Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>) {}

  execute({
    saleId,
    reference,
    context,
  }: ReceivePurchaseOrderCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    const received = { reference, on: envelope.occurredOn };
    return this.sales.transact(
      saleId,
      envelope,
      (state) => receivePurchaseOrder(state, received),
      options,
    );
  }
}
