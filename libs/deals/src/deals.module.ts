import { Module } from '@nestjs/common';
import { CustomersModule } from '@accord/customers';
import { PartnersModule } from '@accord/partners';
import { provideStreams } from '@accord/platform';
import { ProgramsModule } from '@accord/programs';
import { OpportunitiesModule } from '@accord/sales';
import { AdvanceQueueReactor } from './advance-queue/advance-queue.reactor';
import { ToldApartQuery } from './advance-queue/told-apart.query';
import { ApproveDealHandler } from './approve-deal/approve-deal.handler';
import { ApproveGrantedReactor } from './approve-deal/approve-granted.reactor';
import { GrantProtocol } from './approve-deal/grant-protocol';
import { IdentityProtocol } from './approve-deal/identity-protocol';
import { HolderDirectory } from './approve-deal/holder-directory';
import { BreakInactiveWork } from './break-inactive/break-inactive-work';
import { BreakProtectionHandler } from './break-protection/break-protection.handler';
import { RecordBrokenReactor } from './break-protection/record-broken.reactor';
import { ApproveStepHandler } from './approve-step/approve-step.handler';
import { AssessDealHandler } from './assess-deal/assess-deal.handler';
import { AmendDealHandler } from './amend-deal/amend-deal.handler';
import { CustomersController } from './customers.controller';
import { CustomerRecords } from './customer-record/customer-records.query';
import { CustomerExclusivities } from './exclusivity/exclusivity-registry';
import { CustomerLocks } from './merge-customers/customer-locks-protocol';
import { FinishMergeReactor } from './merge-customers/finish-merge.reactor';
import { MergeCustomersHandler } from './merge-customers/merge-customers.handler';
import { MergeProtocol } from './merge-customers/merge-protocol';
import { FinishSplitReactor } from './split-customers/finish-split.reactor';
import { RevertedLosersQuery } from './split-customers/reverted-losers.query';
import { SplitCustomerHandler } from './split-customers/split-customers.handler';
import { SplitProtocol } from './split-customers/split-protocol';
import { ReinstateProtectionHandler } from './reinstate-protection/reinstate-protection.handler';
import { CollisionSettlement } from './settle-collision/settlement-protocol';
import { SettleCollisionHandler } from './settle-collision/settle-collision.handler';
import { BulkTasksController } from './bulk-tasks.controller';
import { bulkTask } from './bulk-task/bulk-task';
import { BulkTaskWork } from './bulk-task/bulk-task-work';
import { BulkTasksQuery } from './bulk-task/bulk-tasks.query';
import { SubmitBulkTaskHandler } from './bulk-task/submit-bulk-task.handler';
import { CasesController } from './cases.controller';
import { DealClock } from './clocks/deal-clock';
import { CloseDealHandler } from './close-deal/close-deal.handler';
import { CloseLinkedReactor } from './close-deal/close-linked.reactor';
import { ChangesController } from './changes.controller';
import { ContactPartnerHandler } from './contact-partner/contact-partner.handler';
import { SlaQuery } from './deal-sla/sla.query';
import { ReassignDealHandler } from './reassign-deal/reassign-deal.handler';
import { RequestExtensionHandler } from './request-extension/request-extension.handler';
import { ResubmitDealHandler } from './resubmit-deal/resubmit-deal.handler';
import { ReviewController } from './review.controller';
import { WarnExpiryWork } from './warn-expiry/warn-expiry-work';
import { conflictCase } from './conflict-case/conflict-case';
import { ConflictCases } from './conflict-case/conflict-cases';
import { ConflictCasesQuery } from './conflict-case/conflict-case.query';
import { deal } from './deal';
import { DealConflictsQuery } from './deal-conflicts/deal-conflicts.query';
import { DealDueWork } from './deal-due/deal-due-work';
import { DealDirectory } from './deal-directory/deal-directory';
import { OpportunityOwners } from './deal-customers/opportunity-owners.query';
import { DealQueues } from './deal-queue/deal-queues.query';
import { DealsQuery } from './deal-list/deal-list.query';
import { DesignationsController } from './designations.controller';
import { DesignationsQuery } from './designation-progress/designations.query';
import { DealPriceController } from './deal-price.controller';
import { DealPrices } from './deal-price/deal-prices.query';
import { IncumbentsController } from './incumbents.controller';
import { AttributionQuery } from './incumbents/attribution.query';
import { IncumbentsQuery } from './incumbents/incumbents.query';
import { incumbency } from './move-incumbency/move-incumbency';
import { MoveIncumbencyHandler } from './move-incumbency/move-incumbency.handler';
import { preferredPartner } from './preferred-partner/preferred-partner';
import { PreferredPartners } from './preferred-partner/preferred-partner-directory';
import {
  ChoosePartnerHandler,
  RemovePartnerHandler,
} from './preferred-partner/preferred-partner.handler';
import { PreferredPartnersController } from './preferred-partners.controller';
import { ReduceDiscountHandler } from './reduce-discount/reduce-discount.handler';
import { DealsController } from './deals.controller';
import { BULK_TASKS, CASES, DEALS, EXCLUSIVITIES, INCUMBENCIES, PREFERENCES } from './deals.token';
import { DecideCaseHandler } from './decide-case/decide-case.handler';
import { DenyDealHandler } from './deny-deal/deny-deal.handler';
import { ExclusivityController } from './exclusivity.controller';
import { exclusivity } from './exclusivity/exclusivity';
import { ReleaseOfDeal } from './exclusivity/release-of-deal';
import { ExpireDealHandler } from './expire-deal/expire-deal.handler';
import { ExtendGrantedReactor } from './extend-deal/extend-granted.reactor';
import { ExtendDealHandler } from './extend-deal/extend-deal.handler';
import { OpenDealHandler } from './open-deal/open-deal.handler';
import { OpeningController } from './opening.controller';
import { OwnDeals } from './own-deals-registry';
import { NarrowGrantReactor } from './narrow-grant/narrow-grant.reactor';
import { OutrankDealHandler } from './outrank-deal/outrank-deal.handler';
import { ProvideInformationHandler } from './provide-information/provide-information.handler';
import { OpenRegistrations } from './register-deal/open-registrations.query';
import { RegisterDealHandler } from './register-deal/register-deal.handler';
import { BulkController } from './register-deals-in-bulk/bulk.controller';
import { BulkRegistration } from './register-deals-in-bulk/bulk-registration';
import { RecordIncumbentHandler } from './record-incumbent/record-incumbent.handler';
import { RecheckGrantReactor } from './recheck-grant/recheck-grant.reactor';
import { ReleaseGrantReactor } from './release-grant/release-grant.reactor';
import { ApproverRegistry } from './review/approver-registry';
import { RulesOfDeals } from './rules-registry';
import { ReturnDealHandler } from './return-deal/return-deal.handler';
import { WithdrawDealHandler } from './withdraw-deal/withdraw-deal.handler';

@Module({
  imports: [CustomersModule, OpportunitiesModule, PartnersModule, ProgramsModule],
  controllers: [
    BulkController,
    BulkTasksController,
    DealsController,
    ReviewController,
    ChangesController,
    ExclusivityController,
    DealPriceController,
    DesignationsController,
    IncumbentsController,
    OpeningController,
    PreferredPartnersController,
    CasesController,
    CustomersController,
  ],
  providers: [
    provideStreams(DEALS, deal),
    provideStreams(EXCLUSIVITIES, exclusivity),
    provideStreams(CASES, conflictCase),
    provideStreams(BULK_TASKS, bulkTask),
    provideStreams(PREFERENCES, preferredPartner),
    provideStreams(INCUMBENCIES, incumbency),
    CustomerExclusivities,
    CustomerRecords,
    CustomerLocks,
    MergeProtocol,
    CollisionSettlement,
    ReinstateProtectionHandler,
    SplitProtocol,
    RevertedLosersQuery,
    SplitCustomerHandler,
    FinishSplitReactor,
    MergeCustomersHandler,
    SettleCollisionHandler,
    FinishMergeReactor,
    GrantProtocol,
    IdentityProtocol,
    HolderDirectory,
    OpportunityOwners,
    ConflictCases,
    ReleaseOfDeal,
    ApproverRegistry,
    RulesOfDeals,
    DealClock,
    SlaQuery,
    WarnExpiryWork,
    BreakInactiveWork,
    AssessDealHandler,
    ContactPartnerHandler,
    AmendDealHandler,
    ReassignDealHandler,
    RequestExtensionHandler,
    ResubmitDealHandler,
    DealsQuery,
    DealConflictsQuery,
    DealQueues,
    DealPrices,
    DesignationsQuery,
    IncumbentsQuery,
    AttributionQuery,
    PreferredPartners,
    DealDirectory,
    ConflictCasesQuery,
    DealDueWork,
    BulkRegistration,
    BulkTaskWork,
    BulkTasksQuery,
    SubmitBulkTaskHandler,
    ToldApartQuery,
    AdvanceQueueReactor,
    ApproveGrantedReactor,
    ExtendGrantedReactor,
    CloseLinkedReactor,
    RecordBrokenReactor,
    RecheckGrantReactor,
    NarrowGrantReactor,
    ReleaseGrantReactor,
    RegisterDealHandler,
    OpenRegistrations,
    ReturnDealHandler,
    ProvideInformationHandler,
    ApproveDealHandler,
    BreakProtectionHandler,
    OutrankDealHandler,
    ApproveStepHandler,
    ReduceDiscountHandler,
    MoveIncumbencyHandler,
    OwnDeals,
    OpenDealHandler,
    RecordIncumbentHandler,
    ChoosePartnerHandler,
    RemovePartnerHandler,
    DenyDealHandler,
    ExtendDealHandler,
    WithdrawDealHandler,
    ExpireDealHandler,
    CloseDealHandler,
    DecideCaseHandler,
  ],
  exports: [
    BulkTaskWork,
    BulkTasksQuery,
    WarnExpiryWork,
    BreakInactiveWork,
    DealDirectory,
    DealDueWork,
    AdvanceQueueReactor,
    ApproveGrantedReactor,
    ExtendGrantedReactor,
    FinishMergeReactor,
    FinishSplitReactor,
    CloseLinkedReactor,
    RecordBrokenReactor,
    RecheckGrantReactor,
    NarrowGrantReactor,
    ReleaseGrantReactor,
  ],
})
export class DealsModule {}
