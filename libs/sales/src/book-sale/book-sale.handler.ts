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
import { marketplaceFee } from './marketplace-fee';

export class BookSaleCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly booking: Booking,
    readonly context: CommandContext,
    /** The customer has promised a purchase order. */
    readonly promised: boolean,
    /** Through which the customer bought it. */
    readonly marketplace: string | undefined,
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

  execute(command: BookSaleCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { booking, context, promised, marketplace } = command;
    const { dealId, saleId, programId, bookedOn } = booking;
    return this.sales.transact(
      saleId,
      context.envelope,
      async (state, sight) => {
        const deal = dealId === null ? null : await this.deals.registration(dealId, sight);
        const dealProgramId = deal === null ? null : deal?.programId;
        const program = await this.programs.inForce(programId, bookedOn, sight);
        const milestonesDue = program ? milestonesDueOf(program.rules, bookedOn) : [];
        const facts = { dealProgramId, milestonesDue };
        if (!promised && marketplace === undefined) {
          const decision = bookSale(state, booking, facts);
          return program && milestonesDue.length > 0 ? under(program.label, decision) : decision;
        }
        if (!program) {
          const message = `Program "${programId}" has no rules in force on ${bookedOn}`;
          return rejected('program-not-in-force', message, 'programId');
        }
        const business = booking.business ?? (deal ? businessOf(deal) : undefined);
        const decision = bookSale(state, booking, {
          ...facts,
          ...(promised && { promise: purchaseOrderDue(program.rules, bookedOn) }),
          ...(marketplace !== undefined && {
            marketplace: marketplaceFee({ ...booking, marketplace, business }, program),
          }),
        });
        return under(program.label, decision);
      },
      context.options,
    );
  }
}

/** What the registration says, where the order does not. */
const businessOf = ({ renewal }: { readonly renewal: 'none' | 'flat' | 'growth' }) =>
  renewal === 'none' ? 'new' : 'renewal';
