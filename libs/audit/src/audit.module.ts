import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { AuditTrailQuery } from './audit-trail/audit-trail.query';
import { AuditController } from './audit.controller';
import { DisableEndpointHandler } from './disable-endpoint/disable-endpoint.handler';
import { endpoint } from './endpoint/endpoint';
import { ENDPOINTS } from './endpoint/endpoints.token';
import { EndpointsController } from './endpoints.controller';
import { EndpointsQuery } from './endpoint-list/endpoints.query';
import { EventFeed } from './event-feed/event-feed.query';
import { EventVisibility } from './event-visibility/event-visibility-directory';
import { StreamOwners } from './event-visibility/stream-owners-directory';
import { EventsController } from './events.controller';
import { HistoryQuery } from './history/history.query';
import { RevisionConflicts } from './revision-conflict/revision-conflict-registry';
import { EndpointSecrets } from './rotate-secret/endpoint-secrets-registry';

@Module({
  controllers: [AuditController, EventsController, EndpointsController],
  providers: [
    provideStreams(ENDPOINTS, endpoint),
    AuditTrailQuery,
    HistoryQuery,
    EventFeed,
    StreamOwners,
    EventVisibility,
    EndpointSecrets,
    EndpointsQuery,
    DisableEndpointHandler,
    RevisionConflicts,
  ],
  exports: [EventVisibility, EndpointsQuery, RevisionConflicts],
})
export class AuditModule {}
