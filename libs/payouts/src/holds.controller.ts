import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { BookClock } from './book-clock';
import { HoldBody } from './hold-list/hold.response';
import { HoldListQuery, HoldsQuery } from './hold-list/holds.query';
import { HoldReasonRequest, PlaceHoldRequest, scopeOf } from './holds.request';
import { PlaceHoldCommand, holdIdOf } from './place-hold/place-hold.handler';
import { ReleaseHoldCommand } from './release-hold/release-hold.handler';

@ApiTags('holds')
@ApiBearerAuth()
@Controller('v1')
export class HoldsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly holds: HoldsQuery,
  ) {}

  /**
   * Keeps back what no statement has said yet, now and later. A hold on the account also stops its
   * payments; what is on a statement already is held by that one alone.
   */
  @Post('holds')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async place(@Body() body: PlaceHoldRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { book, partnerId, publicReason: reason } = body;
    const scope = scopeOf(body);
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, reason: reasonOf(body) });
    const command = new PlaceHoldCommand({ book, partnerId, scope, reason }, context);
    return replyTo(holdIdOf(context.envelope), await this.commands.execute(command));
  }

  /** Gives what was held to the next statement, and lets payments go again. */
  @Post('accounts/:accountId/holds/:holdId/release')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async release(
    @Param('accountId') accountId: string,
    @Param('holdId') holdId: string,
    @Body() body: HoldReasonRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, { reason: reasonOf(body) });
    const command = new ReleaseHoldCommand(accountId, holdId, body.publicReason, context);
    return replyTo(holdId, await this.commands.execute(command));
  }

  /** Holds, by id. */
  @Get('holds')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(HoldBody)
  list(
    @Query() query: HoldListQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<HoldBody>>> {
    return this.holds.list(caller, query);
  }
}

const reasonOf = ({ publicReason, internalReason }: HoldReasonRequest) => ({
  public: publicReason,
  ...(internalReason !== undefined && { internal: internalReason }),
});
