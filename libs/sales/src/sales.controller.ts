import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { toJson, uuidFrom } from '@accord/kernel';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  amountOf,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { BookSaleCommand } from './book-sale/book-sale.handler';
import { BookSaleRequest } from './book-sale/book-sale.request';
import { DecideExceptionCommand } from './decide-exception/decide-exception.handler';
import { DecideExceptionRequest } from './decide-exception/decide-exception.request';
import { NameSellerCommand } from './name-seller/name-seller.handler';
import { NameSellerRequest } from './name-seller/name-seller.request';
import { ReachMilestoneCommand } from './reach-milestone/reach-milestone.handler';
import { ReachMilestoneRequest } from './reach-milestone/reach-milestone.request';
import { ReceivePurchaseOrderCommand } from './receive-purchase-order/receive-purchase-order.handler';
import { ReceivePurchaseOrderRequest } from './receive-purchase-order/receive-purchase-order.request';
import { RecordPaymentCommand } from './record-payment/record-payment.handler';
import { RecordPaymentRequest } from './record-payment/record-payment.request';
import { RequestExceptionCommand } from './request-exception/request-exception.handler';
import { RequestExceptionRequest } from './request-exception/request-exception.request';
import { ReverseSaleCommand } from './reverse-sale/reverse-sale.handler';
import { ReverseSaleRequest } from './reverse-sale/reverse-sale.request';
import { SaleClock } from './sale-clock';
import { SaleListQuery, SalesQuery } from './sale-list/sale-list.query';
import { SaleResponse } from './sale-list/sale.response';

@ApiTags('sales')
@ApiBearerAuth()
@Controller('v1/sales')
export class SalesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: SaleClock,
    private readonly programs: ProgramClock,
    private readonly sales: SalesQuery,
  ) {}

  /** Records a closed order, with the registration or opportunity that it belongs to. */
  @Post()
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async book(@Body() body: BookSaleRequest, @Call() call: HttpCall): Promise<CommandReply> {
    const { programId, origin, dealId = null, opportunity, currency, occurredOn } = body;
    const { partnerId, customerId, business, partnerDiscount, marketplace } = body;
    const zone = await this.programs.zone(programId);
    const context = await this.contexts.of(call, { zone, occurredOn });
    const saleId = uuidFrom('sale', origin.source, origin.ref);
    const booking = {
      saleId,
      programId,
      dealId,
      opportunity: opportunity ? { ...opportunity } : null,
      annualFees: toJson(amountOf(body.annualFees, currency, 'annualFees')),
      netArr: toJson(amountOf(body.netArr, currency, 'netArr')),
      bookedOn: context.envelope.occurredOn,
      ...(partnerId !== undefined && { partnerId }),
      ...(customerId !== undefined && { customerId }),
      ...(business && { business }),
      ...(partnerDiscount !== undefined && { partnerDiscount }),
    };
    const promised = body.purchaseOrder === 'promised';
    return replyTo(
      saleId,
      await this.commands.execute(new BookSaleCommand(booking, context, promised, marketplace)),
    );
  }

  /** Records a payment of the customer. */
  @Post(':saleId/payments')
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async pay(
    @Param('saleId') saleId: string,
    @Body() body: RecordPaymentRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, { zone, occurredOn: body.occurredOn });
    const payment = {
      paymentRef: body.paymentRef,
      amount: toJson(amountOf(body.amount, body.currency, 'amount')),
      paidOn: context.envelope.occurredOn,
    };
    const command = new RecordPaymentCommand(saleId, payment, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Records that the purchase order which was promised has come. */
  @Post(':saleId/purchase-order')
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async receivePurchaseOrder(
    @Param('saleId') saleId: string,
    @Body() { reference, occurredOn }: ReceivePurchaseOrderRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, { zone, occurredOn });
    const command = new ReceivePurchaseOrderCommand(saleId, reference, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Names who of a partner's people sold it; the payee of a rule that pays people. */
  @Post(':saleId/sellers')
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async nameSeller(
    @Param('saleId') saleId: string,
    @Body() body: NameSellerRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, { zone });
    const command = new NameSellerCommand(saleId, { ...body }, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Records that a step of the delivery is done, for example that the last site is installed. */
  @Post(':saleId/milestones')
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async reachMilestone(
    @Param('saleId') saleId: string,
    @Body() { milestone, occurredOn }: ReachMilestoneRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, { zone, occurredOn });
    const reached = { milestone, reachedOn: context.envelope.occurredOn };
    const command = new ReachMilestoneCommand(saleId, reached, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Asks for a payment that a rule does not give for a registration on the sale. */
  @Post(':saleId/exceptions')
  @Allow('sales-system', 'program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async requestException(
    @Param('saleId') saleId: string,
    @Body() { dealId, rule, reason, occurredOn }: RequestExceptionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, {
      zone,
      occurredOn,
      reason: { internal: reason },
    });
    const { occurredOn: requestedOn, actor } = context.envelope;
    const request = { dealId, rule, requestedOn, requestedBy: actor.principal };
    const command = new RequestExceptionCommand(saleId, request, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Grants it out of one of the program's budgets, or refuses it. */
  @Post(':saleId/exceptions/decision')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  async decideException(
    @Param('saleId') saleId: string,
    @Body() { dealId, rule, fundedBy, reason }: DecideExceptionRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, { zone, reason: { internal: reason } });
    const decidedOn = context.envelope.occurredOn;
    const decision = { dealId, rule, fundedBy: fundedBy ?? null, decidedOn };
    const command = new DecideExceptionCommand(saleId, decision, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Undoes a booking in whole. */
  @Post(':saleId/reversal')
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async reverse(
    @Param('saleId') saleId: string,
    @Body() body: ReverseSaleRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { reason, occurredOn } = body;
    const zone = await this.clock.zone(saleId);
    const context = await this.contexts.of(call, {
      zone,
      occurredOn,
      reason: { internal: reason },
    });
    const command = new ReverseSaleCommand(saleId, reason, context);
    return replyTo(saleId, await this.commands.execute(command));
  }

  /** Sales in the order of their booking. */
  @Get()
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiPage(SaleResponse)
  list(@Query() query: SaleListQuery): Promise<QueryReply<Page<SaleResponse>>> {
    return this.sales.list(query);
  }

  /** One sale. */
  @Get(':saleId')
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: SaleResponse })
  async one(
    @Param('saleId') saleId: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<SaleResponse>> {
    const found = await this.sales.one(saleId, query);
    if (!found) throw notFound('sale');
    return found;
  }
}
