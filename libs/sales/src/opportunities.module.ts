import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { CloseOpportunityHandler } from './close-opportunity/close-opportunity.handler';
import { OpportunitiesController } from './opportunities.controller';
import { opportunity } from './opportunity/opportunity';
import { OpportunityDirectory } from './opportunity-directory/opportunity-directory';
import { OpportunitiesQuery } from './opportunity-list/opportunity-list.query';
import { ReportOpportunityHandler } from './report-opportunity/report-opportunity.handler';
import { OPPORTUNITIES } from './sales.token';

/** What the sales system reports before anything is sold. */
@Module({
  controllers: [OpportunitiesController],
  providers: [
    provideStreams(OPPORTUNITIES, opportunity),
    OpportunitiesQuery,
    OpportunityDirectory,
    ReportOpportunityHandler,
    CloseOpportunityHandler,
  ],
  exports: [OpportunityDirectory],
})
export class OpportunitiesModule {}
