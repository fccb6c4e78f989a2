import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { isoDate } from '@accord/kernel';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  requestFault,
  type HttpCall,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { OpenDealCommand } from './open-deal/open-deal.handler';
import { OpenDealRequest } from './open-deal/open-deal.request';
import { incumbencyIdOf } from './move-incumbency/move-incumbency';
import { RecordIncumbentCommand } from './record-incumbent/record-incumbent.handler';
import { RecordIncumbentRequest } from './record-incumbent/record-incumbent.request';
import { claimOf, registerDealCommand } from './register-deal/register-deal-command';

/** Takes over what stood before Accord decided. */
@ApiTags('opening balances')
@ApiBearerAuth()
@Controller('v1/opening')
export class OpeningController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly programs: ProgramClock,
  ) {}

  /**
   * Takes over a registration that was approved elsewhere, with its dates and its protection. Only what
   * Accord could not work with is refused, and a customer that is protected already.
   */
  @Post('deals')
  @Allow('admin', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async deal(@Body() body: OpenDealRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const context = await this.contexts.of(call, {
      zone: await this.programs.zone(body.programId),
    });
    const { registeredOn, approvedOn, expiresOn } = body;
    const command = {
      ...registerDealCommand(body, context.envelope.commandId),
      registeredOn: isoDate(registeredOn),
      approvedOn: isoDate(approvedOn),
      expiresOn: isoDate(expiresOn),
    };
    const outcome = await this.commands.execute(new OpenDealCommand(command, context));
    return replyTo(command.dealId, outcome);
  }

  /** Takes over who sold last to a customer, by an order from before orders came here. */
  @Post('incumbents')
  @Allow('admin', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async incumbent(
    @Body() body: RecordIncumbentRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, {
      zone: await this.programs.zone(body.programId),
    });
    const { programId, partnerId, order, customer, customerId = null, lastRate = null } = body;
    const since = isoDate(body.closedOn);
    if (since > context.today) {
      const message = `Today is ${context.today}`;
      throw requestFault([{ code: 'date-in-future', message, path: 'closedOn' }]);
    }
    const reference = `${order.source}.${order.ref}`;
    const claim = claimOf(customer);
    const command = { programId, partnerId, claim, customerId, reference, since, lastRate };
    const outcome = await this.commands.execute(new RecordIncumbentCommand(command, context));
    const [event] = outcome.kind === 'rejected' ? [] : outcome.events;
    return replyTo(event?.data.customerId ?? incumbencyIdOf(programId, reference), outcome);
  }
}
