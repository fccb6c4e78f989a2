import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  AtLeastQuery,
  Call,
  QueryReply,
  notFound,
  type HttpCall,
  type Page,
} from '@accord/platform';
import { EarningBody } from './earnings/earning.response';
import { EarningListQuery, EarningsQuery } from './earnings/earnings.query';

@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/earnings')
export class EarningsController {
  constructor(private readonly earnings: EarningsQuery) {}

  /** What has been earned so far, calculated from the facts; nothing of it is posted yet. */
  @Get()
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiPage(EarningBody)
  list(
    @Query() query: EarningListQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<EarningBody>>> {
    return this.earnings.list(caller, query);
  }

  /** One line with its arithmetic and the events that it rests on. */
  @Get(':lineId')
  @Allow('program-manager', 'finance', 'finance-approver', 'auditor', 'partner')
  @ApiOkResponse({ type: EarningBody })
  async one(
    @Param('lineId') lineId: string,
    @Query() query: AtLeastQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<EarningBody>> {
    const found = await this.earnings.one(caller, lineId, query);
    if (!found) throw notFound('earning line');
    return found;
  }
}
