import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  Allow,
  Call,
  maySee,
  notFound,
  type HttpCall,
  type Page,
  type QueryReply,
} from '@accord/platform';
import { DesignationBody } from './designation-progress/designation.response';
import {
  DesignationListQuery,
  DesignationsQuery,
  PartnerDesignationsQuery,
} from './designation-progress/designations.query';

@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1')
export class DesignationsController {
  constructor(private readonly designations: DesignationsQuery) {}

  /** How far partners are with designations: whose grant is due or overdue, and what others lack. */
  @Get('designations')
  @Allow('program-manager', 'auditor')
  @ApiPage(DesignationBody)
  list(@Query() query: DesignationListQuery): Promise<QueryReply<Page<DesignationBody>>> {
    return this.designations.list(query);
  }

  /** How far one partner is with each designation. */
  @Get('partners/:partnerId/designations')
  @Allow('program-manager', 'auditor', 'sales-system', 'partner')
  @ApiPage(DesignationBody)
  async of(
    @Param('partnerId') partnerId: string,
    @Query() query: PartnerDesignationsQuery,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<Page<DesignationBody>>> {
    const found = maySee(caller, partnerId)
      ? await this.designations.of(partnerId, query)
      : undefined;
    if (!found) throw notFound('partner');
    return found;
  }
}
