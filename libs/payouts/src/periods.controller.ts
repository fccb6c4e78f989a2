import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { fiscalQuarter, type FiscalQuarter } from '@accord/kernel';
import {
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  replyTo,
  requestFault,
  type HttpCall,
} from '@accord/platform';
import { ClosePeriodCommand, periodId } from './close-period/close-period.handler';
import { NotedRequest, internal } from './payouts.request';

@ApiTags('books')
@ApiBearerAuth()
@Controller('v1/books')
export class PeriodsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
  ) {}

  /**
   * Closes a fiscal quarter of a program's book at the head of the log. Facts recorded later are late,
   * whatever their business date. Closed never reopens.
   */
  @Post(':book/periods/:quarter/close')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async close(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Body() body: NotedRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const period = { book, quarter: quarterIn(quarter) };
    const context = await this.contexts.of(call, { reason: internal(body) });
    return replyTo(
      periodId(period),
      await this.commands.execute(new ClosePeriodCommand(period, context)),
    );
  }
}

function quarterIn(text: string): FiscalQuarter {
  try {
    return fiscalQuarter(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw requestFault([{ code: 'not-a-quarter', message: error.message, path: 'quarter' }]);
  }
}
