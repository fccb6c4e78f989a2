import { auditTrailProjection } from './audit-trail/audit-trail.projection';
import { endpointEvents } from './endpoint/endpoint.events';
import { endpointsProjection } from './endpoint-list/endpoints.projection';

export { AuditModule } from './audit.module';
export { DisableEndpointCommand } from './disable-endpoint/disable-endpoint.handler';
export type { DisabledCode } from './endpoint/endpoint.events';
export type { EndpointRow } from './endpoint-list/endpoint-row';
export { EndpointsQuery } from './endpoint-list/endpoints.query';
export { EventVisibility } from './event-visibility/event-visibility-directory';
export { RevisionConflicts } from './revision-conflict/revision-conflict-registry';

export const auditCatalogs = [endpointEvents];
export const auditProjections = [auditTrailProjection, endpointsProjection];
