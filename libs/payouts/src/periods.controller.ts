import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { fiscalQuarter, type FiscalQuarter } from '@accord/kernel';
import {
  Allow,
  ApiPage,
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
import { AcknowledgeChangeCommand } from './acknowledge-change/acknowledge-change.handler';
import { BookClock } from './book-clock';
import { ClosePeriodCommand } from './close-period/close-period.handler';
import { DecideChangeCommand } from './decide-change/decide-change.handler';
import { LateChangeBody } from './late-changes/late-change.response';
import { LateChangesListQuery, LateChangesQuery } from './late-changes/late-changes.query';
import {
  AcknowledgeChangeRequest,
  NotedRequest,
  RejectChangeRequest,
  internal,
} from './payouts.request';
import { periodId } from './period/period';
import { PeriodBody } from './period-list/period.response';
import { PeriodsQuery } from './period-list/periods.query';
import { ProposeRejectionCommand } from './propose-rejection/propose-rejection.handler';

@ApiTags('books')
@ApiBearerAuth()
@Controller('v1/books')
export class PeriodsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: BookClock,
    private readonly periods: PeriodsQuery,
    private readonly changes: LateChangesQuery,
  ) {}

  /**
   * Closes a fiscal quarter of a program's book at the head of the log. Facts recorded later are late,
   * whatever their business date. Closed never reopens. The worker does it; the reply holds the result where
   * it is there within 10 s. Until then the period says how far it is.
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
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, reason: internal(body) });
    return replyTo(
      periodId(period),
      await this.commands.execute(new ClosePeriodCommand(period, context)),
    );
  }

  /** Periods of a book that are closed or being closed, by quarter. */
  @Get(':book/periods')
  @ApiPage(PeriodBody)
  @Allow('finance', 'finance-approver', 'auditor')
  async list(
    @Param('book') book: string,
    @Query() query: PageQuery,
  ): Promise<QueryReply<Page<PeriodBody>>> {
    const found = await this.periods.list(book, query);
    if (found.body.items.length === 0 && !(await this.clock.isBook(book))) throw notFound('book');
    return found;
  }

  /** How far a period of a book is closed. */
  @Get(':book/periods/:quarter')
  @ApiOkResponse({ type: PeriodBody })
  @Allow('finance', 'finance-approver', 'auditor')
  async one(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Query() query: AtLeastQuery,
  ): Promise<QueryReply<PeriodBody>> {
    const found = await this.periods.one(book, quarterIn(quarter), query);
    if (!found) throw notFound('period');
    return found;
  }

  /** What facts after the close make of its lines: nothing late is ignored, and this is where it shows. */
  @Get(':book/periods/:quarter/late-changes')
  @ApiPage(LateChangeBody)
  @Allow('finance', 'finance-approver', 'auditor')
  async lateChanges(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Query() query: LateChangesListQuery,
  ): Promise<QueryReply<Page<LateChangeBody>>> {
    const found = await this.changes.list(book, quarterIn(quarter), query);
    if (!found) throw notFound('closed period');
    return found;
  }

  /** Records that finance has seen a late change, named by the figure that was seen. */
  @Post(':book/periods/:quarter/late-changes/:lineId/acknowledgement')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async acknowledge(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Param('lineId') lineId: string,
    @Body() body: AcknowledgeChangeRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const seen = { book, quarter: quarterIn(quarter), lineId, amount: body.amount };
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, reason: internal(body) });
    return replyTo(
      lineId,
      await this.commands.execute(new AcknowledgeChangeCommand(seen, context)),
    );
  }

  /**
   * Asks that a line stays as it was closed, although late facts change it. Until somebody else agrees the
   * change is booked as any other.
   */
  @Post(':book/periods/:quarter/late-changes/:lineId/rejection')
  @Allow('finance')
  @ApiCreatedResponse({ type: CommandReply })
  async proposeRejection(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Param('lineId') lineId: string,
    @Body() body: RejectChangeRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    const { amount, publicReason: reason, internalReason } = body;
    const seen = { book, quarter: quarterIn(quarter), lineId, amount };
    const context = await this.contexts.of(call, {
      zone: await this.clock.zone(book),
      reason: { public: reason, ...(internalReason !== undefined && { internal: internalReason }) },
    });
    const command = new ProposeRejectionCommand({ ...seen, reason }, context);
    return replyTo(lineId, await this.commands.execute(command));
  }

  /** Agrees to it: no statement books the change while it stands at that figure. */
  @Post(':book/periods/:quarter/late-changes/:lineId/rejection/approval')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  reject(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Param('lineId') lineId: string,
    @Body() body: AcknowledgeChangeRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    return this.decide({ book, quarter, lineId }, 'reject', body, call);
  }

  /** Lets the next statement book a late change, also one that was rejected or is proposed to be. */
  @Post(':book/periods/:quarter/late-changes/:lineId/acceptance')
  @Allow('finance-approver')
  @ApiCreatedResponse({ type: CommandReply })
  accept(
    @Param('book') book: string,
    @Param('quarter') quarter: string,
    @Param('lineId') lineId: string,
    @Body() body: AcknowledgeChangeRequest,
    @Call() call: HttpCall,
  ): Promise<CommandReply> {
    return this.decide({ book, quarter, lineId }, 'accept', body, call);
  }

  private async decide(
    { book, quarter, lineId }: { book: string; quarter: string; lineId: string },
    effect: 'accept' | 'reject',
    body: AcknowledgeChangeRequest,
    call: HttpCall,
  ): Promise<CommandReply> {
    const seen = { book, quarter: quarterIn(quarter), lineId, amount: body.amount };
    const zone = await this.clock.zone(book);
    const context = await this.contexts.of(call, { zone, reason: internal(body) });
    const command = new DecideChangeCommand({ ...seen, effect }, context);
    return replyTo(lineId, await this.commands.execute(command));
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
