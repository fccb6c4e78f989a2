import { auditTrailProjection } from './audit-trail/audit-trail.projection';

export { AuditModule } from './audit.module';

export const auditProjections = [auditTrailProjection];
