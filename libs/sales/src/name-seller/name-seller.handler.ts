import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Sale, Seller } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { nameSeller } from './name-seller';

export class NameSellerCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly seller: Seller,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(NameSellerCommand)
export class NameSellerHandler implements ICommandHandler<NameSellerCommand> {
  constructor(@Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>) {}

  execute({ saleId, seller, context }: NameSellerCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    return this.sales.transact(saleId, envelope, (state) => nameSeller(state, seller), options);
  }
}
