import { Inject, Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { fold, type Recorded } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import {
  PageQuery,
  PointInTime,
  QueryReply,
  decodePositionCursor,
  pageOf,
  type Caller,
  type Page,
} from '@accord/platform';
import { fund, type Fund, type KnownFund } from '../fund';
import { FundAccess } from '../fund-balance/fund-access.query';
import { bucketTexts, ownTexts } from '../fund-balance/fund.response';
import { postingOf, type Bucket } from '../fund-balances';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { fundLines, signed, type FundLine } from './fund-line';
import type { FundLineBody } from './fund-line.response';

export class FundStatementQuery extends PageQuery {
  /** A log position, an instant, or a date of a sandbox clock: what was recorded by then. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}

/** Explains a fund's balance by the events that made it, from its own stream. */
@Injectable()
export class FundStatement {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly pointInTime: PointInTime,
    private readonly access: FundAccess,
    private readonly log: EventStore,
  ) {}

  /**
   * Of a fund that it shares a partner reads the lines of its own requests.
   * @returns undefined when there was no such fund by then, or none that this caller may see
   */
  async of(
    caller: Caller,
    fundId: string,
    { asOf, cursor, limit }: FundStatementQuery,
  ): Promise<QueryReply<Page<FundLineBody>> | undefined> {
    const after = decodePositionCursor(cursor) ?? -1n;
    const { position } = await this.log.head();
    const events = await this.recorded(fundId, asOf);
    const state = fold(fund, events);
    if (state.status === 'unknown' || !(await this.access.sees(caller, state))) return undefined;
    const isOwn = caller.partnerId === null || caller.partnerId === state.partnerId;
    const told = isOwn ? events : events.filter(isOf(caller.partnerId, state));
    const lines = fundLines(told).filter(({ event }) => event.position > after);
    const page = pageOf(
      lines.slice(0, limit + 1).map((line) => lineBody(line, state, isOwn)),
      limit,
      (line) => line.position,
    );
    return new QueryReply(page, position, false);
  }

  private async recorded(fundId: string, asOf: string | undefined): Promise<Recorded<FundEvent>[]> {
    const events = await this.funds.events(fundId);
    return asOf === undefined ? events : events.filter(await this.pointInTime.resolve(asOf));
  }
}

const isOf =
  (partnerId: string | null, { requests }: KnownFund) =>
  ({ data }: FundEvent): boolean =>
    'requestId' in data && requests.get(data.requestId)?.partnerId === partnerId;

function lineBody(
  { event, text, changes, after }: FundLine,
  { balances: { currency }, requests }: KnownFund,
  isOwn: boolean,
): FundLineBody {
  const requestId = 'requestId' in event.data ? event.data.requestId : null;
  const hidden: readonly Bucket[] = isOwn ? [] : ['allocated', 'available', 'expired'];
  const told = Object.entries(changes).filter(([bucket]) => !hidden.some((one) => one === bucket));
  return {
    position: event.position.toString(),
    revision: event.revision,
    eventId: event.id,
    type: event.type,
    occurredOn: event.envelope.occurredOn,
    recordedAt: event.recordedAt,
    rule: postingOf(event)?.rule ?? null,
    programVersion: event.envelope.programVersion ?? null,
    requestId,
    partnerId: (requestId !== null && requests.get(requestId)?.partnerId) || null,
    text,
    changes: Object.fromEntries(told.map(([bucket, minor]) => [bucket, signed(minor, currency)])),
    after: isOwn ? bucketTexts(after, currency) : ownTexts(after, currency),
  };
}
