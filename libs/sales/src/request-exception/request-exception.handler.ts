import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { rulesOfSale } from '../rules-of-sale';
import type { ExceptionRequest, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { SALES } from '../sales.token';
import { requestException } from './request-exception';

export class RequestExceptionCommand extends Command<Outcome<Sale, SaleEvent>> {
  constructor(
    readonly saleId: string,
    readonly request: ExceptionRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RequestExceptionCommand)
export class RequestExceptionHandler implements ICommandHandler<RequestExceptionCommand> {
  constructor(
    @Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>,
    private readonly programs: ProgramDirectory,
  ) {}

  execute({
    saleId,
    request,
    context,
  }: RequestExceptionCommand): Promise<Outcome<Sale, SaleEvent>> {
    const { envelope, options } = context;
    return this.sales.transact(
      saleId,
      envelope,
      async (state, sight) =>
        requestException(state, request, await rulesOfSale(state, this.programs, sight)),
      options,
    );
  }
}
