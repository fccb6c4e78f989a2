import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsNumberString, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { logPosition, type LogPosition } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { AtLeastQuery, MAX_PAGE, QueryReply, requestFault, type Caller } from '@accord/platform';
import { isPublic } from '../event-visibility/event-visibility-directory';
import { logEventBody, type LogEventBody } from '../history/event.response';

/** Read from the log, which holds every position that a caller can know. */
export class EventFeedQueryParameters extends AtLeastQuery {
  /** `next` of the answer before, a position of the log; from the beginning when absent, or 0. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(18)
  after?: string;

  /** How many events, at most 200. */
  @ApiPropertyOptional()
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

  /**
   * @throws Problem 400 when no record of the log is at `after`: going on from there could leave out
   *   what is yet to be written, or begin within a record
   */
  async after(
    caller: Caller,
    { after, limit }: EventFeedQueryParameters,
  ): Promise<QueryReply<EventFeedBody>> {
    let reached = await this.known(after);
    const items: LogEventBody[] = [];
    let more = true;
    while (more && items.length < limit) {
      const records = await this.log.page(reached, limit - items.length);
      more = records.length > 0;
      for (const { position, event } of records) {
        reached = position;
        if (event && isPublic(event)) items.push(logEventBody(event, caller));
      }
    }
    const next = reached === undefined ? null : reached.toString();
    return new QueryReply({ items, next, more }, reached ?? logPosition(0n), false);
  }

  /** Nothing lies before 0. */
  private async known(after: string | undefined): Promise<LogPosition | undefined> {
    if (after === undefined) return undefined;
    const position = logPosition(after);
    if (position > 0n && (await this.log.idAt(position)) === undefined) {
      const message = 'No event is at this position; `next` of an answer is one to go on from';
      throw requestFault([{ code: 'position-unknown', message, path: 'after' }]);
    }
    return position;
  }
}
