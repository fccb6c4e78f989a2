import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  maySee,
  minPositionOf,
  notFound,
  replyTo,
  type HttpCall,
} from '@accord/platform';
import { DealClock } from './clocks/deal-clock';
import { DealPriceBody, dealPriceBody } from './deal-price/deal-price.response';
import { DealPrices } from './deal-price/deal-prices.query';
import { AttributionBody } from './incumbents/attribution.response';
import { AttributionQuery } from './incumbents/attribution.query';
import { ReduceDiscountCommand } from './reduce-discount/reduce-discount.handler';
import { ReduceDiscountRequest } from './reduce-discount/reduce-discount.request';

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1/deals')
export class DealPriceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: DealClock,
    private readonly prices: DealPrices,
    private readonly attributions: AttributionQuery,
  ) {}

  /** What the parties of the deal pay today and why. A reseller or distributor reads its own price only. */
  @Get(':dealId/price')
  @Allow('sales-system', 'program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: DealPriceBody })
  async price(
    @Param('dealId') dealId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<DealPriceBody> {
    const priced = await this.prices.of(dealId, minPositionOf(query));
    if (priced === undefined) throw notFound('deal');
    if (priced === null) throw notFound('price: the program has none for such a registration');
    const { partnerId, distributorId } = priced.registration;
    const isParty =
      maySee(caller, partnerId) || (distributorId !== undefined && maySee(caller, distributorId));
    if (!isParty) throw notFound('deal');
    return dealPriceBody(priced, caller);
  }

  /** Lowers the discount of the deal's reseller or distributor, as agreed with it. It is never raised. */
  @Post(':dealId/discount')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async reduceDiscount(
    @Param('dealId') dealId: string,
    @Body() { party, rate, internalReason: internal, occurredOn }: ReduceDiscountRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn,
      reason: { internal },
    });
    const command = new ReduceDiscountCommand(dealId, { party, rate }, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Whether the deal's business came from a partner or from the vendor, and why. */
  @Get(':dealId/attribution')
  @Allow('sales-system', 'program-manager', 'finance', 'auditor')
  @ApiOkResponse({ type: AttributionBody })
  async attribution(
    @Param('dealId') dealId: string,
    @Query() query: AtLeastQuery,
  ): Promise<AttributionBody> {
    const found = await this.attributions.of(dealId, minPositionOf(query));
    if (!found) throw notFound('deal');
    return found;
  }
}
