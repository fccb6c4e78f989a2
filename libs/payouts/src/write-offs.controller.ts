import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  type HttpCall,
} from '@accord/platform';
import { BookClock } from './book-clock';
import { DecideWriteOffCommand } from './decide-write-off/decide-write-off.handler';
import { NotedRequest, internal } from './payouts.request';
import {
  ProposeWriteOffCommand,
  writeOffIdOf,
} from './propose-write-off/propose-write-off.handler';
import { ProposeWriteOffRequest } from './propose-write-off/propose-write-off.request';

@ApiTags('write-offs')
@ApiBearerAuth()
@Controller('v1/accounts/:accountId/write-offs')
export class WriteOffsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
  ) {}

  /** Asks to give up what the payee owes. It stays owed until somebody else agrees. */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async propose(
    @Param('accountId') accountId: string,
    @Body() { book, amount, internalReason }: ProposeWriteOffRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, reason: { internal: internalReason } });
    const command = new ProposeWriteOffCommand(accountId, { book, amount }, context);
    return replyTo(writeOffIdOf(context.envelope), await this.commands.execute(command));
  }

  /** Gives it up. Somebody else than the one who proposed. */
  @Post(':writeOffId/approval')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  approve(
    @Param('accountId') accountId: string,
    @Param('writeOffId') writeOffId: string,
    @Body() body: NotedRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    return this.decide(accountId, { writeOffId, effect: 'approve' }, body, call);
  }

  /** Leaves it owed. */
  @Post(':writeOffId/rejection')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  reject(
    @Param('accountId') accountId: string,
    @Param('writeOffId') writeOffId: string,
    @Body() body: NotedRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    return this.decide(accountId, { writeOffId, effect: 'reject' }, body, call);
  }

  private async decide(
    accountId: string,
    decision: DecideWriteOffCommand['body'],
    body: NotedRequest,
    call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, { reason: internal(body) });
    const command = new DecideWriteOffCommand(accountId, decision, context);
    return replyTo(decision.writeOffId, await this.commands.execute(command));
  }
}
