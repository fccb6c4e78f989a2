import { Module } from '@nestjs/common';
import { CustomersModule } from '@accord/customers';
import { PartnersModule } from '@accord/partners';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { OpportunitiesModule } from '@accord/sales';
import { ApproveDealHandler } from './approve-deal/approve-deal.handler';
import { ApproveGrantedReactor } from './approve-deal/approve-granted.reactor';
import { GrantProtocol } from './approve-deal/grant-protocol';
import { CasesController } from './cases.controller';
import { CloseDealHandler } from './close-deal/close-deal.handler';
import { CloseLinkedReactor } from './close-deal/close-linked.reactor';
import { conflictCase } from './conflict-case/conflict-case';
import { ConflictCases } from './conflict-case/conflict-cases';
import { ConflictCasesQuery } from './conflict-case/conflict-case.query';
import { deal } from './deal';
import { DealConflictsQuery } from './deal-conflicts/deal-conflicts.query';
import { DealDueWork } from './deal-due/deal-due-work';
import { DealDirectory } from './deal-directory/deal-directory';
import { DealsQuery } from './deal-list/deal-list.query';
import { DealsController } from './deals.controller';
import { CASES, DEALS, EXCLUSIVITIES } from './deals.token';
import { DecideCaseHandler } from './decide-case/decide-case.handler';
import { DenyDealHandler } from './deny-deal/deny-deal.handler';
import { exclusivity } from './exclusivity/exclusivity';
import { ReleaseOfDeal } from './exclusivity/release-of-deal';
import { ExpireDealHandler } from './expire-deal/expire-deal.handler';
import { ExtendDealHandler } from './extend-deal/extend-deal.handler';
import { ProvideInformationHandler } from './provide-information/provide-information.handler';
import { RegisterDealHandler } from './register-deal/register-deal.handler';
import { BulkController } from './register-deals-in-bulk/bulk.controller';
import { BulkRegistration } from './register-deals-in-bulk/bulk-registration';
import { ReleaseGrantReactor } from './release-grant/release-grant.reactor';
import { ReturnDealHandler } from './return-deal/return-deal.handler';
import { WithdrawDealHandler } from './withdraw-deal/withdraw-deal.handler';

@Module({
  imports: [CustomersModule, OpportunitiesModule, PartnersModule, ProgramsModule],
  controllers: [BulkController, DealsController, CasesController],
  providers: [
    provideStreams(DEALS, deal),
    provideStreams(EXCLUSIVITIES, exclusivity),
    provideStreams(CASES, conflictCase),
    GrantProtocol,
    ConflictCases,
    ReleaseOfDeal,
    DealsQuery,
    DealConflictsQuery,
    DealDirectory,
    ConflictCasesQuery,
    DealDueWork,
    BulkRegistration,
    ApproveGrantedReactor,
    CloseLinkedReactor,
    ReleaseGrantReactor,
    RegisterDealHandler,
    ReturnDealHandler,
    ProvideInformationHandler,
    ApproveDealHandler,
    DenyDealHandler,
    ExtendDealHandler,
    WithdrawDealHandler,
    ExpireDealHandler,
    CloseDealHandler,
    DecideCaseHandler,
  ],
  exports: [
    DealDirectory,
    DealDueWork,
    ApproveGrantedReactor,
    CloseLinkedReactor,
    ReleaseGrantReactor,
  ],
})
export class DealsModule {}
