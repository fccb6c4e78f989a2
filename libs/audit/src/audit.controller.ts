import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  Call,
  QueryReply,
  notFound,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { AuditTrailQuery, AuditTrailQueryParameters } from './audit-trail/audit-trail.query';
import { AuditEventBody } from './audit-trail/audit-trail.response';
import { LogEventBody } from './history/event.response';
import { HistoryQuery, HistoryQueryParameters } from './history/history.query';

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrailQuery,
    private readonly history: HistoryQuery,
  ) {}

  /** Every event about a partner, deal, sale, fund or payout, in the order of the log. */
  @Get('events')
  @Allow('auditor', 'finance', 'finance-approver', 'program-manager')
  @ApiPage(AuditEventBody)
  events(@Query() query: AuditTrailQueryParameters): Promise<QueryReply<Page<AuditEventBody>>> {
    return this.trail.list(query);
  }

  /** The history of one stream with what each event says, from the log itself. */
  @Get('streams/:stream')
  @Allow('auditor')
  @ApiPage(LogEventBody)
  async stream(
    @Param('stream') stream: string,
    @Query() query: HistoryQueryParameters,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<LogEventBody>>> {
    const found = await this.history.of(caller, stream, query);
    if (!found) throw notFound('stream');
    return found;
  }
}
