import { opportunityEvents } from './opportunity/opportunity.events';
import { opportunityListProjection } from './opportunity-list/opportunity-list.projection';
import { milestonesDueProjection } from './milestones-due/milestones-due.projection';
import { purchaseOrderDueProjection } from './purchase-order-due/purchase-order-due.projection';
import { saleListProjection } from './sale-list/sale-list.projection';
import { saleEvents } from './sale.events';

export { OpportunitiesModule } from './opportunities.module';
export { MilestoneDueWork } from './milestones-due/milestone-due-work';
export { SaleDueWork } from './purchase-order-due/sale-due-work';
export { SalesModule } from './sales.module';
export type { DealPrograms } from './book-sale/deal-programs';
export { OpportunityDirectory } from './opportunity-directory/opportunity-directory';
export type { Opportunity } from './opportunity/opportunity';
export {
  opportunityEvents,
  type OpportunityEvent,
  type OpportunityFacts,
} from './opportunity/opportunity.events';
export { MarketplaceFeeBody, marketplaceFeeBody } from './sale-list/marketplace-fee.response';
export { saleEvents, type MarketplaceFee, type SaleEvent } from './sale.events';

export const saleCatalogs = [saleEvents, opportunityEvents];
export const saleProjections = [
  saleListProjection,
  opportunityListProjection,
  purchaseOrderDueProjection,
  milestonesDueProjection,
];
