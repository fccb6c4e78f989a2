import { bulkTaskEvents } from './bulk-task/bulk-task.events';
import { bulkTasksProjection } from './bulk-task/bulk-tasks.projection';
import { conflictCaseEvents } from './conflict-case/conflict-case.events';
import { conflictCaseProjection } from './conflict-case/conflict-case.projection';
import { dealCustomersProjection } from './deal-customers/deal-customers.projection';
import { dealConflictsProjection } from './deal-conflicts/deal-conflicts.projection';
import { standingsProjection } from './designation-progress/standings.projection';
import { inactivityProjection } from './break-inactive/inactivity.projection';
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

export { BulkTaskWork } from './bulk-task/bulk-task-work';
export { fromFields, type Field } from './register-deals-in-bulk/from-columns';
export { BulkTasksQuery } from './bulk-task/bulk-tasks.query';
export { DealDirectory } from './deal-directory/deal-directory';
export { DealsModule } from './deals.module';
export { BreakInactiveWork } from './break-inactive/break-inactive-work';
export { WarnExpiryWork } from './warn-expiry/warn-expiry-work';
export { DealDueWork } from './deal-due/deal-due-work';
export { ApproveGrantedReactor } from './approve-deal/approve-granted.reactor';
export { CloseLinkedReactor } from './close-deal/close-linked.reactor';
export { AdvanceQueueReactor } from './advance-queue/advance-queue.reactor';
export { RecordBrokenReactor } from './break-protection/record-broken.reactor';
export { ExtendGrantedReactor } from './extend-deal/extend-granted.reactor';
export { FinishMergeReactor } from './merge-customers/finish-merge.reactor';
export { FinishSplitReactor } from './split-customers/finish-split.reactor';
export { NarrowGrantReactor } from './narrow-grant/narrow-grant.reactor';
export { RecheckGrantReactor } from './recheck-grant/recheck-grant.reactor';
export { ReleaseGrantReactor } from './release-grant/release-grant.reactor';
export { dealEvents, type DealEvent, type OpportunityRef } from './deal.events';
export { exclusivityEvents, type ExclusivityEvent } from './exclusivity/exclusivity.events';
export { conflictCaseEvents, type ConflictCaseEvent } from './conflict-case/conflict-case.events';

export const dealCatalogs = [
  bulkTaskEvents,
  dealEvents,
  exclusivityEvents,
  conflictCaseEvents,
  preferredPartnerEvents,
  incumbencyEvents,
];
export const dealProjections = [
  bulkTasksProjection,
  dealListProjection,
  dealConflictsProjection,
  dealCustomersProjection,
  exclusivityProjection,
  conflictCaseProjection,
  dealDueProjection,
  dealSlaProjection,
  warningsProjection,
  inactivityProjection,
  customerOrdersProjection,
  incumbencyMovesProjection,
  standingsProjection,
];
