import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Booking, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { DEAL_PROGRAMS, SALES } from '../sales.token';
import { bookSale } from './book-sale';
import type { DealPrograms } from './deal-programs';

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
    @Inject(DEAL_PROGRAMS) private readonly deals: DealPrograms,
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
