import { Controller, Post, Req } from '@nestjs/common';
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
import { BankAnswersReply } from './bank-answers/bank-answers.response';
import { ReceiveBankFileCommand } from './bank-answers/receive-bank-file.handler';
import { BANK_FILE_TYPES, receiveUpload } from './bank-answers/receive-upload';

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1/bank-files')
export class BankFilesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
  ) {}

  /**
   * Takes a file of the bank's, whichever runs it answers: a pain.002 or camt.054 as the body, at most 10 MiB
   * and 5,000 lines, without a document type. Answered line by line; a file sent again counts once, and
   * lines about nothing that was paid from here are kept and told.
   */
  @Post()
  @Allow('finance')
  @ApiConsumes(...BANK_FILE_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: BankAnswersReply })
  async receive(@Req() request: AccordRequest, @Call() call: HttpCall): Promise<BankAnswersReply> {
    const file = await receiveUpload(request);
    const { sha256 } = file;
    // The hash stands for the file: the same key with another file is refused.
    const context = await this.contexts.of({ ...call, body: { sha256 } });
    const { outcome, lines } = await this.commands.execute(
      new ReceiveBankFileCommand(file, context),
    );
    return Object.assign(new BankAnswersReply(), replyTo(sha256, outcome), { sha256, lines });
  }
}
