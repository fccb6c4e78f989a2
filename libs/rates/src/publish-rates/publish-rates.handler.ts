import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Rates } from '../rates';
import type { RateEvent } from '../rates.events';
import { RATES } from '../rates.token';
import { publishRates, type PublishRates } from './publish-rates';

export class PublishRatesCommand extends Command<Outcome<Rates, RateEvent>> {
  constructor(
    readonly ratesId: string,
    readonly body: Omit<PublishRates, 'today'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(PublishRatesCommand)
export class PublishRatesHandler implements ICommandHandler<PublishRatesCommand> {
  constructor(@Inject(RATES) private readonly rates: Streams<Rates, RateEvent>) {}

  execute({ ratesId, body, context }: PublishRatesCommand): Promise<Outcome<Rates, RateEvent>> {
    const { envelope, options, today } = context;
    const decide = (state: Rates) => publishRates(state, { ...body, today });
    return this.rates.transact(ratesId, envelope, decide, options);
  }
}
