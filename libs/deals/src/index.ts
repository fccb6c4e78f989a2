import { conflictCaseEvents } from './conflict-case/conflict-case.events';
import { conflictCaseProjection } from './conflict-case/conflict-case.projection';
import { dealConflictsProjection } from './deal-conflicts/deal-conflicts.projection';
import { dealSlaProjection } from './deal-sla/deal-sla.projection';
import { warningsProjection } from './warn-expiry/warnings.projection';
import { dealDueProjection } from './deal-due/deal-due.projection';
import { dealListProjection } from './deal-list/deal-list.projection';
import { dealEvents } from './deal.events';
import { customerOrdersProjection } from './incumbents/customer-orders.projection';
import { incumbencyMovesProjection } from './incumbents/incumbency-moves.projection';
import { incumbencyEvents } from './move-incumbency/incumbency.events';
import { preferredPartnerEvents } from './preferred-partner/preferred-partner.events';
import { exclusivityEvents } from './exclusivity/exclusivity.events';
import { exclusivityProjection } from './exclusivity/exclusivity.projection';

export { DealDirectory } from './deal-directory/deal-directory';
export { DealsModule } from './deals.module';
export { WarnExpiryWork } from './warn-expiry/warn-expiry-work';
export { DealDueWork } from './deal-due/deal-due-work';
export { ApproveGrantedReactor } from './approve-deal/approve-granted.reactor';
export { CloseLinkedReactor } from './close-deal/close-linked.reactor';
export { AdvanceQueueReactor } from './advance-queue/advance-queue.reactor';
export { RecordBrokenReactor } from './break-protection/record-broken.reactor';
export { ExtendGrantedReactor } from './extend-deal/extend-granted.reactor';
export { RecheckGrantReactor } from './recheck-grant/recheck-grant.reactor';
export { ReleaseGrantReactor } from './release-grant/release-grant.reactor';
export { dealEvents, type DealEvent, type OpportunityRef } from './deal.events';
export { exclusivityEvents, type ExclusivityEvent } from './exclusivity/exclusivity.events';
export { conflictCaseEvents, type ConflictCaseEvent } from './conflict-case/conflict-case.events';

export const dealCatalogs = [
  dealEvents,
  exclusivityEvents,
  conflictCaseEvents,
  preferredPartnerEvents,
  incumbencyEvents,
];
export const dealProjections = [
  dealListProjection,
  dealConflictsProjection,
  exclusivityProjection,
  conflictCaseProjection,
  dealDueProjection,
  dealSlaProjection,
  warningsProjection,
  customerOrdersProjection,
  incumbencyMovesProjection,
];
