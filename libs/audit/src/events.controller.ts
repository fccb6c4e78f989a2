import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Call, QueryReply, type HttpCall } from '@accord/platform';
import { EventFeed, EventFeedQueryParameters, EventFeedBody } from './event-feed/event-feed.query';

@ApiTags('events')
@ApiBearerAuth()
@Controller('v1/events')
export class EventsController {
  constructor(private readonly feed: EventFeed) {}

  /** Events after a position, in the order of the log: keep `next` and ask again. */
  @Get()
  @Allow('sales-system', 'auditor')
  @ApiOkResponse({ type: EventFeedBody })
  list(
    @Query() query: EventFeedQueryParameters,
    @Call() { caller }: HttpCall,
  ): Promise<QueryReply<EventFeedBody>> {
    return this.feed.after(caller, query);
  }
}
