import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  minPositionOf,
  replyTo,
  type HttpCall,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { IncumbentQuery } from './incumbents/incumbent.request';
import { IncumbentBody } from './incumbents/incumbent.response';
import { IncumbentsQuery } from './incumbents/incumbents.query';
import { MoveIncumbencyCommand } from './move-incumbency/move-incumbency.handler';
import { MoveIncumbencyRequest } from './move-incumbency/move-incumbency.request';

const NOBODY: IncumbentBody = {
  partnerId: null,
  since: null,
  by: null,
  reference: null,
  lastRate: null,
};

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers')
export class IncumbentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramClock,
    private readonly incumbents: IncumbentsQuery,
  ) {}

  /** Who sold last to the customer, or whom the customer has named since. */
  @Get(':customerId/incumbent')
  @Allow('sales-system', 'program-manager', 'finance', 'auditor')
  @ApiOkResponse({ type: IncumbentBody })
  async incumbent(
    @Param('customerId') customerId: string,
    @Query() query: IncumbentQuery,
  ): Promise<QueryReply<IncumbentBody>> {
    const seen = await this.incumbents.seen(query.programId, customerId, minPositionOf(query));
    return new QueryReply(seen.incumbent ?? NOBODY, seen.position, seen.stale);
  }

  /** Moves the customer to another partner, on what the customer has stated in writing. */
  @Post(':customerId/incumbency')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async move(
    @Param('customerId') customerId: string,
    @Body() body: MoveIncumbencyRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { programId, partnerId, evidence, internalReason: internal, occurredOn } = body;
    const reason = internal === undefined ? {} : { reason: { internal } };
    const zone = await this.programs.zone(programId);
    const context = await this.contexts.of(call, { zone, occurredOn, ...reason });
    const move = {
      programId,
      customerId,
      to: partnerId,
      evidence: { ...evidence },
      on: context.envelope.occurredOn,
    };
    return replyTo(
      customerId,
      await this.commands.execute(new MoveIncumbencyCommand(move, context)),
    );
  }
}
