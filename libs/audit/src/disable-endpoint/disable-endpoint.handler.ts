import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Endpoint } from '../endpoint/endpoint';
import type { DisabledCode, EndpointEvent } from '../endpoint/endpoint.events';
import { ENDPOINTS } from '../endpoint/endpoints.token';
import { disableEndpoint } from './disable-endpoint';

type Told = Outcome<Endpoint, EndpointEvent>;

export class DisableEndpointCommand extends Command<Told> {
  constructor(
    readonly endpointId: string,
    readonly cause: { readonly code: DisabledCode; readonly why: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DisableEndpointCommand)
export class DisableEndpointHandler implements ICommandHandler<DisableEndpointCommand> {
  constructor(@Inject(ENDPOINTS) private readonly endpoints: Streams<Endpoint, EndpointEvent>) {}

  execute({ endpointId, cause, context }: DisableEndpointCommand): Promise<Told> {
    return this.endpoints.transact(endpointId, context.envelope, (state) =>
      disableEndpoint(state, cause),
    );
  }
}
