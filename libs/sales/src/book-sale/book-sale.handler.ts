import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { milestonesDueOf } from '../milestones-due/milestones-due-of';
import { purchaseOrderDue } from '../purchase-order-due/purchase-order-rule';
import type { Booking, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { DEAL_PROGRAMS, SALES } from '../sales.token';
import { bookSale } from './book-sale';
import type { DealPrograms } from './deal-programs';

export class BookSaleCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly booking: Booking,
    readonly context: CommandContext,
    /** The customer has promised a purchase order. */
    readonly promised: boolean,
  ) {
    super();
  }
}

@CommandHandler(BookSaleCommand)
export class BookSaleHandler implements ICommandHandler<BookSaleCommand> {
  constructor(
    @Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>,
    @Inject(DEAL_PROGRAMS) private readonly deals: DealPrograms,
    private readonly programs: ProgramDirectory,
  ) {}

  execute({ booking, context, promised }: BookSaleCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { dealId, saleId, programId, bookedOn } = booking;
    return this.sales.transact(
      saleId,
      context.envelope,
      async (state, sight) => {
        const dealProgramId =
          dealId === null ? null : (await this.deals.registration(dealId, sight))?.programId;
        const program = await this.programs.inForce(programId, bookedOn, sight);
        const milestonesDue = program ? milestonesDueOf(program.rules, bookedOn) : [];
        const facts = { dealProgramId, milestonesDue };
        if (!promised) {
          const decision = bookSale(state, booking, facts);
          return program && milestonesDue.length > 0 ? under(program.label, decision) : decision;
        }
        if (!program) {
          const message = `Program "${programId}" has no rules in force on ${bookedOn}`;
          return rejected('program-not-in-force', message, 'programId');
        }
        const promise = purchaseOrderDue(program.rules, bookedOn);
        return under(program.label, bookSale(state, booking, { ...facts, promise }));
      },
      context.options,
    );
  }
}
