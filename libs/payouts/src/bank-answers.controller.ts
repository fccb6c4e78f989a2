import { Controller, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  Call,
  CommandContexts,
  replyTo,
  type AccordRequest,
  type HttpCall,
} from '@accord/platform';
import { BankAnswersReply, answerLines } from './bank-answers/bank-answers.response';
import { BANK_FILE_TYPES, receiveUpload } from './bank-answers/receive-upload';
import { RecordBankAnswersCommand } from './bank-answers/record-bank-answers.handler';
import { BookClock } from './book-clock';

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1/payouts/:payoutId/bank-answers')
export class BankAnswersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
  ) {}

  /**
   * Takes the bank's answers on payments of a run: a pain.002 or camt.054 as the body, at most 10 MiB and
   * 5,000 lines, without a document type. Answered line by line; a file sent again counts once.
   */
  @Post()
  @Allow('finance')
  @ApiConsumes(...BANK_FILE_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: BankAnswersReply })
  async record(
    @Param('payoutId') payoutId: string,
    @Req() request: AccordRequest,
    @Call() call: HttpCall,
  ): Promise<BankAnswersReply> {
    const file = await receiveUpload(request);
    const { sha256 } = file;
    // The hash stands for the file: the same key with another file is refused.
    const zone = await this.clock.zoneOfRun(payoutId);
    const context = await this.contexts.of({ ...call, body: { sha256 } }, { zone });
    const outcome = await this.commands.execute(
      new RecordBankAnswersCommand(payoutId, file, context),
    );
    const reply = replyTo(payoutId, outcome);
    if (outcome.kind === 'rejected' || outcome.state.status !== 'issued') {
      throw new Error(`The bank answered on "${payoutId}" before it was issued`);
    }
    const told = outcome.events.find((event) => event.type === 'BankAnswersRecorded');
    const lines = told?.data.lines ?? outcome.state.answers.get(sha256) ?? [];
    return Object.assign(new BankAnswersReply(), reply, {
      sha256,
      lines: answerLines(file, lines),
    });
  }
}
