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
  PageQuery,
  QueryReply,
  notFound,
  replyTo,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { BookClock } from './book-clock';
import { EstimateEarningsCommand } from './estimate-earnings/estimate-earnings.handler';
import { EstimateEarningsRequest } from './estimate-earnings/estimate-earnings.request';
import { AccountEstimateBody, EstimateBody } from './estimate-list/estimate.response';
import { EstimatesQuery } from './estimate-list/estimates.query';
import { internal } from './payouts.request';

@ApiTags('estimates')
@ApiBearerAuth()
@Controller('v1/estimates')
export class EstimatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly estimates: EstimatesQuery,
  ) {}

  /**
   * Has the rebate accrual (2100) of every payee of a book brought to what is earned today and on no
   * statement yet. On the same facts it books nothing. The worker does it; the reply holds the result where
   * it is there within 10 s. Until then the estimate says how far it is.
   */
  @Post()
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async estimate(
    @Body() body: EstimateEarningsRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { book } = body;
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, reason: internal(body) });
    const outcome = await this.commands.execute(new EstimateEarningsCommand(book, context));
    const [requested] = outcome.kind === 'rejected' ? [] : outcome.events;
    return replyTo(requested?.data.estimateId ?? book, outcome);
  }

  /** Estimates, by id. */
  @Get()
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(EstimateBody)
  list(@Query() query: PageQuery): Promise<QueryReply<Page<EstimateBody>>> {
    return this.estimates.list(query);
  }

  /** One estimate: as of which facts, and what it comes to by expense account. */
  @Get(':estimateId')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiOkResponse({ type: EstimateBody })
  async one(
    @Param('estimateId') estimateId: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<EstimateBody>> {
    const found = await this.estimates.one(estimateId, query);
    if (!found) throw notFound('estimate');
    return found;
  }

  /** What each account was estimated at, by expense account and rule. */
  @Get(':estimateId/accounts')
  @Allow('finance', 'finance-approver', 'auditor')
  @ApiPage(AccountEstimateBody)
  async accounts(
    @Param('estimateId') estimateId: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<AccountEstimateBody>>> {
    const found = await this.estimates.accounts(estimateId, query);
    if (!found) throw notFound('estimate');
    return found;
  }
}
