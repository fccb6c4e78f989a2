import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { rulesOfSale } from '../rules-of-sale';
import type { ExceptionDecision, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { decideException } from './decide-exception';

export class DecideExceptionCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly decision: ExceptionDecision,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DecideExceptionCommand)
export class DecideExceptionHandler implements ICommandHandler<DecideExceptionCommand> {
  constructor(
    @Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  execute({
    saleId,
    decision,
    context,
  }: DecideExceptionCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    return this.sales.transact(
      saleId,
      envelope,
      async (state, sight) =>
        decideException(
          state,
          decision,
          envelope.actor,
          await rulesOfSale(state, this.programs, sight),
        ),
      options,
    );
  }
}
