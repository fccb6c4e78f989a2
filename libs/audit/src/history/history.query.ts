import { Injectable } from '@nestjs/common';
import { EventStore } from '@accord/event-store';
import {
  PageQuery,
  PointInTime,
  QueryReply,
  decodePositionCursor,
  pageOf,
  type Caller,
  type Page,
} from '@accord/platform';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { logEventBody, type LogEventBody } from './event.response';

export class HistoryQueryParameters extends PageQuery {
  /** Only what was recorded by then: a log position, an instant, or a date of the installation's clock. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}

/** Tells the history of one stream from the log itself. */
@Injectable()
export class HistoryQuery {
  constructor(
    private readonly log: EventStore,
    private readonly pointInTime: PointInTime,
  ) {}

  /** @returns undefined when the log has no such stream */
  async of(
    caller: Caller,
    stream: string,
    { limit, cursor, asOf }: HistoryQueryParameters,
  ): Promise<QueryReply<Page<LogEventBody>> | undefined> {
    const { position } = await this.log.head();
    const last = decodePositionCursor(cursor);
    const from = last === undefined ? 0 : Number(last) + 1;
    const all = await this.log.history(stream, from, limit + 1);
    if (all.length === 0 && from === 0) return undefined;
    const wasRecorded = asOf === undefined ? undefined : await this.pointInTime.resolve(asOf);
    const events = wasRecorded ? all.filter(wasRecorded) : all;
    const bodies = events.map((event) => logEventBody(event, caller));
    const page = pageOf(bodies, limit, ({ revision }) => String(revision));
    return new QueryReply(page, position, false);
  }
}
