import { Module } from '@nestjs/common';
import { AuditTrailQuery } from './audit-trail/audit-trail.query';
import { AuditController } from './audit.controller';
import { EventFeed } from './event-feed/event-feed.query';
import { EventsController } from './events.controller';
import { HistoryQuery } from './history/history.query';

@Module({
  controllers: [AuditController, EventsController],
  providers: [AuditTrailQuery, HistoryQuery, EventFeed],
})
export class AuditModule {}
