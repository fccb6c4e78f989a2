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
import {
  ReceiveRepaymentCommand,
  repaymentIdOf,
} from './receive-repayment/receive-repayment.handler';
import { ReceiveRepaymentRequest } from './receive-repayment/receive-repayment.request';

@ApiTags('accounts')
@ApiBearerAuth()
@Controller('v1/accounts/:accountId/repayments')
export class RepaymentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
  ) {}

  /** Records that the payee has paid back what it owes, all of it or a part. */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async receive(
    @Param('accountId') accountId: string,
    @Body() { book, amount, occurredOn, reference }: ReceiveRepaymentRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, occurredOn });
    const body = { book, amount, reference: reference ?? null };
    const command = new ReceiveRepaymentCommand(accountId, body, context);
    return replyTo(repaymentIdOf(context.envelope), await this.commands.execute(command));
  }
}
