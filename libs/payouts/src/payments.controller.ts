import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { BookClock } from './book-clock';
import { InstructPaymentsCommand } from './instruct-payments/instruct-payments.handler';
import { PaymentFileParameters, PaymentFileQuery } from './payment-file/payment-file.query';
import { PaymentBody } from './payment-list/payment.response';
import { PaymentsQuery } from './payment-list/payments.query';
import { PayoutsQuery } from './payout-list/payouts.query';
import { InstructPaymentsRequest, internal } from './payouts.request';

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1/payouts/:payoutId')
export class PaymentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly payouts: PayoutsQuery,
    private readonly payments: PaymentsQuery,
    private readonly files: PaymentFileQuery,
  ) {}

  /**
   * Releases what is payable on the accounts of an issued run: at most 1,000 payments, in one message to
   * the bank. Accounts without confirmed payment details are left out with their reason; the same command
   * sent anew pays them later. In another currency than the accounts', it pays those that have details in it alone. Nobody instructs what they confirmed the payment details of.
   */
  @Post('instruction')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async instruct(
    @Param('payoutId') payoutId: string,
    @Body() body: InstructPaymentsRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zoneOfRun(payoutId);
    const context = await this.contexts.of(call, { zone, reason: internal(body) });
    return replyTo(
      payoutId,
      await this.commands.execute(
        new InstructPaymentsCommand(payoutId, body.currency ?? null, context),
      ),
    );
  }

  /** The payments of a run, by id: what is in flight, what the bank has confirmed, what came back. */
  @Get('payments')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(PaymentBody)
  async list(
    @Param('payoutId') payoutId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<PaymentBody>>> {
    if (!(await this.payouts.one(payoutId, query))) throw notFound('payout');
    return this.payments.list(payoutId, query);
  }

  /**
   * A message of the run as ISO 20022 pain.001.001.09, for the bank: the same bytes at every export, and
   * each payment in exactly one file.
   */
  @Get('payment-file')
  @Allow('finance')
  @Header('cache-control', 'private, no-store')
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Param('payoutId') payoutId: string,
    @Query() query: PaymentFileParameters,
  ): Promise<StreamableFile> {
    const found = await this.files.of(payoutId, query);
    if (!found) throw notFound('payment file');
    const bytes = Buffer.from(found.xml, 'utf8');
    return new StreamableFile(bytes, {
      type: 'application/xml',
      disposition: `attachment; filename="${found.messageId}.xml"`,
      length: bytes.length,
    });
  }
}
