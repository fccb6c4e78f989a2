import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isoDate } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import {
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  notFound,
  replyTo,
  requestFault,
  type HttpCall,
} from '@accord/platform';
import { BookClock } from './book-clock';
import { ConfirmOpeningCommand } from './confirm-opening/confirm-opening.handler';
import { ConfirmOpeningRequest } from './confirm-opening/confirm-opening.request';
import type { Opening } from './opening/opening';
import type { OpeningEvent } from './opening/opening.events';
import { OpeningBody, openingBody } from './opening/opening.response';
import { personOf } from './payout/person-of';
import { OPENINGS } from './payouts.token';
import { openingAmounts } from './propose-opening/opening-amounts';
import { ProposeOpeningCommand } from './propose-opening/propose-opening.handler';
import { ProposeOpeningRequest } from './propose-opening/propose-opening.request';

@ApiTags('opening balances')
@ApiBearerAuth()
@Controller('v1/openings')
export class OpeningsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly log: EventStore,
    @Inject(OPENINGS) private readonly openings: Streams<Opening, OpeningEvent>,
  ) {}

  /**
   * Proposes what the books that came before say of each partner. It counts once somebody else has
   * confirmed it; until then other balances may be proposed in its place.
   */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async propose(
    @Body() body: ProposeOpeningRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { openingId, book } = body;
    const context = await this.contexts.of(call, { zone: await this.clock.zone(book) });
    const cutoverOn = isoDate(body.cutoverOn);
    if (cutoverOn > context.today) {
      const message = `Today is ${context.today}`;
      throw requestFault([{ code: 'date-in-future', message, path: 'cutoverOn' }]);
    }
    const by = personOf(context.envelope);
    const command = { openingId, book, cutoverOn, by, ...openingAmounts(body) };
    return replyTo(
      openingId,
      await this.commands.execute(new ProposeOpeningCommand(command, context)),
    );
  }

  /** Confirms what was reviewed, named by its hash: every account begins with its balance. */
  @Post(':openingId/confirmation')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  async confirm(
    @Param('openingId') openingId: string,
    @Body() { hash }: ConfirmOpeningRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call);
    const command = new ConfirmOpeningCommand(openingId, hash, context);
    return replyTo(openingId, await this.commands.execute(command));
  }

  /** An opening with all of its balances, for review. */
  @Get(':openingId')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: OpeningBody })
  async one(
    @Param('openingId') openingId: string,
    @Query() _query: AtLeastQuery,
  ): Promise<QueryReply<OpeningBody>> {
    const { position } = await this.log.head();
    const { state, revision } = await this.openings.look(openingId, { fresh: true });
    if (state.status === 'unknown') throw notFound('opening');
    return new QueryReply(openingBody(state), position, false, revision);
  }
}
