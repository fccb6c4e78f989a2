import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  CommandContexts,
  CommandReply,
  QueryReply,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { AssessDealCommand } from './assess-deal/assess-deal.handler';
import { DealClock } from './clocks/deal-clock';
import { ContactPartnerCommand } from './contact-partner/contact-partner.handler';
import { SlaListQuery, SlaQuery } from './deal-sla/sla.query';
import { SlaBody } from './deal-sla/sla.response';
import { AssessDealRequest, ContactPartnerRequest } from './review.request';

@ApiTags('deals')
@ApiBearerAuth()
@Controller('v1')
export class ReviewController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: DealClock,
    private readonly sla: SlaQuery,
  ) {}

  /** Scores the registration by the program's criteria, each with a reason, before it is decided. */
  @Post('deals/:dealId/assessment')
  @Allow('program-manager')
  @ApiCreatedResponse({ type: CommandReply })
  async assess(
    @Param('dealId') dealId: string,
    @Body() body: AssessDealRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn: body.occurredOn,
    });
    const scores = body.criteria.map((one) => ({ ...one }));
    const command = new AssessDealCommand(dealId, scores, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Notes that the vendor has spoken with the partner. */
  @Post('deals/:dealId/contact')
  @Allow('program-manager', 'sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async contact(
    @Param('dealId') dealId: string,
    @Body() body: ContactPartnerRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(dealId),
      occurredOn: body.occurredOn,
    });
    const command = new ContactPartnerCommand(dealId, context);
    return replyTo(dealId, await this.commands.execute(command));
  }

  /** Who waits for whom, how long and until when, in the order of registration. */
  @Get('sla')
  @Allow('sales-system', 'program-manager', 'auditor', 'partner')
  @ApiPage(SlaBody)
  list(@Query() query: SlaListQuery, @Call() call: HttpCall): Promise<QueryReply<Page<SlaBody>>> {
    return this.sla.list(call.caller, query);
  }

  /** The clocks of one registration. */
  @Get('sla/:dealId')
  @Allow('sales-system', 'program-manager', 'auditor', 'partner')
  @ApiOkResponse({ type: SlaBody })
  async one(
    @Param('dealId') dealId: string,
    @Query() query: AtLeastQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<SlaBody>> {
    const found = await this.sla.one(call.caller, dealId, query);
    if (!found) throw notFound('deal');
    return found;
  }
}
