import { Inject, Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { EventStore, type Streams } from '@accord/event-store';
import {
  PageQuery,
  QueryReply,
  decodeCursor,
  notACursor,
  pageOf,
  type Page,
} from '@accord/platform';
import { PAYOUTS } from '../payouts.token';
import { draftsIn } from '../payout/drafted';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { setAsideIn, type Place, type SetAside } from './set-aside';
import { setAsideBody, type SetAsideBody } from './set-aside.response';

export class SetAsideListQuery extends PageQuery {
  /** All when absent. */
  @IsOptional()
  @IsIn(['held', 'waiting', 'excluded', 'carried', 'rejected'])
  why?: 'held' | 'waiting' | 'excluded' | 'carried' | 'rejected';
}

/** Lists what a run does not pay and why, from its own stream: one statement in memory at a time. */
@Injectable()
export class SetAsideQuery {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly log: EventStore,
  ) {}

  /** @returns undefined when nothing was drafted */
  async list(
    payoutId: string,
    { limit, cursor, why }: SetAsideListQuery,
  ): Promise<QueryReply<Page<SetAsideBody>> | undefined> {
    const after = placeIn(cursor);
    const { position } = await this.log.head();
    const { state } = await this.payouts.look(payoutId, { fresh: true });
    const { drafted } = state;
    if (!drafted) return undefined;
    const start = after ?? { from: drafted.from, parts: 0 };
    const drafts = draftsIn(this.payouts.eachEvent(payoutId, start.from), drafted.proposalId);
    const rows: SetAside[] = [];
    for await (const row of setAsideIn(drafts, start, why ?? null)) {
      rows.push(row);
      if (rows.length > limit) break;
    }
    const { items, next } = pageOf(rows, limit, ({ place }) => `${place.from} ${place.parts}`);
    return new QueryReply({ items: items.map(setAsideBody), next }, position, false);
  }
}

function placeIn(cursor: string | undefined): Place | null {
  const key = decodeCursor(cursor);
  if (key === undefined) return null;
  const [, from, parts] = /^(\d{1,15}) (\d{1,9})$/.exec(key) ?? [];
  if (from === undefined || parts === undefined) throw notACursor();
  return { from: Number(from), parts: Number(parts) };
}
