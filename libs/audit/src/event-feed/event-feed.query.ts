import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsNumberString, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { logPosition, type LogPosition } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { MAX_PAGE, QueryReply, principalEvents, type Caller } from '@accord/platform';
import { logEventBody, type LogEventBody } from '../history/event.response';

export class EventFeedQueryParameters {
  /** Log position of the last event handled; from the beginning when absent. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(18)
  after?: string;

  /** How many events, at most 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  limit: number = 100;
}

/** A piece of the feed. */
export class EventFeedBody {
  items: LogEventBody[];
  /** Ask for what comes `after` this next time; also when there was nothing new. */
  next: string | null;
  /** There is more at once. */
  more: boolean;
}

/** Hands on events in the order of the log, for systems that follow Accord. */
@Injectable()
export class EventFeed {
  constructor(private readonly log: EventStore) {}

  async after(
    caller: Caller,
    { after, limit }: EventFeedQueryParameters,
  ): Promise<QueryReply<EventFeedBody>> {
    let reached: LogPosition | undefined = after === undefined ? undefined : logPosition(after);
    const items: LogEventBody[] = [];
    let more = true;
    while (more && items.length < limit) {
      const records = await this.log.page(reached, limit - items.length);
      more = records.length > 0;
      for (const { position, event } of records) {
        reached = position;
        // Who may call is nobody's business outside, and API keys' hashes least of all.
        if (event && !principalEvents.includes(event)) items.push(logEventBody(event, caller));
      }
    }
    const next = reached === undefined ? null : reached.toString();
    return new QueryReply({ items, next, more }, reached ?? logPosition(0n), false);
  }
}
