import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { isoDate } from '@accord/kernel';
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
import { CloseOpportunityCommand } from './close-opportunity/close-opportunity.handler';
import { CloseOpportunityRequest } from './close-opportunity/close-opportunity.request';
import { opportunityId } from './opportunity/opportunity';
import {
  OpportunitiesQuery,
  OpportunityListQuery,
} from './opportunity-list/opportunity-list.query';
import { OpportunityResponse } from './opportunity-list/opportunity.response';
import { ReportOpportunityCommand } from './report-opportunity/report-opportunity.handler';
import { ReportOpportunityRequest } from './report-opportunity/report-opportunity.request';

@ApiTags('opportunities')
@ApiBearerAuth()
@Controller('v1/opportunities')
export class OpportunitiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly opportunities: OpportunitiesQuery,
  ) {}

  /** Reports how an opportunity stands now. Every report replaces the one before it. */
  @Post()
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async report(
    @Body() body: ReportOpportunityRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { source, ref, stage, lastActivityOn, renewal = 'none', customer = 'new' } = body;
    const { owner = null, account = null, initialSource = null, occurredOn } = body;
    const context = await this.contexts.of(call, { occurredOn });
    const activity = lastActivityOn === undefined ? null : isoDate(lastActivityOn);
    const facts = { stage, lastActivityOn: activity, owner, renewal, customer };
    const report = { source, ref, ...facts, account, initialSource };
    const outcome = await this.commands.execute(new ReportOpportunityCommand(report, context));
    return replyTo(opportunityId(body), outcome);
  }

  /** Reports that an opportunity was won or lost, or is open again. Approved registrations follow. */
  @Post(':source/:ref/closing')
  @Allow('sales-system')
  @ApiCreatedResponse({ type: CommandReply })
  async close(
    @Param('source') source: string,
    @Param('ref') ref: string,
    @Body() body: CloseOpportunityRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const context = await this.contexts.of(call, { occurredOn: body.occurredOn });
    const command = new CloseOpportunityCommand({ source, ref }, body.result, context);
    return replyTo(opportunityId({ source, ref }), await this.commands.execute(command));
  }

  /** Opportunities in the order of their first report. */
  @Get()
  @Allow('sales-system', 'program-manager', 'auditor')
  @ApiPage(OpportunityResponse)
  list(@Query() query: OpportunityListQuery): Promise<QueryReply<Page<OpportunityResponse>>> {
    return this.opportunities.list(query);
  }

  /** One opportunity. */
  @Get(':source/:ref')
  @Allow('sales-system', 'program-manager', 'auditor')
  @ApiOkResponse({ type: OpportunityResponse })
  async one(
    @Param('source') source: string,
    @Param('ref') ref: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<OpportunityResponse>> {
    const found = await this.opportunities.one({ source, ref }, query);
    if (!found) throw notFound('opportunity');
    return found;
  }
}
