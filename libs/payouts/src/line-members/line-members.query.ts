import { Injectable } from '@nestjs/common';
import { MembersQuery, measuresOf, memberBody, type MemberBody } from '@accord/incentives';
import {
  QueryReply,
  decodeCursor,
  notACursor,
  pageOf,
  type Caller,
  type Page,
  type PageQuery,
} from '@accord/platform';
import { PinnedLine } from '../explanation/pinned-line.query';
import { StatementsQuery } from '../statement-list/statements.query';

/** Lists what a line of a statement counted or summed, at the position that the statement was reckoned at. */
@Injectable()
export class LineMembersQuery {
  constructor(
    private readonly statements: StatementsQuery,
    private readonly pinned: PinnedLine,
    private readonly members: MembersQuery,
  ) {}

  /** @returns undefined when there is no such line or measure, or none that this caller may see */
  async list(
    caller: Caller,
    { statementId, lineId, measure }: { statementId: string; lineId: string; measure: string },
    query: PageQuery,
  ): Promise<QueryReply<Page<MemberBody>> | undefined> {
    const { limit } = query;
    const from = placeIn(query.cursor);
    const found = await this.statements.line(caller, statementId, lineId, query);
    const pinned = found.value && (await this.pinned.of(caller, found.value));
    const wanted = pinned && measuresOf(pinned.line).find((one) => one.measure === measure);
    const all = wanted && (await this.members.of(pinned.line, wanted, pinned.position));
    // Who is paid may be a distributor: what its partners sold through others is not for it.
    const isForCaller = all?.every(({ partnerId }) => [null, partnerId].includes(caller.partnerId));
    if (!all || !isForCaller) return undefined;
    const rows = all
      .slice(from, from + limit + 1)
      .map((member, i) => ({ member, place: from + i + 1 }));
    const { items, next } = pageOf(rows, limit, ({ place }) => String(place));
    const body = { items: items.map(({ member }) => memberBody(member)), next };
    return new QueryReply(body, found.position, found.stale);
  }
}

/** The members of a measure never change, so that their places say where a list goes on. */
function placeIn(cursor: string | undefined): number {
  const key = decodeCursor(cursor) ?? '0';
  if (!/^\d{1,9}$/.test(key)) throw notACursor();
  return Number(key);
}
