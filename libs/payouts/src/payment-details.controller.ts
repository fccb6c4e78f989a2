import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  PageQuery,
  QueryReply,
  notFound,
  replyTo,
  requestFault,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { ConfirmPaymentDetailsCommand } from './confirm-payment-details/confirm-payment-details.handler';
import { faultsIn, tidy } from './payment-details/bank-details';
import { detailsIdOf } from './payment-details/payment-details';
import { PaymentDetailsRegistry } from './payment-details/payment-details-registry';
import { PaymentDetailsQuery } from './payment-details-list/payment-details.query';
import {
  ConfirmPaymentDetailsRequest,
  ProposePaymentDetailsRequest,
  ownerIn,
} from './payment-details-list/payment-details.request';
import { PaymentDetailsBody } from './payment-details-list/payment-details.response';
import { ProposePaymentDetailsCommand } from './propose-payment-details/propose-payment-details.handler';

@ApiTags('payment details')
@ApiBearerAuth()
@Controller('v1/payment-details')
export class PaymentDetailsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly registry: PaymentDetailsRegistry,
    private readonly details: PaymentDetailsQuery,
  ) {}

  /**
   * Proposes the bank account of a partner, of one of its people, or of a legal entity that pays, in one currency. It is used
   * once somebody else has confirmed it; until then the one confirmed before stays in use.
   */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async propose(
    @Body() body: ProposePaymentDetailsRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { currency, name, scheme, accountNumber, bic = null, country } = body;
    const { routingNumber } = body;
    const bank = { bic, ...(routingNumber !== undefined && { routingNumber }) };
    const details = tidy({ name, scheme, accountNumber, ...bank, country });
    const faults = faultsIn(details);
    if (faults.length > 0) throw requestFault(faults);
    const of = ownerIn(body);
    const detailsId = detailsIdOf(of, currency);
    const hash = await this.registry.hashOf(details);
    // The keyed hash stands for the details: a plain one of the body would let them be guessed.
    const context = await this.contexts.of({ ...call, body: { detailsId, hash } });
    const command = { detailsId, of, currency, details, hash };
    return replyTo(
      detailsId,
      await this.commands.execute(new ProposePaymentDetailsCommand(command, context)),
    );
  }

  /** Confirms what was reviewed, named by its hash. Somebody else than the one who proposed. */
  @Post(':detailsId/confirmation')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  async confirm(
    @Param('detailsId') detailsId: string,
    @Body() { hash }: ConfirmPaymentDetailsRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call);
    const command = new ConfirmPaymentDetailsCommand(detailsId, hash, context);
    return replyTo(detailsId, await this.commands.execute(command));
  }

  /** All payment details by id, account numbers masked. */
  @Get()
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(PaymentDetailsBody)
  list(@Query() query: PageQuery): Promise<QueryReply<Page<PaymentDetailsBody>>> {
    return this.details.list(query);
  }

  /** One owner's details in full: what is reviewed before it is confirmed. */
  @Get(':detailsId')
  @Allow('finance', 'finance-approver')
  @ApiOkResponse({ type: PaymentDetailsBody })
  @Header('cache-control', 'private, no-store')
  async one(
    @Param('detailsId') detailsId: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<PaymentDetailsBody>> {
    const found = await this.details.one(detailsId, query);
    if (!found) throw notFound('payment details');
    return found;
  }
}
