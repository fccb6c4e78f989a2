import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, type Ratio } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { higher, NOTHING } from '../deal-price/discount';
import { DealPrices, type DealPriced } from '../deal-price/deal-prices.query';
import { DEALS } from '../deals.token';
import { notOpen } from '../refusals';
import { reduceDiscount, type ReduceDiscount } from './reduce-discount';

export class ReduceDiscountCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly body: ReduceDiscount,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReduceDiscountCommand)
export class ReduceDiscountHandler implements ICommandHandler<ReduceDiscountCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly prices: DealPrices,
  ) {}

  execute({ dealId, body, context }: ReduceDiscountCommand): Promise<Outcome<Deal, DealEvent>> {
    const { envelope, options } = context;
    return this.deals.transact(
      dealId,
      envelope,
      async (state) => {
        const priced = await this.prices.of(dealId);
        if (priced === undefined) return notOpen(state);
        if (priced === null) return rejected('not-priced', 'The program has no prices');
        return reduceDiscount(state, body, highestOf(priced, body));
      },
      options,
    );
  }
}

/** The distributor's own discount is what it has beyond the reseller's. */
function highestOf({ prices }: DealPriced, { party }: ReduceDiscount): Ratio | undefined {
  const mine = prices.find((price) => price.party === party);
  if (!mine) return undefined;
  const reseller =
    party === 'distributor' ? prices.find((price) => price.party === 'reseller') : undefined;
  return mine.lines
    .map(({ discount }, i) => less(discount, reseller?.lines[i]?.discount ?? NOTHING))
    .reduce(higher, NOTHING);
}

const less = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.denominator - b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});
