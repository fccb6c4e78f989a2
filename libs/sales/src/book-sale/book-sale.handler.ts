import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import { DealDirectory } from '@accord/deals';
import type { CommandContext } from '@accord/platform';
import type { Booking, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { bookSale } from './book-sale';

export class BookSaleCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly booking: Booking,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(BookSaleCommand)
export class BookSaleHandler implements ICommandHandler<BookSaleCommand> {
  constructor(
    @Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>,
    private readonly deals: DealDirectory,
  ) {}

  execute({ booking, context }: BookSaleCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { dealId, saleId } = booking;
    return this.sales.transact(
      saleId,
      context.envelope,
      async (state, sight) => {
        const dealProgramId =
          dealId === null ? null : (await this.deals.registration(dealId, sight))?.programId;
        return bookSale(state, booking, { dealProgramId });
      },
      context.options,
    );
  }
}
