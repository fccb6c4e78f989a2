import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { reverseSale } from './reverse-sale';

export class ReverseSaleCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly why: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReverseSaleCommand)
export class ReverseSaleHandler implements ICommandHandler<ReverseSaleCommand> {
  constructor(@Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>) {}

  execute({ saleId, why, context }: ReverseSaleCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    const reversal = { why, on: envelope.occurredOn };
    return this.sales.transact(saleId, envelope, (state) => reverseSale(state, reversal), options);
  }
}
