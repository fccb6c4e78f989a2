import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ApiPage, Allow, Call, QueryReply, type HttpCall, type Page } from '@accord/platform';
import { CreditBody } from './credits/credit.response';
import { ExpiringCredits, ExpiringCreditsQuery } from './credits/expiring-credits.query';

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/expiring-credits')
export class CreditsController {
  constructor(private readonly credits: ExpiringCredits) {}

  /** Money of funds that has a last day, what expires first first; a partner's own. */
  @Get()
  @Allow('program-manager', 'sales-system', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(CreditBody)
  list(
    @Query() query: ExpiringCreditsQuery,
    @Call() call: HttpCall,
  ): Promise<QueryReply<Page<CreditBody>>> {
    return this.credits.list(call.caller, query);
  }
}
